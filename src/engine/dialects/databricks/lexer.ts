import { lexLines, type LexRule, lexRule, scan } from "../../lexer/mod.ts";

/** A cell of another language: `%python` on the first line of a cell, and all behind it. */
const bareCell = scan.expression(
  /(?<=-- (?:COMMAND ----------|Databricks notebook source)[^\S\n]*\n\s*)%[A-Za-z_]+(?:(?!\n-- COMMAND ----------)[\s\S])*/,
);

/**
 * Spark's, with what a notebook is made of. https://docs.databricks.com/en/notebooks/notebooks-code
 * In front of comments, since all of it starts as one.
 */
export function lexRules(inherited: readonly LexRule[]): readonly LexRule[] {
  return [
    lexRule("command", "-", scan.expression(/-- COMMAND ----------/)),
    lexRule("magic_single_line", "-", scan.expression(/-- MAGIC %[A-Za-z_]+[^\S\n]+[^\n]+/)),
    lexRule("magic_start", "-", scan.expression(/-- MAGIC %[^\n]*/)),
    lexRule("magic_line", "-", scan.expression(/-- MAGIC[^\n]*/)),
    lexLines("bare_magic_cell", "%", bareCell),
    lexRule("udf_body", "$", scan.dollarQuoted),
    lexRule("pipeline_parameter", "$", scan.expression(/\$\{[^}]*\}/)),
    ...inherited,
  ];
}
