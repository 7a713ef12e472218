import { testCases } from "./cases.ts";

testCases([
  // RF01: a name that only begins like that of a table is not its name.
  { rule: "RF01", sql: "SELECT a.x, abc.x, ab.x FROM ab\n", found: ["1:8", "1:13"] },
  {
    rule: "RF07",
    config: { rules: { "references.window_alias": { force_enable: true } } },
    sql: 'SELECT a AS b, c AS "D", sum(e) OVER (PARTITION BY B, d, "D", "b") FROM t, u\n',
    found: ["1:52", "1:58"],
  },
  {
    rule: "RF07",
    dialect: "duckdb",
    config: { rules: { "references.window_alias": { force_enable: true } } },
    sql: 'SELECT a AS b, c AS "D", sum(e) OVER (PARTITION BY d, "d", "b") FROM t, u\n',
    found: ["1:55"],
  },
  {
    rule: "RF07",
    dialect: "clickhouse",
    config: { rules: { "references.window_alias": { force_enable: true } } },
    sql: "SELECT a AS b, sum(e) OVER (PARTITION BY B, b) FROM t, u\n",
    found: ["1:45"],
  },
  // The name of a table of values is no qualifier that others would have to have.
  // An alias in quotes is a qualifier as well: without them where that means the same.
  {
    rule: "RF03",
    dialect: "postgres",
    sql: 'SELECT x.c, b FROM foo AS "x"\n',
    found: ["1:13", "1:13"],
    fixed: 'SELECT x.c, x.b FROM foo AS "x"\n',
  },
  {
    rule: "RF03",
    dialect: "postgres",
    sql: 'SELECT "X".c, b FROM foo AS "X"\n',
    found: ["1:15", "1:15"],
    fixed: 'SELECT "X".c, "X".b FROM foo AS "X"\n',
  },
  {
    rule: "RF03",
    dialect: "mysql",
    config: { rules: { "references.consistent": { single_table_references: "qualified" } } },
    sql: "SELECT c, `b` FROM `foo`\n",
    found: ["1:8", "1:11"],
    fixed: "SELECT foo.c, foo.`b` FROM `foo`\n",
  },
  // A word that is reserved keeps its quotes.
  {
    rule: "RF03",
    dialect: "mysql",
    sql: "SELECT `select`.c, b FROM foo AS `select`\n",
    found: ["1:20", "1:20"],
    fixed: "SELECT `select`.c, `select`.b FROM foo AS `select`\n",
  },
  {
    rule: "RF03",
    dialect: "postgres",
    sql: "SELECT x, b.s FROM a, unnest(k) AS b (s)\n",
    found: [],
  },
  {
    rule: "RF03",
    dialect: "postgres",
    sql: "SELECT x, a.y, b.s FROM a, unnest(k) AS b (s)\n",
    found: ["1:8", "1:11", "1:35"],
    fixed: "SELECT a.x, a.y, b.s FROM a, unnest(a.k) AS b (s)\n",
  },
  // What a star leaves out is read as any column is.
  {
    rule: "RF03",
    dialect: "duckdb",
    sql: "SELECT t.b, t.* EXCLUDE (a) FROM t\n",
    found: ["1:26", "1:26"],
    fixed: "SELECT t.b, t.* EXCLUDE (t.a) FROM t\n",
  },
  {
    rule: "RF02",
    dialect: "duckdb",
    sql: "SELECT t.* EXCLUDE (a) FROM t JOIN u USING (id)\n",
    found: ["1:21"],
  },
  {
    rule: "RF03",
    dialect: "sparksql",
    sql: "select a from t lateral view explode(t.b) v as c\n",
    found: [],
  },
  {
    rule: "AL05",
    dialect: "sparksql",
    sql: "select a from orders as t lateral view explode(t.b) v as c\n",
    found: [],
  },
  // What places, filters or counts rows is not judged beside the rest, but uses its table.
  ...["sort by", "cluster by", "distribute by"].flatMap((words) => [
    { rule: "RF03", dialect: "sparksql", sql: `select o.a from o ${words} b, o.c\n`, found: [] },
    {
      rule: "RF02",
      dialect: "sparksql",
      sql: `select o.a from o join p on o.i = p.i ${words} b\n`,
      found: [],
    },
    {
      rule: "AL05",
      dialect: "sparksql",
      sql: `select a from orders as o ${words} o.b\n`,
      found: [],
    },
  ]),
  {
    rule: "RF02",
    dialect: "hive",
    sql: "select o.a from o join p on o.i = p.i sort by b\n",
    found: ["1:47"],
  },
  {
    rule: "RF03",
    dialect: "clickhouse",
    sql: "select a from o prewhere o.b = 1 where c = 1\n",
    found: [],
  },
  {
    rule: "RF01",
    dialect: "clickhouse",
    sql: "select o.a from o join p on o.i = p.i prewhere q.b = 1 where q.c = 1 limit 1 by q.d\n",
    found: ["1:62"],
  },
  {
    rule: "RF01",
    dialect: "postgres",
    sql: "select o.a from o join p on o.i = p.i limit q.b\n",
    found: [],
  },
  {
    rule: "RF01",
    dialect: "databricks",
    sql: "select c.d, transform(t.e, x -> x.f) from t\n",
    found: ["1:8"],
  },
  // What a WITH expression names is no column, in it and in a query inside it.
  {
    rule: "RF02",
    dialect: "bigquery",
    sql:
      "select t.x, with(a as z, `B` as a, b + (select A + q from v)) as r, a as s from t join u using (i)\n",
    found: ["1:23", "1:52", "1:69"],
  },
  // A lambda's parameter is qualified by nobody, so that it decides nothing where it is the odd one.
  {
    rule: "RF03",
    dialect: "databricks",
    sql: "select transform(t.items, x -> x + 1), shelf from t\n",
    found: [],
  },
  {
    rule: "RF03",
    dialect: "clickhouse",
    sql: "select t.shelf, arrayMap(x -> x + 1, t.items), room from stock as t\n",
    found: ["1:26", "1:26", "1:31", "1:48"],
    fixed: "select t.shelf, arrayMap(x -> x + 1, t.items), t.room from stock as t\n",
  },
  // Beside a branch that reads nothing, a bare column can only be of the one table.
  {
    rule: "RF03",
    sql: "select o.id, total from orders as o union all select 0, 0\n",
    found: ["1:14", "1:14"],
    fixed: "select o.id, o.total from orders as o union all select 0, 0\n",
  },
  {
    rule: "RF03",
    sql: "select o.id, total from orders as o union all (with p as (select 1 from q) select 2)\n",
    found: ["1:14", "1:14"],
  },
  {
    rule: "RF03",
    config: { rules: { "references.consistent": { single_table_references: "unqualified" } } },
    sql: "select o.id from orders as o union all values (1)\n",
    found: ["1:8"],
    fixed: "select id from orders as o union all values (1)\n",
  },
  {
    rule: "RF02",
    dialect: "duckdb",
    sql: "select a.id, tag, b.x, y from a join b on a.i = b.i join unnest(a.tags) as tag on true\n",
    found: ["1:24"],
  },
  { rule: "RF01", dialect: "databricks", sql: "select c.d from t\n", found: [] },
  {
    rule: "RF01",
    sql: "SELECT t.a, u.b FROM t WHERE EXISTS (SELECT v.c FROM v WHERE v.d = t.e AND w.f)\n",
    found: ["1:13", "1:76"],
  },
  {
    rule: "RF01",
    sql: "DELETE FROM t WHERE u.a = t.b\n",
    found: [],
  },
  // An item of FROM that is one pair of brackets hides its tables from qualifiers.
  ...["ansi", "mysql", "tsql", "redshift"].map((dialect) => ({
    rule: "RF01",
    dialect,
    sql: "SELECT o.a, p.b FROM (o INNER JOIN p ON o.c = p.c)\n",
    found: ["1:8", "1:13", "1:41", "1:47"],
  })),
  {
    rule: "RF01",
    sql:
      "SELECT o.a, q.b FROM q, (SELECT 1 AS a) AS o WHERE EXISTS (SELECT 1 FROM (r) WHERE q.c = r.c)\n",
    found: ["1:90"],
  },
  // A group that more is joined to shows its first table, and one that is joined all of them.
  {
    rule: "RF01",
    sql: "SELECT o.a, p.b FROM (o INNER JOIN p ON o.c = p.c) INNER JOIN q ON o.c = q.c\n",
    found: ["1:13", "1:47"],
  },
  {
    rule: "RF01",
    sql: "SELECT o.a, p.b FROM (q CROSS JOIN (o CROSS JOIN p)) INNER JOIN r ON q.c = r.c\n",
    found: ["1:8", "1:13"],
  },
  {
    rule: "RF01",
    sql: "SELECT o.a, p.b FROM q INNER JOIN (o INNER JOIN p ON o.c = p.c) ON o.c = q.c\n",
    found: [],
  },
  // Where such a group is an item of its own, it hides its first table too.
  {
    rule: "RF01",
    dialect: "snowflake",
    sql: "SELECT o.a, p.b, q.c FROM (o CROSS JOIN p) INNER JOIN q ON o.c = q.c\n",
    found: ["1:8", "1:13", "1:60"],
  },
  {
    rule: "RF01",
    dialect: "hive",
    sql: "SELECT o.a, p.b, q.c FROM (o CROSS JOIN p) INNER JOIN q ON o.c = q.c\n",
    found: [],
  },
  // A query in a statement that changes data sees its target and the aliases beside it alone.
  {
    rule: "RF01",
    dialect: "tsql",
    sql: "UPDATE t SET a = (SELECT MAX(u.b) FROM u WHERE u.c = v.c AND u.d = t.d) FROM w AS v\n",
    found: ["1:54"],
  },
  {
    rule: "RF01",
    sql: "DELETE FROM t AS v WHERE EXISTS (SELECT 1 FROM u WHERE u.a = v.a AND u.b = t.b)\n",
    found: ["1:62"],
  },
  {
    rule: "RF01",
    sql: "MERGE INTO t AS v USING w ON v.a = w.a WHEN MATCHED THEN UPDATE " +
      "SET b = (SELECT u.b FROM u WHERE u.a = w.a AND u.c = v.c)\n",
    found: ["1:104"],
  },
  {
    rule: "RF01",
    sql: "SELECT s.t.a, t.b, x.t.c FROM s.t\n",
    found: ["1:22"],
  },
  {
    rule: "RF02",
    dialect: "bigquery",
    sql: "DECLARE day DATE;\nSELECT Day, b, t.c FROM s.t AS t JOIN s.u AS u ON t.c = u.c;\n",
    found: ["2:13"],
  },
  {
    rule: "RF02",
    sql: "SELECT a, t.b, c AS d FROM t JOIN u USING (k) ORDER BY d, k\n",
    found: ["1:8", "1:16"],
  },
  {
    rule: "RF02",
    sql: "SELECT a FROM t WHERE EXISTS (SELECT b FROM u)\n",
    found: ["1:38"],
  },
  {
    rule: "RF02",
    config: {
      "rules": { "references.qualification": { "subqueries_ignore_external_references": true } },
    },
    sql: "SELECT a FROM t WHERE EXISTS (SELECT b FROM u)\n",
    found: [],
  },
  {
    rule: "RF03",
    sql: "SELECT t.a, b, c AS d FROM t ORDER BY d\n",
    found: ["1:13", "1:13", "1:16"],
    fixed: "SELECT t.a, t.b, t.c AS d FROM t ORDER BY d\n",
  },
  // What may be of a table around the query that reads this one is not said to be of this one.
  {
    rule: "RF03",
    sql: "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM (SELECT g.z, c FROM s AS g) AS d)\n",
    found: ["1:58", "1:58"],
  },
  {
    rule: "RF03",
    sql: "SELECT a.x FROM t AS a JOIN u AS b ON a.i IN (SELECT o.id FROM o WHERE c > 1)\n",
    found: ["1:72", "1:72"],
  },
  {
    rule: "RF03",
    sql: "SELECT d.z FROM u JOIN (SELECT g.z, c FROM s AS g) AS d ON u.a = d.z\n",
    found: ["1:37", "1:37"],
    fixed: "SELECT d.z FROM u JOIN (SELECT g.z, g.c FROM s AS g) AS d ON u.a = d.z\n",
  },
  {
    rule: "RF03",
    config: { "rules": { "references.consistent": { "single_table_references": "qualified" } } },
    sql: "SELECT a, u.b, * FROM t AS u\n",
    found: ["1:8"],
    fixed: "SELECT u.a, u.b, * FROM t AS u\n",
  },
  {
    rule: "RF03",
    config: { "rules": { "references.consistent": { "single_table_references": "unqualified" } } },
    sql: "SELECT a, t.b FROM t\n",
    found: ["1:11"],
    fixed: "SELECT a, b FROM t\n",
  },
  {
    rule: "RF04",
    sql: "SELECT a AS sum, b.max FROM t AS user\n",
    found: ["1:13", "1:34"],
  },
  {
    rule: "RF04",
    config: {
      "rules": {
        "references.keywords": {
          "quoted_identifiers_policy": "all",
          "unquoted_identifiers_policy": "all",
        },
      },
    },
    sql: 'SELECT "select", date, "x" FROM t\n',
    found: ["1:8", "1:18"],
  },
  {
    rule: "RF05",
    sql: 'SELECT "a b", "c-d", e_f AS "g.h", "i%" AS j FROM t\n',
    found: ["1:8", "1:15", "1:29"],
  },
  {
    rule: "RF05",
    config: {
      "rules": {
        "references.special_chars": {
          "allow_space_in_identifier": true,
          "additional_allowed_characters": "%-",
        },
      },
    },
    sql: 'SELECT "a b", "c-d", "e.f" FROM t\n',
    found: ["1:22"],
  },
  {
    rule: "RF06",
    sql: 'SELECT "A", "b", "C D", "SELECT" FROM t\n',
    found: ["1:8"],
    fixed: 'SELECT A, "b", "C D", "SELECT" FROM t\n',
  },
  // The name of a function as well, but for one that is a word of the language without them.
  {
    rule: "RF06",
    dialect: "postgres",
    sql: 'SELECT s."f"(a), "g"(a), "F"(a), "position"(a, b) FROM t\n',
    found: ["1:10", "1:18", "1:34"],
    fixed: 'SELECT s.f(a), g(a), "F"(a), "position"(a, b) FROM t\n',
  },
  {
    rule: "RF06",
    dialect: "postgres",
    sql: 'SELECT s."position"(a, b) FROM t\n',
    found: ["1:10"],
    fixed: "SELECT s.position(a, b) FROM t\n",
  },
  // A data type as well, but for a word that names another type without them.
  {
    rule: "RF06",
    dialect: "postgres",
    sql: 'CREATE TABLE t (a "int4", b s."mood", c "char", d pg_catalog."bit")\n',
    found: ["1:19", "1:31", "1:41", "1:62"],
    fixed: 'CREATE TABLE t (a int4, b s.mood, c "char", d pg_catalog.bit)\n',
  },
  {
    rule: "RF06",
    config: { "rules": { "references.quoting": { "case_sensitive": false } } },
    sql: 'SELECT "A", "b" FROM t\n',
    found: ["1:8", "1:13"],
    fixed: "SELECT A, b FROM t\n",
  },
  {
    rule: "RF06",
    config: { "rules": { "references.quoting": { "prefer_quoted_identifiers": true } } },
    sql: 'SELECT "A", b FROM t\n',
    found: ["1:13", "1:20"],
  },
  {
    rule: "RF06",
    config: { "rules": { "references.quoting": { "prefer_quoted_keywords": true } } },
    sql: 'SELECT sum, "x" FROM t\n',
    found: ["1:8"],
  },
  // Where a dot may reach into a value, one source with a name is as good as one at all.
  ...["f(1), orders", "(SELECT 1 AS a), orders", "f(1)"].map((from) => ({
    rule: "RF01",
    dialect: "trino",
    sql: `SELECT address.city, orders.id FROM ${from}\n`,
    found: [],
  })),
  {
    rule: "RF01",
    dialect: "trino",
    sql: "SELECT address.city FROM f(1), g(2)\n",
    found: ["1:8"],
  },
  {
    rule: "RF05",
    dialect: "sparksql",
    sql: "SELECT payload:`unit price`, lines[0].`sku code` FROM orders\n",
    found: ["1:16", "1:39"],
  },
  ...["redshift", "athena"].map((dialect) => ({
    rule: "RF01",
    dialect,
    config: { rules: { "references.from": { force_enable: true } } },
    sql: "SELECT a.x, a.x.y FROM a\n",
    found: ["1:15"],
  })),
  {
    rule: "RF01",
    dialect: "bigquery",
    config: { rules: { "references.from": { force_enable: true } } },
    sql: "SELECT a.x, a.x.y, b.x FROM a\n",
    found: ["1:20"],
  },
  {
    rule: "RF04",
    config: {
      rules: {
        "references.keywords": { quoted_identifiers_policy: "all", ignore_words: 'date,"year"' },
      },
    },
    sql: 'SELECT "date", "year" FROM t\n',
    found: ["1:8"],
  },
  // Where names are mixed as they have to be, what no table qualifies is a field of a column.
  {
    rule: "RF03",
    dialect: "hive",
    config: { rules: { "references.consistent": { force_enable: true } } },
    sql: "SELECT p.street, name FROM people;\nSELECT p.town, people.name FROM people;\n",
    found: ["2:8", "2:16"],
    fixed: "SELECT p.street, name FROM people;\nSELECT people.p.town, people.name FROM people;\n",
  },
  ...["sparksql", "databricks"].map((dialect) => ({
    rule: "RF01",
    dialect,
    config: { rules: { "references.from": { force_enable: true } } },
    sql: "SELECT _metadata.file_name, meta.file_name FROM t\n",
    found: ["1:29"],
  })),
]);
