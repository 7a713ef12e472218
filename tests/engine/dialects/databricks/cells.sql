-- Databricks notebook source

-- COMMAND ----------

drop it all

-- COMMAND ----------

SELECT 1;
