import { testCases } from "./cases.ts";

testCases([
  {
    rule: "LT06",
    sql: "SELECT sum (a), max\n(b), min /* x */ (c) FROM t\n",
    found: ["1:11", "1:20", "2:9"],
    fixed: "SELECT sum(a), max(b), min /* x */ (c) FROM t\n",
  },
  {
    rule: "LT07",
    sql: "WITH a AS (\n    SELECT 1), b AS (SELECT 2)\nSELECT 1\n",
    found: ["2:13"],
    fixed: "WITH a AS (\n    SELECT 1\n), b AS (SELECT 2)\nSELECT 1\n",
  },
  {
    rule: "LT08",
    sql: "WITH a AS (SELECT 1), b AS (SELECT 2) SELECT 1\n",
    found: ["1:23", "1:39"],
    fixed: "WITH a AS (SELECT 1),\n\nb AS (SELECT 2)\n\nSELECT 1\n",
  },
  {
    rule: "LT08",
    sql: "WITH a AS (\n    SELECT 1\n),\nb AS (\n    SELECT 2\n)\n-- why\nSELECT 1\n",
    found: ["4:1", "8:1"],
    fixed: "WITH a AS (\n    SELECT 1\n),\n\nb AS (\n    SELECT 2\n)\n\n-- why\nSELECT 1\n",
  },
  {
    rule: "LT08",
    config: { "layout": { "type": { "comma": { "line_position": "leading" } } } },
    sql: "WITH a AS (\n    SELECT 1\n)\n, b AS (SELECT 2), c AS (SELECT 3)\n\nSELECT 1\n",
    found: ["4:3", "4:20"],
    fixed: "WITH a AS (\n    SELECT 1\n)\n\n, b AS (SELECT 2)\n\n, c AS (SELECT 3)\n\nSELECT 1\n",
  },
  // The lines of what stands between SELECT and its only column are their own.
  {
    // What does not parse behind the only target stays where it is.
    rule: "LT09",
    sql: "SELECT\n    total sum rest,\n    other\nFROM bills\n",
    found: ["1:1", "PRS 2:15"],
  },
  {
    rule: "LT09",
    sql: "SELECT\n    a,\n    b FROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    a,\n    b\nFROM t\n",
  },
  { rule: "LT09", sql: "SELECT DISTINCT\n    a,\n    b\nFROM t\n", found: [] },
  {
    rule: "LT09",
    sql: "SELECT\n    DISTINCT a,\n    b\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    DISTINCT\na,\n    b\nFROM t\n",
  },
  {
    rule: "LT09",
    dialect: "postgres",
    sql: "SELECT DISTINCT ON (\n    a\n) b\nFROM t\n",
    found: [],
  },
  {
    rule: "LT09",
    dialect: "postgres",
    sql: "SELECT\nDISTINCT ON (a) b\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT ON (a) b\nFROM t\n",
  },
  {
    rule: "LT09",
    sql: "SELECT a, b FROM t\n",
    found: ["1:1"],
    fixed: "SELECT\na,\nb\nFROM t\n",
  },
  {
    rule: "LT09",
    sql: "SELECT\n    a\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT a\nFROM t\n",
  },
  {
    rule: "LT09",
    sql: "SELECT DISTINCT\n    a FROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT a\n    FROM t\n",
  },
  {
    rule: "LT09",
    sql: "SELECT\n    DISTINCT a\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT a\nFROM t\n",
  },
  {
    rule: "LT09",
    sql: "SELECT -- x\n    a\nFROM t\n",
    found: ["1:1"],
  },
  {
    rule: "LT09",
    config: { "rules": { "layout.select_targets": { "wildcard_policy": "multiple" } } },
    sql: "SELECT * FROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n*\nFROM t\n",
  },
  {
    rule: "LT09",
    config: { "rules": { "layout.select_targets": { "single_target_policy": "new_line" } } },
    sql: "SELECT a FROM t\n",
    found: ["1:1"],
    fixed: "SELECT\na\nFROM t\n",
  },
  {
    rule: "LT10",
    sql: "SELECT\n    DISTINCT a,\n    b\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT\n    a,\n    b\nFROM t\n",
  },
  {
    rule: "LT10",
    sql: "SELECT\n    DISTINCT\n    a\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT\n    a\nFROM t\n",
  },
  {
    rule: "LT12",
    sql: "SELECT 1\n\n\n",
    found: ["3:1"],
    fixed: "SELECT 1\n",
  },
  {
    rule: "LT12",
    sql: "SELECT 1",
    found: ["1:9"],
    fixed: "SELECT 1\n",
  },
  // What divides two macros is no end of the file, though nothing is rendered behind it.
  {
    rule: "LT12",
    sql: "{% macro a() %}b{% endmacro %}\n\n{% macro c() %}d{% endmacro %}",
    found: ["2:1"],
    fixed: "{% macro a() %}b{% endmacro %}\n\n{% macro c() %}d{% endmacro %}",
  },
  {
    rule: "LT12",
    sql: "SELECT 1\n\n{% set a = 1 %}",
    found: ["2:1"],
    fixed: "SELECT 1\n{% set a = 1 %}",
  },
  // Behind a part that is empty, and was to be indented.
  { rule: "LT12", dialect: "tsql", sql: "EXEC a", found: ["1:7"], fixed: "EXEC a\n" },
  {
    rule: "LT13",
    sql: "\n  -- x\nSELECT 1\n",
    found: ["1:1"],
    fixed: "-- x\nSELECT 1\n",
  },
  {
    rule: "LT15",
    sql: "SELECT a\n\n\n\nFROM t;\n\n\n\n\nSELECT 1\n",
    found: ["3:1", "4:1", "8:1", "9:1"],
    fixed: "SELECT a\n\nFROM t;\n\n\nSELECT 1\n",
  },
  {
    rule: "LT15",
    config: { "rules": { "layout.newlines": { "maximum_empty_lines_inside_statements": 0 } } },
    sql: "SELECT a\n\nFROM t\n",
    found: ["2:1"],
    fixed: "SELECT a\nFROM t\n",
  },
  {
    rule: "LT07",
    sql: "WITH a AS (\n    SELECT 1), b AS (\n    SELECT 2)\nSELECT 1\n",
    found: ["2:13"],
    fixed: "WITH a AS (\n    SELECT 1\n), b AS (\n    SELECT 2\n)\nSELECT 1\n",
  },
  {
    rule: "LT08",
    sql: "WITH a AS (\n    SELECT 1\n), -- of a\n-- of b\nb AS (\n    SELECT 2\n)\n\nSELECT 1\n",
    found: ["5:1"],
    fixed:
      "WITH a AS (\n    SELECT 1\n), -- of a\n-- of b\n\nb AS (\n    SELECT 2\n)\n\nSELECT 1\n",
  },
  {
    rule: "LT09",
    sql: "SELECT\n    a, -- of a\n    b, /* of c */ c,\n    d FROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    a, -- of a\n    b, /* of c */\nc,\n    d\nFROM t\n",
  },
  {
    rule: "LT09",
    sql: "SELECT\n    -- of a\n    a, -- more\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT a,\n    -- of a\n    -- more\nFROM t\n",
  },
  { rule: "LT09", sql: "SELECT -- of a\n    a\nFROM t\n", found: ["1:1"] },
  { rule: "LT09", sql: "SELECT\n    f(\n        a\n    )\nFROM t\n", found: [] },
  {
    rule: "LT10",
    sql: "SELECT\n    -- why\n    DISTINCT a\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT\n    -- why\n    a\nFROM t\n",
  },
  {
    rule: "LT12",
    sql: "SELECT 1\n{% if true %}{% endif %}",
    found: ["2:14"],
    fixed: "SELECT 1\n{% if true %}{% endif %}\n",
  },
  { rule: "LT12", sql: "{{ 'SELECT 1' -}}\n\n", found: ["1:18"], fixed: "{{ 'SELECT 1' -}}\n" },
  { rule: "LT12", sql: "SELECT 1\n{# the end #}", found: [] },
  // A file that renders nothing ends with its last tag, whatever that is.
  { rule: "LT12", sql: "{# nothing #}", found: ["1:1"], fixed: "{# nothing #}\n" },
  {
    rule: "LT12",
    sql: "{% set a %}b{% endset %}{% set c = 1 %}",
    found: ["1:25"],
    fixed: "{% set a %}b{% endset %}{% set c = 1 %}\n",
  },
  {
    rule: "LT13",
    sql: "\n {# why #}\n SELECT 1\n",
    found: ["1:1"],
    fixed: "{# why #}\n SELECT 1\n",
  },
  { rule: "LT13", sql: "{{ '\\n' }}SELECT 1\n", found: [] },
  {
    rule: "LT15",
    sql: "\n\n\nWITH a AS (SELECT 1)\n\n\nSELECT 2\n\n\nFROM a\n",
    found: ["3:1", "9:1"],
    fixed: "\n\nWITH a AS (SELECT 1)\n\n\nSELECT 2\n\nFROM a\n",
  },
  {
    rule: "LT15",
    config: { rules: { "layout.newlines": { minimum_empty_lines_between_statements: 1 } } },
    sql: "SELECT 1; SELECT 2;\n-- why\nSELECT 3;\n\nSELECT 4;\n",
    found: ["1:9", "2:7"],
    fixed: "SELECT 1;\n\nSELECT 2;\n-- why\n\nSELECT 3;\n\nSELECT 4;\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 30 }, indentation: { list_wrapping: "fill" } },
    sql: "CREATE TABLE a (b int, c text, e int, bbbbbb int, lllllll int, dddddddddd int, " +
      "lllllll int, cc int)\n",
    found: ["1:1"],
    fixed: "CREATE TABLE a (\n    b int, c text, e int,\n    bbbbbb int, lllllll int,\n" +
      "    dddddddddd int,\n    lllllll int, cc int\n)\n",
  },
  {
    rule: "LT09",
    config: { core: { max_line_length: 20 } },
    sql: "SELECT\n    twelve_chars\nFROM t;\nSELECT\n    thirteen_char FROM t\n",
    found: ["1:1", "4:1"],
    fixed: "SELECT twelve_chars\nFROM t;\nSELECT\n    thirteen_char FROM t\n",
  },
]);
