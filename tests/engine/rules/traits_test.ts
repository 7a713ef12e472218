/** What rules ask a dialect's traits, each in a dialect that answers otherwise than ansi. */
import { testCases } from "./cases.ts";

const matched = "MATCH_RECOGNIZE (PATTERN (a b+) DEFINE b AS b.x > 2 AND y < 3)";

testCases([
  { rule: "AL09", dialect: "clickhouse", sql: "SELECT a AS A FROM t\n", found: [] },
  { rule: "AL09", dialect: "trino", sql: "SELECT a AS A FROM t\n", found: ["1:8"] },
  {
    rule: "CP03",
    dialect: "clickhouse",
    sql: "SELECT toDate(a), SUM(b), max(c) FROM t\n",
    found: [],
  },
  {
    rule: "ST02",
    dialect: "clickhouse",
    sql: "SELECT CASE WHEN a IS NOT NULL THEN A END FROM t\n",
    found: [],
  },
  {
    rule: "ST03",
    dialect: "clickhouse",
    sql: "WITH (SELECT 1) AS most SELECT a FROM t\n",
    found: ["1:6"],
  },
  { rule: "ST07", dialect: "clickhouse", sql: "SELECT a FROM t JOIN u USING (i)\n", found: [] },
  // A text may be an alias, and keeps its letters where those of names count for nothing.
  {
    rule: "AL05",
    dialect: "tsql",
    sql: "SELECT o.id, p.id FROM orders AS 'o', parts AS 'P', staff AS \"S\" WHERE s.id = 1\n",
    found: ["1:34"],
    fixed: "SELECT o.id, p.id FROM orders, parts AS 'P', staff AS \"S\" WHERE s.id = 1\n",
  },
  { rule: "AL05", dialect: "tsql", sql: "SELECT O.id FROM orders AS 'O'\n", found: [] },
  { rule: "AL05", dialect: "sqlite", sql: "SELECT o.id FROM orders AS 'O'\n", found: [] },
  {
    rule: "AL05",
    dialect: "sparksql",
    sql: 'SELECT o.id FROM orders AS "o"\n',
    found: ["1:28"],
    fixed: "SELECT o.id FROM orders\n",
  },
  { rule: "AL05", dialect: "flink", sql: "SELECT o.id FROM orders AS `o`\n", found: [] },
  {
    rule: "AL05",
    dialect: "flink",
    sql: 'SELECT o.id FROM orders AS "o"\n',
    found: ["1:28"],
    fixed: "SELECT o.id FROM orders\n",
  },
  {
    rule: "AL05",
    dialect: "snowflake",
    sql: "SELECT O.id FROM orders AS 'O'\n",
    found: ["1:28"],
    fixed: "SELECT O.id FROM orders\n",
  },
  {
    rule: "AL05",
    dialect: "tsql",
    config: { rules: { "aliasing.unused": { alias_case_check: "case_insensitive" } } },
    sql: "SELECT o.id FROM orders AS 'O'\n",
    found: [],
  },
  {
    rule: "AL05",
    dialect: "oracle",
    sql: "SELECT o.id FROM orders AS 'o', staff 'S' WHERE s.id = 1\n",
    found: ["1:28"],
    fixed: "SELECT o.id FROM orders, staff 'S' WHERE s.id = 1\n",
  },
  // Where columns are structs, any part may be the table, and a bare name its row.
  { rule: "AL05", dialect: "bigquery", sql: "SELECT x.o FROM orders AS o\n", found: [] },
  {
    rule: "RF01",
    dialect: "bigquery",
    config: { rules: { "references.from": { force_enable: true } } },
    sql: "SELECT o, O, x.o, x.o.y, `o.y`, z.y FROM shop.orders AS o ORDER BY id\n",
    found: ["1:11", "1:33", "1:68"],
  },
  {
    rule: "RF01",
    dialect: "bigquery",
    config: { rules: { "references.from": { force_enable: true } } },
    sql: "SELECT orders.id, shop.id FROM `my.shop.orders`\n",
    found: ["1:19"],
  },
  {
    rule: "RF01",
    dialect: "databricks",
    sql: "SELECT _metadata.name, _METADATA.a.b, `_metadata`.c, q.d FROM t, s\n",
    found: ["1:39", "1:54"],
  },
  { rule: "RF01", dialect: "athena", sql: "SELECT t.a FROM u\n", found: [] },
  { rule: "RF01", dialect: "athena", sql: "SELECT t.a\n", found: ["1:8"] },
  {
    rule: "RF01",
    dialect: "hive",
    sql: "SELECT b.x.y, b.x.*, z.x.y FROM t AS b INNER JOIN c ON b.k.id = c.id\n",
    found: ["1:24"],
  },
  {
    rule: "CV01",
    dialect: "teradata",
    sql: "SELECT a FROM t WHERE a <> 1 AND b != 2\n",
    found: [],
  },
  {
    rule: "RF06",
    dialect: "athena",
    sql: `SELECT a FROM t ORDER BY "b", "c" || 'x'\n`,
    found: ["1:26"],
    fixed: "SELECT a FROM t ORDER BY b, \"c\" || 'x'\n",
  },
  { rule: "CV10", dialect: "athena", sql: `SELECT 'a', "day" FROM t\n`, found: [] },
  { rule: "AL05", dialect: "flink", sql: `SELECT a FROM t ${matched} AS m\n`, found: [] },
  { rule: "RF03", dialect: "trino", sql: `SELECT m.x FROM t ${matched} AS m\n`, found: [] },
  { rule: "AM09", dialect: "hive", sql: "SELECT a FROM t SORT BY a LIMIT 3\n", found: [] },
  {
    rule: "AM09",
    dialect: "sparksql",
    sql: "SELECT a FROM t SORT BY a LIMIT 3\n",
    found: ["1:27"],
  },
  { rule: "AM02", dialect: "impala", sql: "SELECT a FROM t UNION SELECT b FROM u\n", found: [] },
  {
    rule: "AM02",
    dialect: "databricks",
    sql: "SELECT a FROM t UNION SELECT b FROM u\n",
    found: ["1:17"],
    fixed: "SELECT a FROM t UNION DISTINCT SELECT b FROM u\n",
  },
  {
    rule: "RF06",
    dialect: "trino",
    sql: 'SELECT "foo", "FOO" FROM t\n',
    found: ["1:15"],
    fixed: 'SELECT "foo", FOO FROM t\n',
  },
  {
    rule: "CP02",
    dialect: "athena",
    sql: "SELECT _, Foo FROM t\n",
    found: ["1:20"],
    fixed: "SELECT _, Foo FROM T\n",
  },
  {
    rule: "LT11",
    dialect: "bigquery",
    sql: "FROM t\n|> UNION ALL\n(SELECT 1);\n",
    found: ["2:4"],
  },
  // The name that STRUCT gives to a field is no column; another function's argument is.
  {
    rule: "RF02",
    dialect: "databricks",
    sql: "SELECT STRUCT(t.a AS x, u.b AS y + z) FROM t INNER JOIN u ON t.k = u.k\n",
    found: [],
  },
  {
    rule: "RF02",
    dialect: "databricks",
    sql: "SELECT f(t.a AS x) FROM t INNER JOIN u ON t.k = u.k\n",
    found: ["1:17"],
  },
  {
    rule: "CP01",
    dialect: "snowflake",
    sql: "SELECT ROUND(month), LAST_DAY(a, month) FROM t\n",
    found: ["1:34"],
    fixed: "SELECT ROUND(month), LAST_DAY(a, MONTH) FROM t\n",
  },
  // LATERAL does not name a subquery.
  {
    rule: "AL10",
    dialect: "postgres",
    sql: "SELECT a FROM t, LATERAL (SELECT b FROM u)\n",
    found: ["1:18"],
  },
  {
    rule: "AL05",
    dialect: "snowflake",
    sql: "SELECT $1 FROM @s/a (FILE_FORMAT => f) AS x\n",
    found: ["1:43"],
    fixed: "SELECT $1 FROM @s/a (FILE_FORMAT => f)\n",
  },
  // What may begin with a digit, or be without a letter, needs no quotes.
  {
    rule: "RF06",
    dialect: "mysql",
    sql: "SELECT `7d_average`, `2fa`, `1-2` FROM t\n",
    found: ["1:8", "1:22"],
    fixed: "SELECT 7d_average, 2fa, `1-2` FROM t\n",
  },
  {
    rule: "RF06",
    dialect: "duckdb",
    sql: `SELECT a AS "_1", b AS "7d_average" FROM t\n`,
    found: ["1:13"],
    fixed: 'SELECT a AS _1, b AS "7d_average" FROM t\n',
  },
  {
    rule: "RF06",
    dialect: "exasol",
    sql: 'SELECT a AS "2024_SALES", b AS "2024" FROM t\n',
    found: ["1:13"],
  },
  // Letters of any script, if the server would not fold them.
  {
    rule: "RF06",
    dialect: "postgres",
    sql: 'SELECT a AS "größe", b AS "Größe" FROM t\n',
    found: ["1:13"],
    fixed: 'SELECT a AS größe, b AS "Größe" FROM t\n',
  },
  {
    rule: "RF06",
    dialect: "oracle",
    sql: 'SELECT a AS "AÑO", b AS "año" FROM t\n',
    found: ["1:13"],
    fixed: 'SELECT a AS AÑO, b AS "año" FROM t\n',
  },
  { rule: "RF06", dialect: "ansi", sql: 'SELECT a AS "AÑO" FROM t\n', found: [] },
  // A column of Vertica that is named as a type of times is a keyword.
  {
    rule: "CP01",
    dialect: "vertica",
    sql: "SELECT date FROM t\n",
    found: ["1:8"],
    fixed: "SELECT DATE FROM t\n",
  },
  {
    rule: "RF06",
    dialect: "db2",
    sql: 'SELECT a AS "NO#" FROM t\n',
    found: ["1:13"],
    fixed: "SELECT a AS NO# FROM t\n",
  },
  // How rows hang together names no columns that must be told apart.
  ...["oracle", "snowflake"].map((dialect) => ({
    rule: "RF02",
    dialect,
    sql: "SELECT t.a FROM t INNER JOIN u ON t.k = u.k START WITH b = 1 CONNECT BY PRIOR b = c\n",
    found: [],
  })),
  // What a PIVOT or UNPIVOT names is of what it makes.
  {
    rule: "RF03",
    dialect: "sparksql",
    sql: "SELECT t.a FROM t PIVOT (SUM(b) FOR c IN (1, 2))\n",
    found: [],
  },
  {
    rule: "AL05",
    dialect: "databricks",
    sql: "SELECT * FROM t AS s UNPIVOT (a FOR b IN (s.c, s.d))\n",
    found: ["1:20"],
    fixed: "SELECT * FROM t UNPIVOT (a FOR b IN (s.c, s.d))\n",
  },
  // A variable whose method is called is taken for a column.
  {
    rule: "RF02",
    dialect: "tsql",
    sql: "SELECT @doc.value('/a', 'int'), @n FROM t INNER JOIN u ON t.k = u.k\n",
    found: ["1:8"],
  },
]);
