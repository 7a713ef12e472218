CREATE TABLE t (a INT b) WITH ('connector' = 'print');
CREATE CATALOG c WITH ('type');
CREATE TABLE t WITH ('connector' = 'print') LIKE u;
