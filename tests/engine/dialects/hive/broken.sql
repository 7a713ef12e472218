CREATE TABLE t (a INT b) STORED AS ORC;
SELECT 1;
SET hive.exec..parallel = true;
