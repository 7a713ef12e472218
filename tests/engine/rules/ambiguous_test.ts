import { testCases } from "./cases.ts";

testCases([
  {
    rule: "AM01",
    dialect: "postgres",
    sql:
      "SELECT DISTINCT ON (a) a, b FROM t GROUP BY a, b;\nSELECT DISTINCT a FROM t GROUP BY a;\n",
    found: ["2:8"],
  },
  {
    rule: "AM01",
    sql: "SELECT DISTINCT a FROM t GROUP BY a\n",
    found: ["1:8"],
  },
  {
    rule: "AM02",
    sql: "select 1 union select 2 UNION SELECT 3 union all select 4\n",
    found: ["1:10", "1:25"],
    fixed: "select 1 union distinct select 2 UNION DISTINCT SELECT 3 union all select 4\n",
  },
  {
    rule: "AM03",
    sql: "SELECT a FROM t ORDER BY a, b DESC, c\n",
    found: ["1:17"],
    fixed: "SELECT a FROM t ORDER BY a ASC, b DESC, c ASC\n",
  },
  // The direction of what is computed counts for the next column.
  {
    rule: "AM03",
    sql: "SELECT a FROM t ORDER BY sum(b) DESC, c, d\n",
    found: ["1:17"],
    fixed: "SELECT a FROM t ORDER BY sum(b) DESC, c, d ASC\n",
  },
  { rule: "AM03", sql: "SELECT a FROM t ORDER BY sum(b) DESC, c\n", found: [] },
  // A query in another one is judged by itself.
  {
    rule: "AM09",
    sql: "SELECT a FROM (SELECT b FROM t ORDER BY b LIMIT 1) AS c LIMIT 2\n",
    found: ["1:57"],
  },
  {
    rule: "AM01",
    sql: "SELECT DISTINCT a FROM (SELECT DISTINCT b FROM t GROUP BY b) AS c\n",
    found: ["1:32"],
  },
  // A common table expression is counted as often as aliases name it, and once by its own name.
  {
    rule: "AM04",
    sql: "WITH c AS (SELECT a FROM t) SELECT * FROM c AS x INNER JOIN c AS y ON x.a = y.a\n",
    found: [],
  },
  {
    rule: "AM04",
    sql: "WITH c AS (SELECT a FROM t) SELECT * FROM c AS x CROSS JOIN c\n",
    found: [],
  },
  {
    rule: "AM04",
    sql: "WITH c AS (SELECT a FROM t) SELECT * FROM c CROSS JOIN c AS x\n",
    found: ["1:36"],
  },
  // A table of values is not counted beside other tables.
  {
    rule: "AM04",
    dialect: "postgres",
    sql: "SELECT * FROM (SELECT 1 AS a) AS b, unnest(b.k) AS c\n",
    found: [],
  },
  {
    rule: "AM04",
    sql:
      "INSERT INTO t VALUES (1, (SELECT * FROM u));\nSELECT a FROM (VALUES (1, (SELECT * FROM u))) AS v\n",
    found: ["1:34"],
  },
  {
    rule: "AM04",
    dialect: "postgres",
    sql: "SELECT * FROM unnest(k) AS c\n",
    found: ["1:8"],
  },
  {
    rule: "AM04",
    sql: "WITH c AS (SELECT * FROM t) SELECT * FROM c\n",
    found: ["1:36"],
  },
  {
    rule: "AM04",
    sql: "WITH c AS (SELECT a FROM t) SELECT c.* FROM c JOIN (SELECT b FROM u) AS d ON c.a = d.b\n",
    found: [],
  },
  {
    rule: "AM04",
    sql: "SELECT x.* FROM (SELECT * FROM t) AS x\n",
    found: ["1:10"],
  },
  // A star has as many columns as the first query of a set operation that it reads.
  {
    rule: "AM05",
    config: { "rules": { "ambiguous.join": { "fully_qualify_join_types": "outer" } } },
    sql: "SELECT 1 FROM t left JOIN u ON TRUE FULL join v ON TRUE\n",
    found: ["1:17", "1:37"],
    fixed: "SELECT 1 FROM t left OUTER JOIN u ON TRUE FULL outer join v ON TRUE\n",
  },
  {
    rule: "AM06",
    dialect: "trino",
    sql: "SELECT ARRAY_AGG(a ORDER BY b), LISTAGG(c) WITHIN GROUP (ORDER BY d) FROM t GROUP BY 1\n",
    found: ["1:77"],
  },
  {
    rule: "AM06",
    dialect: "mysql",
    sql: "SELECT GROUP_CONCAT(a ORDER BY b) FROM t GROUP BY 1;\nDELETE FROM t ORDER BY a LIMIT 1\n",
    found: ["2:15"],
  },
  {
    rule: "AM06",
    dialect: "postgres",
    config: {
      "rules": { "ambiguous.column_references": { "group_by_and_order_by_style": "explicit" } },
    },
    sql: "VALUES (3), (4) ORDER BY 1;\nSELECT SUM(a) OVER (ORDER BY 1) FROM t\n",
    found: ["1:17"],
  },
  {
    rule: "AM07",
    sql: "SELECT * FROM (SELECT 1, 2 UNION SELECT * FROM t) AS a EXCEPT SELECT b FROM c\n",
    found: ["1:1"],
  },
  {
    rule: "AM07",
    sql: "WITH a AS (SELECT 1, 2 UNION SELECT * FROM t) SELECT a.* FROM a EXCEPT SELECT b FROM c\n",
    found: ["1:12", "1:47"],
  },
  {
    rule: "AM05",
    sql: "SELECT 1 FROM a JOIN b ON x join c ON y LEFT JOIN d ON z\n",
    found: ["1:17", "1:29"],
    fixed: "SELECT 1 FROM a INNER JOIN b ON x inner join c ON y LEFT JOIN d ON z\n",
  },
  {
    rule: "AM05",
    config: { "rules": { "ambiguous.join": { "fully_qualify_join_types": "both" } } },
    sql: "SELECT 1 FROM a JOIN b ON x left join c ON y FULL JOIN d ON z\n",
    found: ["1:17", "1:29", "1:46"],
    fixed: "SELECT 1 FROM a INNER JOIN b ON x left outer join c ON y FULL OUTER JOIN d ON z\n",
  },
  { rule: "AM06", sql: "SELECT a, b FROM t ORDER BY -1, b\n", found: [] },
  // The sets of GROUPING SETS are expressions, in Spark too.
  {
    rule: "AM06",
    dialect: "sparksql",
    sql: "SELECT a FROM t GROUP BY 1;\nSELECT a, b FROM u GROUP BY GROUPING SETS ((a), (b));\n",
    found: ["2:44"],
  },
  {
    rule: "AM06",
    dialect: "sparksql",
    sql: "SELECT a, b FROM t GROUP BY a, 2 GROUPING SETS ((a), (b))\n",
    found: ["1:20"],
  },
  {
    rule: "AM06",
    dialect: "sparksql",
    sql: "SELECT a, b FROM t GROUP BY 1, 2 WITH CUBE\n",
    found: [],
  },
  { rule: "AM06", sql: "SELECT a, b FROM t ORDER BY 1, -1\n", found: ["1:20"] },
  {
    rule: "AM06",
    sql: "SELECT a FROM t GROUP BY a ORDER BY 1\n",
    found: ["1:28"],
  },
  {
    rule: "AM06",
    config: {
      "rules": { "ambiguous.column_references": { "group_by_and_order_by_style": "explicit" } },
    },
    sql: "SELECT a FROM t GROUP BY 1, b ORDER BY c\n",
    found: ["1:17"],
  },
  {
    rule: "AM07",
    sql: "SELECT a, b FROM t UNION SELECT c FROM u\n",
    found: ["1:1"],
  },
  {
    rule: "AM07",
    sql:
      "WITH x AS (SELECT a, b FROM t) SELECT * FROM x UNION SELECT y.* FROM (SELECT c FROM u) AS y\n",
    found: ["1:32"],
  },
  // AM07: within a WITH the set operation of its own query decides about all of them.
  {
    rule: "AM07",
    sql:
      "WITH x AS (SELECT a FROM t UNION SELECT b, c FROM u) SELECT a FROM x UNION SELECT d FROM v\n",
    found: [],
  },
  {
    rule: "AM07",
    sql:
      "WITH x AS (SELECT a FROM t UNION SELECT b FROM u) SELECT a FROM x UNION SELECT d, e FROM v\n",
    found: ["1:12", "1:51"],
  },
  {
    rule: "AM08",
    sql: "SELECT 1 FROM a JOIN b JOIN c ON x CROSS JOIN d\n",
    found: ["1:17"],
  },
  {
    rule: "AM09",
    sql: "SELECT a FROM t LIMIT 1 OFFSET 2\n",
    found: ["1:17"],
  },
  // A call has the columns of the first query that it is given; without an alias it is passed over.
  {
    rule: "AM04",
    sql: "SELECT * FROM forecast((SELECT a FROM t), (SELECT * FROM t))\n",
    found: [],
  },
  {
    rule: "AM04",
    sql: "SELECT * FROM forecast((SELECT a FROM t UNION ALL SELECT * FROM t))\n",
    found: ["1:8"],
  },
  { rule: "AM04", sql: "SELECT * FROM (SELECT 1 AS a) AS s, series(1)\n", found: [] },
  { rule: "AM04", sql: "SELECT * FROM (SELECT 1 AS a) AS s, series(1) AS g\n", found: ["1:8"] },
  { rule: "AM04", sql: "SELECT * FROM series(1), series(2)\n", found: ["1:8"] },
  {
    rule: "AM04",
    dialect: "bigquery",
    sql: "SELECT * FROM UNNEST(ARRAY(SELECT a FROM t)) AS u\n",
    found: [],
  },
  {
    rule: "AM07",
    sql: "SELECT 1 UNION ALL SELECT * FROM series((SELECT a, b FROM t))\n",
    found: ["1:1"],
  },
  // No query is known by a name in quotes.
  {
    rule: "AM04",
    sql: 'WITH "totals" AS (SELECT a FROM t)\n\nSELECT * FROM "totals"\n',
    found: ["3:8"],
  },
  { rule: "AM04", sql: "WITH totals AS (SELECT a FROM t)\n\nSELECT * FROM TOTALS\n", found: [] },
  {
    rule: "AM04",
    sql: 'SELECT "s".* FROM (SELECT a FROM t) AS "s"\n',
    found: ["1:12"],
  },
  {
    rule: "AM07",
    dialect: "duckdb",
    sql: 'WITH n AS (SELECT a FROM t)\n\nSELECT * FROM "n"\nUNION ALL\nSELECT a, b FROM u\n',
    found: [],
  },
  // A FROM alone has no star.
  { rule: "AM04", dialect: "duckdb", sql: "SELECT u.*\nFROM (FROM t) AS u\n", found: [] },
  // VALUES are no columns, and no query of a set operation.
  { rule: "AM07", sql: "SELECT 1 UNION ALL SELECT * FROM (VALUES (1)) AS v\n", found: ["1:1"] },
  { rule: "AM07", sql: "SELECT 1 UNION ALL SELECT 2, * FROM (VALUES (1)) AS v\n", found: [] },
  { rule: "AM07", sql: "SELECT 1 UNION ALL VALUES (1, 2) UNION ALL SELECT 3\n", found: [] },
  // The order of an array's elements is no order of a result, whatever the array is made from.
  {
    rule: "AM06",
    dialect: "bigquery",
    sql: "SELECT ARRAY(SELECT p.a FROM (SELECT a FROM s ORDER BY 1) AS p ORDER BY p.a) AS x, b\n" +
      "FROM t GROUP BY 1 ORDER BY b\n",
    found: ["2:19"],
  },
]);
