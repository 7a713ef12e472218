import { testCases } from "./cases.ts";

const dialect = "oracle";
const required = { rules: { "convention.terminator": { require_final_semicolon: true } } };

testCases([
  {
    rule: "OR01",
    dialect,
    sql: "/\nDELETE FROM t;\n/\n-- none\n/\nBEGIN\n    p;\nEND;\n/ /\n",
    found: ["1:1", "5:1", "9:3"],
    fixed: "DELETE FROM t;\n/\n-- none\nBEGIN\n    p;\nEND;\n/ ",
  },
  { rule: "OR01", dialect, sql: "@load.sql\n/\nCOMMIT\n/\n", found: [] },
  { rule: "OR01", dialect, sql: "SELECT a /\nb FROM t;\n", found: [] },
  { rule: "OR01", dialect: "tsql", sql: "SELECT 1\nGO\nGO\n", found: [] },
  { rule: "CV06", dialect, config: required, sql: "BEGIN\n    p;\nEND;\n/\n", found: [] },
  {
    rule: "CV06",
    dialect,
    config: required,
    sql: "CREATE PROCEDURE p AS BEGIN q; END;\n/\n",
    found: [],
  },
  {
    rule: "CV06",
    dialect,
    config: required,
    sql: "DELETE FROM t\n/\n",
    found: ["2:1"],
    fixed: "DELETE FROM t\n/\n",
  },
  { rule: "CV06", dialect, config: required, sql: "DELETE FROM t;\n@more.sql\n", found: [] },
  {
    rule: "AL01",
    dialect,
    sql: "SELECT a AS b FROM t u\n",
    found: [],
  },
  { rule: "RF01", dialect, sql: "SELECT numbers.NEXTVAL FROM dual\n", found: [] },
  { rule: "RF03", dialect, sql: "SELECT t.a, t.b FROM t WHERE t.c = &1\n", found: [] },
  // What a graph's pattern reads are its own variables.
  {
    rule: "RF01",
    dialect: "oracle",
    sql:
      "SELECT t.a FROM GRAPH_TABLE (g MATCH (p IS person) WHERE p.b = 1 COLUMNS (p.c AS a)) t WHERE u.b = 1\n",
    found: ["1:94"],
  },
]);
