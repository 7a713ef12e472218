CREATE MODEL churn OPTIONS (model_type = ) AS SELECT 1;
SELECT * FROM t PIVOT (SUM(a) FOR b ('x'));
