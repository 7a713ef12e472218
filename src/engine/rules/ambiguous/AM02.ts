import { replace } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

/** The dialects in which UNION DISTINCT can be written. */
const DIALECTS = [
  "ansi",
  "bigquery",
  "clickhouse",
  "databricks",
  "db2",
  "hive",
  "mysql",
  "redshift",
  "snowflake",
  "trino",
];

export const rule: Rule = {
  code: "AM02",
  name: "ambiguous.union",
  groups: ["all", "core", "ambiguous"],
  aliases: ["L033"],
  description: "UNION is followed by DISTINCT or ALL.",
  rationale: "A bare UNION drops duplicates, which costs time and often was not meant.",
  fixable: true,
  options: [],
  bad: "SELECT a FROM foo\nUNION\nSELECT a FROM bar\n",
  good: "SELECT a FROM foo\nUNION DISTINCT\nSELECT a FROM bar\n",
  phase: "main",
  visits: [kind("set_operator")],
  message: "Say what happens to equal rows: UNION DISTINCT or UNION ALL.",
  run(context) {
    const { tree, dialect } = context;
    if (!DIALECTS.includes(dialect.name)) return () => {};
    return (operator) => {
      const text = tree.text(operator);
      const upper = text.toUpperCase();
      if (!upper.includes("UNION") || upper.includes("ALL") || upper.includes("DISTINCT")) return;
      const words = text.includes("union") ? "union distinct" : "UNION DISTINCT";
      context.report(operator, [replace(tree.firstChild(operator), words)]);
    };
  },
};
