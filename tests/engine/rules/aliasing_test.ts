import { testCases } from "./cases.ts";

testCases([
  // Without its alias the table would take the next word for one.
  {
    rule: "AL05",
    dialect: "tsql",
    sql: "SELECT x FROM t AS a\nrefresh_all\n",
    found: ["1:20"],
  },
  {
    rule: "AL07",
    dialect: "tsql",
    config: { rules: { "aliasing.forbid": { force_enable: true } } },
    sql: "SELECT a.x FROM t AS a\nrefresh_all\n",
    found: ["1:22"],
  },
  {
    rule: "AL09",
    dialect: "tsql",
    sql: "SELECT x AS x\nrefresh_all\n",
    found: ["1:8"],
  },
  {
    rule: "AL01",
    sql: "SELECT 1 FROM t u JOIN v AS w ON u.a = w.a\n",
    found: ["1:17"],
    fixed: "SELECT 1 FROM t AS u JOIN v AS w ON u.a = w.a\n",
  },
  {
    rule: "AL01",
    config: { "rules": { "aliasing.table": { "aliasing": "implicit" } } },
    sql: "SELECT 1 FROM t AS u\n",
    found: ["1:17"],
    fixed: "SELECT 1 FROM t u\n",
  },
  {
    rule: "AL02",
    sql: "SELECT a b, c AS d FROM t\n",
    found: ["1:10"],
    fixed: "SELECT a AS b, c AS d FROM t\n",
  },
  {
    rule: "AL03",
    sql: "SELECT a, b + 1, c::int, f(d), (e), (SELECT 1) FROM t\n",
    found: ["1:11", "1:26", "1:37"],
  },
  {
    rule: "AL03",
    sql: "SELECT a, (b + (c)), (d IN (SELECT 1)), (CASE WHEN (SELECT e) THEN f END) FROM t\n",
    found: ["1:22", "1:41"],
  },
  {
    rule: "AL03",
    config: { "rules": { "allow_scalar": false } },
    sql: "SELECT f(d) FROM t\n",
    found: ["1:8"],
  },
  {
    rule: "AL04",
    sql: "SELECT 1 FROM t, u AS t WHERE EXISTS (SELECT 1 FROM v AS t)\n",
    found: ["1:15", "1:23"],
  },
  {
    rule: "AL05",
    sql: "SELECT u.a FROM t AS u JOIN v AS w ON u.a = 1 JOIN (SELECT 1) AS x ON true\n",
    found: ["1:34"],
    fixed: "SELECT u.a FROM t AS u JOIN v ON u.a = 1 JOIN (SELECT 1) AS x ON true\n",
  },
  {
    rule: "AL05",
    sql: "SELECT a FROM t AS u WHERE EXISTS (SELECT 1 FROM v WHERE v.a = U.a)\n",
    found: [],
  },
  {
    rule: "AL05",
    config: { "rules": { "aliasing.unused": { "alias_case_check": "case_sensitive" } } },
    sql: "SELECT U.a FROM t AS u\n",
    found: ["1:22"],
    fixed: "SELECT U.a FROM t\n",
  },
  {
    rule: "AL05",
    config: { "rules": { "aliasing.unused": { "alias_case_check": "quoted_cs_naked_lower" } } },
    sql: 'SELECT u.a FROM t AS "u", v AS "V"\n',
    found: ["1:32"],
    fixed: 'SELECT u.a FROM t AS "u", v\n',
  },
  {
    rule: "AL06",
    config: { "rules": { "aliasing.length": { "min_alias_length": 2, "max_alias_length": 4 } } },
    sql: "SELECT 1 FROM t AS a, u AS abcde, v AS abc\n",
    found: ["1:20", "1:28"],
  },
  {
    rule: "AL07",
    config: { "rules": { "aliasing.forbid": { "force_enable": true } } },
    sql: "SELECT a.x, b.y FROM foo AS a JOIN sch.bar AS b ON a.x = b.y\n",
    found: ["1:29", "1:47"],
    fixed: "SELECT foo.x, sch.bar.y FROM foo JOIN sch.bar ON foo.x = sch.bar.y\n",
  },
  {
    rule: "AL07",
    config: { "rules": { "aliasing.forbid": { "force_enable": true } } },
    sql: "SELECT a.x, b.y FROM foo AS a JOIN foo AS b ON a.x = b.y\n",
    found: ["1:29"],
    fixed: "SELECT foo.x, b.y FROM foo JOIN foo AS b ON foo.x = b.y\n",
  },
  {
    rule: "AL08",
    sql: 'SELECT a, b AS A,\n    c AS "a" FROM t\n',
    found: ["1:16", "2:10"],
  },
  {
    rule: "AL09",
    sql: 'SELECT a AS a, b AS B, t.c AS c, d AS "d" FROM t\n',
    found: ["1:8", "1:16", "1:24"],
    fixed: 'SELECT a, b AS B, t.c, d AS "d" FROM t\n',
  },
  {
    rule: "AL10",
    sql: "SELECT 1 FROM (SELECT 2), (SELECT 3) AS x\n",
    found: ["1:15"],
  },
  {
    rule: "AL05",
    dialect: "databricks",
    sql: "SELECT id FROM IDENTIFIER(:source) AS o\n",
    found: ["1:39"],
    fixed: "SELECT id FROM IDENTIFIER(:source)\n",
  },
  {
    rule: "AL03",
    dialect: "clickhouse",
    sql: "ALTER TABLE t ADD PROJECTION p (SELECT a, count(), sum(b) AS c GROUP BY a)\n",
    found: ["1:43"],
  },
  {
    rule: "AL03",
    dialect: "clickhouse",
    sql: "ALTER TABLE t ADD PROJECTION p (SELECT a + 1 ORDER BY b)\n",
    found: [],
  },
]);
