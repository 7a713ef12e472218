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
