import { testCases } from "./cases.ts";

const dialect = "tsql";
const asAlias = { rules: { "tsql.prefer_as_alias": { force_enable: true } } };

testCases([
  // What a coming version may reserve is a keyword too.
  {
    rule: "RF06",
    dialect: "tsql",
    config: { rules: { "references.quoting": { prefer_quoted_keywords: true } } },
    sql: "SELECT a AS [date], b AS zone, c AS other FROM t\n",
    found: ["1:26"],
  },
  { rule: "TQ01", dialect, sql: "CREATE PROC a.SP_b AS SELECT 1\n", found: ["1:15"] },
  { rule: "TQ01", dialect, sql: "ALTER PROCEDURE [sp_b] AS SELECT 1\n", found: ["1:17"] },
  { rule: "TQ01", dialect, sql: "CREATE PROCEDURE sp_a.usp AS SELECT 1\n", found: [] },
  { rule: "TQ01", dialect, sql: "DROP PROCEDURE sp_b\n", found: [] },
  { rule: "TQ01", dialect: "postgres", sql: "CREATE PROCEDURE sp_b() AS 'x'\n", found: [] },
  {
    rule: "TQ02",
    dialect,
    sql: "CREATE PROCEDURE p AS\nSELECT 1\n-- two\nSELECT 2;\nGO\nSELECT 3\n",
    found: ["2:1"],
    fixed: "CREATE PROCEDURE p AS\nBEGIN\nSELECT 1\n-- two\nSELECT 2;\nEND\nGO\nSELECT 3\n",
  },
  { rule: "TQ02", dialect, sql: "CREATE PROCEDURE p AS SELECT 1;\n", found: [] },
  { rule: "TQ02", dialect, sql: "CREATE PROCEDURE p AS BEGIN SELECT 1 END SELECT 2\n", found: [] },
  {
    rule: "TQ03",
    dialect,
    sql: "GO\nSELECT 1\nGO\n-- none\nGO 2\nSELECT 2 GO GO\n",
    found: ["1:1", "5:1", "6:13"],
    fixed: "SELECT 1\nGO\n-- none\nSELECT 2 GO ",
  },
  { rule: "TQ03", dialect, sql: "SELECT 1\nGO\n;\nGO\n", found: [] },
  // A semicolon in front of a batch's first statement ends none of the batch before.
  {
    rule: "CV06",
    dialect,
    sql: "SELECT 1\nGO\n-- x\n;WITH a AS (SELECT 1 AS b) SELECT b FROM a\n;\nGO\n",
    found: ["4:43"],
    fixed: "SELECT 1\nGO\n-- x\n;WITH a AS (SELECT 1 AS b) SELECT b FROM a;\nGO\n",
  },
  {
    rule: "TQ04",
    dialect,
    config: asAlias,
    sql: "SELECT a=1, [b] = (SELECT c = d), @e = f, g AS h\n",
    found: ["1:9", "1:17", "1:29"],
    fixed: "SELECT 1 AS a, (SELECT d AS c) AS [b], @e = f, g AS h\n",
  },
  {
    rule: "TQ04",
    dialect,
    config: asAlias,
    sql: "SELECT a /* why */ = 1, b = /* how */ 2\n",
    found: ["1:20", "1:27"],
    fixed: "SELECT a /* why */ = 1, /* how */ 2 AS b\n",
  },
  { rule: "TQ04", dialect, sql: "SELECT a = 1\n", found: [] },
  {
    rule: "ST12",
    dialect,
    sql: "SELECT 1;;\nGO\nBEGIN SELECT 2; ; END\n",
    found: ["1:9", "3:15"],
    fixed: "SELECT 1;\nGO\nBEGIN SELECT 2;  END\n",
  },
  { rule: "AM08", dialect, sql: "SELECT 1 FROM t OUTER APPLY f(a)\n", found: [] },
  { rule: "AL03", dialect, sql: "SELECT @a += 1, @b = c * 2\n", found: [] },
  { rule: "AL05", dialect, sql: "SELECT 1 FROM @x.nodes('/a') AS t (c)\n", found: [] },
  {
    rule: "AL05",
    dialect,
    sql: "SELECT 1 FROM OPENJSON(@x) AS t\n",
    found: ["1:31"],
    fixed: "SELECT 1 FROM OPENJSON(@x)\n",
  },
  { rule: "RF04", dialect, sql: "SELECT 1 AS absolute\n", found: [] },
  {
    rule: "RF04",
    dialect,
    config: { rules: { "references.keywords": { quoted_identifiers_policy: "aliases" } } },
    sql: "SELECT 1 AS [absolute], 2 AS [total]\n",
    found: ["1:13"],
  },
]);

const turned = "pivot (max(v) for k in ([1])) as p";
testCases([
  { rule: "RF03", dialect, sql: `select t.a, [1] from t ${turned}\n`, found: [] },
  { rule: "RF01", dialect, sql: `select p.a, q.b from t ${turned}\n`, found: ["1:13"] },
  { rule: "LT01", dialect, sql: "select a from f(1) as t(a)\n", found: [] },
  {
    rule: "AL09",
    dialect,
    sql: "SELECT a = a, b = /* x */ b, c = d\n",
    found: ["1:8", "1:15"],
    fixed: "SELECT a, /* x */ b, c = d\n",
  },
  {
    rule: "ST05",
    dialect,
    sql: "insert into t (a)\nselect x from u join (select b from v) w on u.c = w.b\n",
    found: ["2:22"],
    fixed: "with w as (select b from v)\ninsert into t (a)\nselect x from u join w on u.c = w.b\n",
  },
  {
    rule: "AL05",
    dialect,
    sql: "select 1 from openrowset(bulk 'x', single_blob) as t\n",
    found: [],
  },
  {
    rule: "ST08",
    dialect,
    sql: "select top (5) (a), b from t\n",
    found: ["1:16"],
    fixed: "select top (5) a, b from t\n",
  },
  {
    rule: "ST09",
    dialect,
    sql: "update t set a = 1 from t join u on u.a = t.a\n",
    found: ["1:37"],
    fixed: "update t set a = 1 from t join u on t.a = u.a\n",
  },
  { rule: "AM06", dialect, sql: "select a from t order by 1 offset 5 rows\n", found: [] },
  { rule: "RF03", dialect, sql: `select a, p.b from t ${turned}\n`, found: [] },
  { rule: "ST06", dialect, sql: "select a as x, b 'y', f(c) as z from t\n", found: [] },
  {
    rule: "LT02",
    dialect,
    sql: "IF 1 > 1\nPRINT 'a'\n  ELSE IF 2 > 2\nPRINT 'b'\n  ELSE\nPRINT 'c'\n",
    found: ["2:1", "3:1", "4:1", "5:1", "6:1"],
    fixed: "IF 1 > 1\n    PRINT 'a'\nELSE IF 2 > 2\n    PRINT 'b'\nELSE\n    PRINT 'c'\n",
  },
]);

testCases([
  { rule: "AL08", dialect, sql: "select [a], a, b.value('x') from t\n", found: [] },
  { rule: "AL08", dialect, sql: 'select "a", a from t\n', found: ["1:13"] },
  {
    rule: "RF03",
    dialect,
    sql: "select 1 from a cross apply (select c.x, y from b as c) as d\n",
    found: ["1:42", "1:42"],
  },
  // A temporary table is a table as any, but for fixes that would move or write its name.
  {
    rule: "ST03",
    dialect,
    sql: "WITH a AS (SELECT 1 AS b) SELECT c.b FROM a INNER JOIN #c AS c ON a.b = c.b\n",
    found: [],
  },
  {
    rule: "RF02",
    dialect,
    sql: "SELECT #a.x, y FROM #a INNER JOIN #b ON #a.id = #b.id\n",
    found: ["1:14"],
  },
  {
    rule: "RF03",
    dialect,
    sql: "SELECT #a.x, y FROM #a\n",
    found: ["1:14", "1:14"],
  },
  {
    rule: "ST09",
    dialect,
    sql: "SELECT a.x FROM #a INNER JOIN b ON b.id = #a.id\n",
    found: [],
  },
  // MATCH uses the aliases of nodes and edges.
  {
    rule: "AL05",
    dialect: "tsql",
    sql: "SELECT p.a FROM person AS p, likes AS l, city AS c, city AS d WHERE MATCH(p-(l)->c)\n",
    found: [],
  },
  {
    rule: "AL05",
    dialect: "tsql",
    sql: "SELECT p.a FROM person AS p, likes AS l, city AS c WHERE MATCH(p-(likes)->city)\n",
    found: ["1:39", "1:50"],
    fixed: "SELECT p.a FROM person AS p, likes, city WHERE MATCH(p-(likes)->city)\n",
  },
]);
