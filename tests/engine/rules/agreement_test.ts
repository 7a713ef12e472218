/** Where the answers once differed from SQLFluff's, on SQL that was made to look for that. */
import { testCases } from "./cases.ts";

const FORBID = { rules: { "aliasing.forbid": { force_enable: true } } };
const ANY_CASE = { rules: { "references.quoting": { case_sensitive: false } } };
const TRAILING = { layout: { type: { binary_operator: { line_position: "trailing:strict" } } } };
const REQUIRE = { indentation: { implicit_indents: "require" } };

testCases([
  {
    rule: "RF06",
    sql: 'SELECT "1A", "_", "1" FROM "__B"\n',
    // `1A` would read as the number 1 with the alias A, so its quotes stay; SQLFluff drops them.
    found: ["1:8", "1:28"],
    fixed: 'SELECT "1A", "_", "1" FROM __B\n',
  },
  {
    rule: "RF06",
    config: ANY_CASE,
    sql: 'SELECT "1st_one", "select" FROM t\n',
    found: ["1:8"],
  },
  {
    rule: "RF03",
    sql: 'SELECT a, t.b FROM {{ "t" }}\n',
    found: ["1:8", "1:11"],
  },
  {
    rule: "RF03",
    config: { rules: { single_table_references: "unqualified" } },
    sql: 'SELECT a, t.b FROM {{ "t" }}\n',
    found: ["1:11"],
    fixed: 'SELECT a, b FROM {{ "t" }}\n',
  },
  {
    rule: "ST07",
    sql: 'SELECT * FROM {{ "t" }} JOIN u USING (a)\n',
    found: ["1:32"],
  },
  {
    rule: "AL07",
    config: FORBID,
    sql: 'SELECT u.a FROM {{ "t" }} AS u\n',
    found: ["1:30"],
  },
  {
    rule: "LT02",
    config: REQUIRE,
    sql: "SELECT a\nFROM\n  t\nWHERE\nb\n",
    found: ["2:5", "4:6"],
    fixed: "SELECT a\nFROM t\nWHERE b\n",
  },
  {
    rule: "LT03",
    config: TRAILING,
    sql: "SELECT a FROM t\n/* x */  WHERE b AND c\n",
    found: ["2:18"],
    fixed: "SELECT a FROM t\n/* x */  WHERE b AND\n  c\n",
  },
  {
    rule: "ST06",
    sql: "SELECT a + b, -1, c FROM t\n",
    found: ["1:1"],
    fixed: "SELECT c, a + b, -1 FROM t\n",
  },
  // Names are the same as the database compares them, up to their last letter.
  {
    rule: "ST10",
    sql: 'SELECT a FROM t WHERE foo = FOO AND fob = foo AND "FOO" = foo AND "foo" = foo\n',
    found: ["1:27", "1:57"],
  },
  {
    rule: "ST10",
    dialect: "postgres",
    sql: "SELECT a FROM t WHERE fo = foo AND t.a = t.ab AND été = éTé AND été = étè\n",
    found: ["1:55"],
  },
  {
    rule: "ST10",
    sql: "SELECT a FROM t WHERE -1 = 1 AND -1 = -1 AND 2 = 1\n",
    found: ["1:37", "1:48"],
  },
  {
    rule: "LT01",
    sql: "SELECT a\n   \n  \nFROM t\n",
    found: ["2:1", "3:1"],
    fixed: "SELECT a\n\n\nFROM t\n",
  },
  {
    rule: "LT01",
    sql: "    -- a remark\nSELECT a,  b\n",
    found: ["2:10"],
    fixed: "    -- a remark\nSELECT a, b\n",
  },
  {
    rule: "LT01",
    sql: "  ;SELECT a\n",
    found: ["1:1", "1:4"],
    fixed: "; SELECT a\n",
  },
  {
    rule: "CV06",
    sql: "SELECT 1 -- a remark\n;SELECT 2;\n",
    found: ["1:9"],
    fixed: "SELECT 1; -- a remark\nSELECT 2;\n",
  },
  {
    rule: "CV06",
    sql: "SELECT 1 -- a remark\r\n;\r\n",
    found: ["1:9"],
    fixed: "SELECT 1; -- a remark\r\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 20 } },
    sql: "SELECT 1 -- a remark\r\n",
    found: [],
  },
]);
