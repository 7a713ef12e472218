CREATE MODEL churn OPTIONS (model_type = ) AS SELECT 1;
SELECT * FROM t PIVOT (SUM(a) FOR b ('x'));
CREATE VIEW v AS (SELECT a b c FROM t);
INSERT INTO t (a) (SELECT a b c FROM u);
