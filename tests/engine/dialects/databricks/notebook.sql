-- Databricks notebook source
%python
print("a cell of another language")

-- COMMAND ----------

SELECT id FROM lake.orders

-- COMMAND ----------

-- MAGIC %md
-- MAGIC # Notes

-- COMMAND ----------

SELECT a % b AS rest FROM t;

GRANT ALL PRIVILEGES ON TABLE shop.orders TO clerks;

GRANT SELECT, MODIFY ON TABLE shop.orders TO clerks WITH GRANT OPTION;

SELECT order_id FROM shop.orders WHERE NOT shipped AND NOT EXISTS (SELECT 1 FROM shop.gone);
