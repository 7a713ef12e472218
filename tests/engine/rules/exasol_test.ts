import { testCases } from "./cases.ts";

const dialect = "exasol";

testCases([
  { rule: "AM02", dialect, sql: "SELECT a FROM t UNION SELECT b FROM u\n", found: [] },
  { rule: "AL05", dialect, sql: "SELECT a FROM VALUES (1) AS t (a)\n", found: [] },
  { rule: "RF02", dialect, sql: "SELECT t.a AS b, LOCAL.b FROM t, u\n", found: [] },
  {
    rule: "LT01",
    dialect,
    sql: "CREATE LUA SCRIPT s AS\nx=1\n/\nSELECT a,b FROM t\n",
    found: ["2:2", "2:3", "4:10"],
    fixed: "CREATE LUA SCRIPT s AS\nx=1\n/\nSELECT a, b FROM t\n",
  },
  // EMITS names what the function gives.
  {
    rule: "AL03",
    dialect,
    sql: "SELECT split(x) EMITS (word VARCHAR(9), place INT), upper(y) FROM t\n",
    found: ["1:53"],
  },
]);
