/** What fixes of rules about the shape of a statement keep: brackets that bind, and comments. */
import { testCases } from "./cases.ts";

testCases([
  {
    rule: "ST02",
    sql: "SELECT a = CASE WHEN b > 1 THEN FALSE ELSE TRUE END AS c FROM t\n",
    found: ["1:22"],
    fixed: "SELECT a = (not coalesce(b > 1, false)) AS c FROM t\n",
  },
  {
    rule: "ST02",
    sql:
      "SELECT CASE WHEN b THEN FALSE ELSE TRUE END::int, f(CASE WHEN b THEN FALSE ELSE TRUE END)\n",
    found: ["1:18", "1:63"],
    fixed: "SELECT (not coalesce(b, false))::int, f(not coalesce(b, false))\n",
  },
  {
    rule: "ST02",
    sql: "SELECT CASE /* kept */ WHEN a IS NULL THEN b ELSE a END FROM t\n",
    found: ["1:29"],
  },
  {
    rule: "ST01",
    sql: "SELECT CASE WHEN a THEN 1 ELSE /* kept */ NULL END FROM t\n",
    found: ["1:8"],
  },
  {
    rule: "ST01",
    sql: "SELECT CASE WHEN a THEN 1 -- kept\nELSE NULL END FROM t\n",
    found: ["1:8"],
    fixed: "SELECT CASE WHEN a THEN 1 -- kept\nEND FROM t\n",
  },
  {
    rule: "ST04",
    sql: "SELECT CASE WHEN a THEN 1 ELSE CASE WHEN b THEN 2 ELSE CASE WHEN c THEN 3 -- kept\n" +
      "END END END FROM t\n",
    found: ["1:32", "1:56"],
    fixed: "SELECT CASE WHEN a THEN 1\n        WHEN b THEN 2\n        WHEN c THEN 3 -- kept\n" +
      " END FROM t\n",
  },
  {
    rule: "ST08",
    sql: "SELECT COUNT(DISTINCT (SELECT 1)), COUNT(DISTINCT(a, b)), COUNT(DISTINCT( a )) FROM t\n",
    found: ["1:42", "1:65"],
    fixed: "SELECT COUNT(DISTINCT (SELECT 1)), COUNT(DISTINCT a, b), COUNT(DISTINCT a) FROM t\n",
  },
  {
    rule: "ST08",
    sql: `SELECT DISTINCT${"(".repeat(14)}a${")".repeat(14)} FROM t\n`,
    found: ["1:16"],
    fixed: "SELECT DISTINCT a FROM t\n",
  },
  {
    rule: "ST02",
    sql:
      "SELECT CASE WHEN x = CASE WHEN b THEN FALSE ELSE TRUE END THEN TRUE ELSE FALSE END FROM t\n",
    found: ["1:18", "1:32"],
    fixed: "SELECT coalesce(x = (not coalesce(b, false)), false) FROM t\n",
  },
  {
    rule: "AL02",
    config: { rules: { "aliasing.column": { aliasing: "implicit" } } },
    sql: "SELECT a AS -- kept\nb FROM t\n",
    found: ["1:10"],
    fixed: "SELECT a -- kept\nb FROM t\n",
  },
  { rule: "ST10", sql: "SELECT f( a ) = f(a), b[1] = [1], 1 = 0 FROM t\n", found: ["1:15"] },
  {
    rule: "ST12",
    sql: "SELECT 1; ;\n; -- kept\n",
    found: ["1:9"],
    fixed: "SELECT 1; \n -- kept\n",
  },
  { rule: "AM02", dialect: "postgres", sql: "SELECT a UNION SELECT b\n", found: [] },
  {
    rule: "ST02",
    sql: "SELECT CASE WHEN a > 1 THEN TRUE ELSE FALSE END FROM t\n",
    found: ["1:18"],
    fixed: "SELECT coalesce(a > 1, false) FROM t\n",
  },
]);
