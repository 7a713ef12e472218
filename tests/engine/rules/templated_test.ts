/** What rules find, and fix, where a template has written a part of what they judge. */
import { testCases } from "./cases.ts";

const FORCED = { rules: { "convention.last_select_star": { force_enable: true } } };
const TRAILING = { layout: { type: { binary_operator: { line_position: "trailing" } } } };
const ALONE = { layout: { type: { binary_operator: { line_position: "alone:strict" } } } };

const IMPLICIT = {
  rules: {
    "aliasing.table": { aliasing: "implicit" },
    "aliasing.column": { aliasing: "implicit" },
  },
};

testCases([
  // A finding is hidden where a template writes what it points at, not where it writes the rest.
  {
    rule: "AL09",
    sql: 'SELECT t.a AS {{ "a" }}, {{ "t" }}.b AS b FROM t\n',
    found: ["1:8"],
    fixed: 'SELECT t.a AS {{ "a" }}, {{ "t" }}.b FROM t\n',
  },
  {
    rule: "AL09",
    dialect: "tsql",
    sql: 'SELECT a = {{ "a" }} FROM t\n',
    found: ["1:8"],
    fixed: 'SELECT {{ "a" }} FROM t\n',
  },
  {
    rule: "CV08",
    sql: 'SELECT a FROM {{ "t" }} RIGHT JOIN {{ "u" }} ON t.a = u.a\n',
    found: ["1:25"],
  },
  { rule: "AL01", config: IMPLICIT, sql: 'SELECT 1 FROM t {{ "AS" }} u\n', found: [] },
  {
    rule: "AL01",
    config: IMPLICIT,
    sql: 'SELECT 1 FROM t AS {{ "u" }}\n',
    found: ["1:17"],
    fixed: 'SELECT 1 FROM t {{ "u" }}\n',
  },
  {
    rule: "AL02",
    config: IMPLICIT,
    sql: 'SELECT a AS {{ "b" }} FROM t\n',
    found: ["1:10"],
    fixed: 'SELECT a {{ "b" }} FROM t\n',
  },
  { rule: "CV08", sql: 'SELECT a FROM t {{ "RIGHT" }} JOIN u ON t.a = u.a\n', found: [] },
  {
    rule: "CV13",
    config: FORCED,
    sql: 'WITH t AS (SELECT 1 AS a) SELECT a FROM {{ "t" }}\n',
    found: ["1:27"],
  },
  {
    rule: "CV13",
    config: FORCED,
    sql: 'WITH t AS (SELECT 1 AS a) SELECT {{ "a" }} FROM t\n',
    found: [],
  },
  {
    rule: "LT08",
    sql: 'WITH t AS (\n    SELECT 1\n), u AS (\n    SELECT {{ "a" }}\n)\n\nSELECT 1\n',
    found: ["3:4"],
    fixed: 'WITH t AS (\n    SELECT 1\n),\n\nu AS (\n    SELECT {{ "a" }}\n)\n\nSELECT 1\n',
  },
  {
    rule: "LT08",
    sql: 'WITH t AS (SELECT 1),\nu{{ "x" }} AS (SELECT 2)\n\nSELECT 1\n',
    found: [],
    fixed: 'WITH t AS (SELECT 1),\n\nu{{ "x" }} AS (SELECT 2)\n\nSELECT 1\n',
  },
  // What is hidden is fixed all the same, as nothing of it is written by the template.
  {
    rule: "LT11",
    sql: 'SELECT 1 AS a {{ "UNION" }} ALL SELECT 2 AS a UNION {{ "ALL" }}\nSELECT 3 AS a\n',
    found: [],
    fixed: 'SELECT 1 AS a\n{{ "UNION" }} ALL\nSELECT 2 AS a\nUNION {{ "ALL" }}\nSELECT 3 AS a\n',
  },
  // A line break that a tag has taken right behind code ends the line, one behind the tag does not.
  {
    rule: "LT14",
    sql: "SELECT a FROM (t)\n{%- if true -%} WHERE b = 1 {%- endif %}\n",
    found: [],
  },
  {
    rule: "LT14",
    sql: "SELECT a FROM (t) {%- set c = 1 -%}\nWHERE b = 1\n",
    found: ["2:1"],
  },
  {
    rule: "LT11",
    sql: "SELECT (a)\n{%- if true %} UNION ALL\n{% endif -%}\nSELECT b\n",
    found: [],
  },
  {
    rule: "LT14",
    sql: 'SELECT a FROM t {{ "WHERE" }} a > 1\n',
    found: [],
    fixed: 'SELECT a FROM t\n{{ "WHERE" }} a > 1\n',
  },
  {
    rule: "LT14",
    sql: 'SELECT a FROM t {{ "WHERE" }}\na > 1\n',
    found: [],
    fixed: 'SELECT a FROM t\n{{ "WHERE" }} a > 1\n',
  },
  // An operator or a comma is not: another rendering may have none there.
  { rule: "LT03", config: ALONE, sql: 'SELECT a {{ "+" }} b\nFROM t\n', found: [] },
  { rule: "LT03", config: TRAILING, sql: 'SELECT\n    a\n    {{ "+" }} b\nFROM t\n', found: [] },
  { rule: "LT04", sql: 'SELECT\n    a\n    {{ "," }} b\nFROM t\n', found: [] },
]);
