-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Orders of the week

-- COMMAND ----------

USE CATALOG main;

-- COMMAND ----------

-- MAGIC %python
-- MAGIC print("hello")

-- COMMAND ----------

SELECT
    date_trunc('week', placed_at) AS week,
    count(*) AS orders,
    sum(amount) AS amount
FROM main.sales.orders
WHERE placed_at >= :since AND region = '{{region}}'
GROUP BY 1
ORDER BY 1

-- COMMAND ----------

CREATE OR REPLACE TEMP VIEW top_customers AS
SELECT customer_id, sum(amount) AS amount
FROM main.sales.orders
GROUP BY customer_id
ORDER BY amount DESC
LIMIT 10
