/** Rules about joins and names: what they find, and that what they change keeps the meaning. */
import { testCases } from "./cases.ts";

testCases([
  // CV12: conditions move, and every other clause stays.
  ...["GROUP BY a.x", "ORDER BY a.x", "HAVING MAX(a.x) > 1", "LIMIT 3", "UNION SELECT 1"].map((
    clause,
  ) => ({
    rule: "CV12",
    sql: `SELECT a.x\nFROM a\nINNER JOIN b\nWHERE a.k = b.k\n${clause}\n`,
    found: ["3:1", "4:1"],
    fixed: `SELECT a.x\nFROM a\nINNER JOIN b ON a.k = b.k\n${clause}\n`,
  })),
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a JOIN b -- why\nWHERE a.k = b.k GROUP BY a.x\n",
    found: ["1:19", "2:1"],
    fixed: "SELECT a.x FROM a JOIN b ON a.k = b.k -- why\nGROUP BY a.x\n",
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a JOIN b WHERE a.k = b.k /* kept */ AND a.x = 2\n",
    found: ["1:19", "1:32"],
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a JOIN b RIGHT JOIN c ON c.k = a.k WHERE a.j = b.j\n",
    found: ["1:19", "1:52"],
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a, c JOIN b WHERE a.k = b.k AND c.k = b.k\n",
    found: ["1:22", "1:29"],
    fixed: "SELECT a.x FROM a, c JOIN b ON c.k = b.k WHERE a.k = b.k\n",
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a JOIN b WHERE a.k = b.k OR a.l = b.l\n",
    found: ["1:19"],
  },
  // ST06: columns move only where their order means nothing and no comment is left behind.
  {
    rule: "ST06",
    sql:
      "SELECT\n    -- yearly\n    SUM(a) AS total,\n    -- the payer\n    b\nFROM t\nGROUP BY b\n",
    found: ["1:1"],
  },
  {
    rule: "ST06",
    sql: "SELECT DISTINCT\n    a + 1 AS b,\n    c /* kept */ + 1,\n    d\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT DISTINCT\n    d,\n    a + 1 AS b,\n    c /* kept */ + 1\nFROM t\n",
  },
  {
    rule: "ST06",
    sql:
      "WITH c AS (SELECT f(a), b FROM t), d AS (SELECT * FROM c) INSERT INTO x SELECT * FROM d\n",
    found: [],
  },
  { rule: "ST06", sql: "WITH c (x, y) AS (SELECT f(a), b FROM t) SELECT x FROM c\n", found: [] },
  // AL07: a name stays where it would mean two tables without its alias.
  {
    rule: "AL07",
    config: { rules: { "aliasing.forbid": { force_enable: true } } },
    sql: "SELECT a.x FROM t AS a WHERE EXISTS (SELECT 1 FROM t AS b WHERE a.x = b.x)\n",
    found: ["1:22", "1:57"],
  },
  {
    rule: "AL07",
    config: { rules: { "aliasing.forbid": { force_enable: true } } },
    sql: "SELECT A.x, a.a FROM s.t AS a\n",
    found: ["1:29"],
    fixed: "SELECT s.t.x, s.t.a FROM s.t\n",
  },
  // ST07: no ON that compares a table with itself, or leaves a bare column ambiguous.
  { rule: "ST07", sql: "SELECT a.x FROM a JOIN a USING (id)\n", found: ["1:26"] },
  {
    rule: "ST07",
    sql: 'SELECT a.x FROM a JOIN b USING ("Id")\n',
    found: ["1:26"],
    fixed: 'SELECT a.x FROM a JOIN b ON a."Id" = b."Id"\n',
  },
  { rule: "ST07", sql: "SELECT a.x FROM a JOIN b USING (id) ORDER BY ID\n", found: ["1:26"] },
  {
    rule: "ST09",
    dialect: "bigquery",
    sql: "SELECT a.x FROM a LEFT JOIN b ON b.place.shelf = a.place.shelf\n",
    found: ["1:34"],
    fixed: "SELECT a.x FROM a LEFT JOIN b ON a.place.shelf = b.place.shelf\n",
  },
  // ST07: rows of VALUES have a name to write; a table of values is left alone, as SQLFluff does.
  {
    rule: "ST07",
    sql: "SELECT a.x FROM (VALUES (1)) AS a (i) INNER JOIN b USING (i)\n",
    found: ["1:52"],
    fixed: "SELECT a.x FROM (VALUES (1)) AS a (i) INNER JOIN b ON a.i = b.i\n",
  },
  {
    rule: "ST07",
    dialect: "postgres",
    sql: "SELECT a.x FROM a INNER JOIN unnest(k) AS b (i) USING (i)\n",
    found: ["1:49"],
    fixed: "SELECT a.x FROM a INNER JOIN unnest(k) AS b (i) USING (i)\n",
  },
  // ST09: only whole comparisons are turned, and none with a comment inside.
  { rule: "ST09", sql: "SELECT a.x FROM a JOIN b ON b.x /* y */ = a.x\n", found: [] },
  // The FROM in front of several INSERTs is of no query.
  ...["hive", "sparksql"].map((dialect) => ({
    rule: "ST09",
    dialect,
    sql:
      "FROM a JOIN b ON b.x = a.x INSERT INTO TABLE c SELECT a.x INSERT INTO TABLE d SELECT b.y\n",
    found: ["1:18"],
    fixed:
      "FROM a JOIN b ON a.x = b.x INSERT INTO TABLE c SELECT a.x INSERT INTO TABLE d SELECT b.y\n",
  })),
  {
    rule: "ST09",
    sql: "SELECT a.x FROM a JOIN b ON b.x = a.x /* y */\n",
    found: ["1:29"],
    fixed: "SELECT a.x FROM a JOIN b ON a.x = b.x /* y */\n",
  },
  {
    rule: "ST09",
    sql: "SELECT a.x FROM a JOIN b ON b.x = a.x + 1 AND NOT b.y = a.y\n",
    found: [],
  },
  {
    rule: "ST09",
    sql: "SELECT a.x FROM a JOIN b ON (b.x <= a.x) AND b.y = a.y\n",
    found: ["1:46"],
    fixed: "SELECT a.x FROM a JOIN b ON (a.x >= b.x) AND a.y = b.y\n",
  },
  // ST09: what subqueries join belongs to the FROM around them too, which reports its first alone.
  {
    rule: "ST09",
    sql: "SELECT x.q FROM (SELECT f.q FROM d JOIN e ON d.i = e.i JOIN f ON f.i = e.i) AS x " +
      "JOIN y ON y.i = x.i\n",
    found: ["1:66"],
    fixed: "SELECT x.q FROM (SELECT f.q FROM d JOIN e ON d.i = e.i JOIN f ON e.i = f.i) AS x " +
      "JOIN y ON x.i = y.i\n",
  },
  {
    rule: "ST09",
    sql: "SELECT x.q FROM x JOIN y ON x.i = y.i AND EXISTS (SELECT 1 FROM z WHERE y.k > x.k)\n",
    found: ["1:73"],
    fixed: "SELECT x.q FROM x JOIN y ON x.i = y.i AND EXISTS (SELECT 1 FROM z WHERE x.k < y.k)\n",
  },
  // The first table of a subquery is nobody's but its own.
  {
    rule: "ST09",
    sql: "SELECT x.q FROM (SELECT d.q FROM d JOIN e ON d.i = e.i) AS x JOIN y ON y.i = d.i\n",
    found: [],
  },
  // What is in order to the query that it stands in is not turned around for the query around it.
  {
    rule: "ST09",
    sql:
      "SELECT f.q FROM f JOIN (SELECT e.q FROM d JOIN e ON d.i = e.i JOIN f ON e.i = f.i) AS x " +
      "ON f.i = x.i\n",
    found: [],
  },
  // An expression comes before what stands in its brackets, and one ON clause before the next.
  {
    rule: "ST09",
    sql: "SELECT x.q FROM x JOIN y ON 1 = 1 AND (y.i = x.i) JOIN z ON z.i = x.i\n",
    found: ["1:40"],
    fixed: "SELECT x.q FROM x JOIN y ON 1 = 1 AND (x.i = y.i) JOIN z ON x.i = z.i\n",
  },
  {
    rule: "ST09",
    sql: "SELECT x.q FROM x JOIN y ON x.i = y.i JOIN x ON y.i = x.i\n",
    found: ["1:49"],
    fixed: "SELECT x.q FROM x JOIN y ON x.i = y.i JOIN x ON x.i = y.i\n",
  },
  {
    rule: "ST09",
    sql: "SELECT a.x FROM (SELECT c.x FROM c JOIN b ON c.x = b.x) AS s\n" +
      "JOIN a ON s.x = a.x JOIN B ON a.x = B.x\n",
    found: ["2:31"],
    fixed: "SELECT a.x FROM (SELECT c.x FROM c JOIN b ON c.x = b.x) AS s\n" +
      "JOIN a ON s.x = a.x JOIN B ON B.x = a.x\n",
  },
  {
    rule: "ST09",
    sql: "SELECT a.x FROM a JOIN b ON a.x = (SELECT MAX(c.x) FROM c WHERE b.y = a.y)\n",
    found: ["1:65"],
    fixed: "SELECT a.x FROM a JOIN b ON a.x = (SELECT MAX(c.x) FROM c WHERE a.y = b.y)\n",
  },
  {
    rule: "ST09",
    sql: "SELECT a.x FROM a JOIN b ON a.x = b.x AND a.y = b.y JOIN c ON b.x = c.x AND c.y > a.y\n",
    found: ["1:77"],
    fixed:
      "SELECT a.x FROM a JOIN b ON a.x = b.x AND a.y = b.y JOIN c ON b.x = c.x AND a.y < c.y\n",
  },
  // ST11: what only a named window or a table of a bracketed join reads is read.
  {
    rule: "ST11",
    sql:
      "SELECT a.x, RANK() OVER w FROM a LEFT JOIN b ON a.i = b.i WINDOW w AS (PARTITION BY b.x)\n",
    found: [],
  },
  {
    rule: "ST11",
    sql: "SELECT a.x, c.z FROM a LEFT JOIN (b JOIN c ON b.x = c.x) ON a.i = b.i\n",
    found: [],
  },
  {
    rule: "ST11",
    sql: "SELECT a.x FROM (SELECT b.x FROM d JOIN e AS b ON d.i = b.i) AS a " +
      "LEFT JOIN b ON a.x = b.x\n",
    found: ["1:77"],
  },
  // ST11: a star reads the tables of its own query, and no value table of them.
  {
    rule: "ST11",
    sql: "SELECT a.x, (SELECT * FROM c) FROM a LEFT JOIN b ON a.i = b.i\n",
    found: ["1:48"],
  },
  {
    rule: "ST11",
    dialect: "postgres",
    sql: "SELECT * FROM a LEFT JOIN b ON a.i = b.i LEFT JOIN unnest(a.k) AS c (j) ON a.j = c.j\n",
    found: ["1:52"],
  },
  // ST11: a star reads what has an alias or a plain name, and no table of a schema.
  {
    rule: "ST11",
    sql: "SELECT * FROM s.a LEFT JOIN s.b ON a.i = b.i\n",
    found: ["1:29"],
  },
  { rule: "ST11", sql: "SELECT * FROM s.a LEFT JOIN s.b AS b ON a.i = b.i\n", found: [] },
  { rule: "ST11", sql: 'SELECT * FROM "a" LEFT JOIN b USING (i)\n', found: ["1:15"] },
  {
    rule: "ST11",
    sql: "SELECT * FROM a LEFT JOIN (b JOIN c ON b.x = c.x) ON a.i = b.i\n",
    found: ["1:27"],
  },
  // ST11: what joins a table of one name uses none of them.
  {
    rule: "ST11",
    sql: "SELECT 1 FROM z LEFT JOIN u AS a ON z.i = a.i LEFT JOIN v AS a ON a.i = z.i\n",
    found: ["1:27", "1:57"],
  },
  {
    rule: "ST11",
    sql: "SELECT 1 FROM t AS a JOIN u AS a ON a.i = a.i LEFT JOIN v AS b ON b.k = 1\n",
    found: ["1:57"],
  },
  // ST11: of a list of tables the last item is judged, and what the items before left of it.
  { rule: "ST11", sql: "SELECT a.x FROM a, c LEFT JOIN b ON c.i = b.i\n", found: [] },
  { rule: "ST11", sql: "SELECT a.x FROM a LEFT JOIN b ON a.i = b.i, c\n", found: [] },
  { rule: "ST11", sql: "SELECT a.x FROM a, c, d LEFT JOIN b ON d.i = b.i\n", found: ["1:35"] },
  {
    rule: "ST11",
    sql: "SELECT a.x FROM a, c LEFT JOIN b ON c.i = b.i LEFT JOIN d ON d.i = c.i\n",
    found: ["1:32", "1:57"],
  },
  // RF01: brackets around a join that FROM begins with hide what is joined inside of them.
  {
    rule: "RF01",
    sql: "SELECT a.x, c.y, d.z FROM (a JOIN b ON a.i = b.i) JOIN c ON a.k = c.k\n",
    found: ["1:18", "1:46"],
  },
  { rule: "AM08", sql: "SELECT a.x FROM a JOIN b, c JOIN UNNEST(d) AS e\n", found: ["1:19"] },
  // ST05: one that a query inside of it ties to the tables beside it is reported, and stays.
  {
    rule: "ST05",
    dialect: "postgres",
    sql: "SELECT a.x, b.y FROM a CROSS JOIN LATERAL (\n" +
      "    SELECT d.y FROM (SELECT c.y FROM c WHERE c.x = a.x) AS d\n) AS b\n",
    found: ["1:35"],
  },
  {
    rule: "ST05",
    sql: "SELECT a.x FROM a INNER JOIN (\n" +
      "    SELECT d.y FROM d WHERE EXISTS (SELECT 1 FROM c WHERE c.x = a.x)\n) AS b ON a.x = b.y\n",
    found: ["1:30"],
  },
  // ST05: a name of the tables beside it counts as it is written, in backticks or without quotes.
  {
    rule: "ST05",
    dialect: "sparksql",
    sql: "SELECT `a`.x FROM u AS `a` JOIN (SELECT `a`.x FROM v AS `a`) AS b ON `a`.x = b.x\n",
    found: [],
  },
  {
    rule: "ST05",
    sql: "SELECT A.x FROM u AS A JOIN (SELECT a.x FROM v AS a) AS b ON A.x = b.x\n",
    found: ["1:29"],
    fixed: "WITH b AS (SELECT a.x FROM v AS a)\nSELECT A.x FROM u AS A JOIN b ON A.x = b.x\n",
  },
  // ST05: one whose table can only be one beside it stays, however its name is written.
  {
    rule: "ST05",
    sql: "SELECT A.x FROM u AS A JOIN (SELECT a.x FROM v AS c) AS b ON A.x = b.x\n",
    found: ["1:29"],
  },
  // ST05: what moves keeps its meaning where it goes.
  {
    rule: "ST05",
    sql: 'SELECT a.x FROM a JOIN (SELECT x FROM b) AS "C" (y) ON a.x = "C".y\n',
    found: ["1:24"],
    fixed: 'WITH "C" (y) AS (SELECT x FROM b)\nSELECT a.x FROM a JOIN "C" ON a.x = "C".y\n',
  },
  {
    rule: "ST05",
    sql: "SELECT a.x FROM a JOIN (SELECT x FROM b) AS a ON TRUE\n",
    found: ["1:24"],
  },
  {
    rule: "ST05",
    sql: "WITH y AS (SELECT 1), -- kept\nz AS (WITH v AS (SELECT 2 AS x) SELECT a.x " +
      "FROM a JOIN (SELECT x FROM v) AS c ON TRUE)\nSELECT a.x FROM a JOIN (SELECT x FROM z) AS d ON TRUE\n",
    found: ["2:56", "3:24"],
    fixed:
      "WITH y AS (SELECT 1), -- kept\nz AS (WITH v AS (SELECT 2 AS x),\nc AS (SELECT x FROM v)\n" +
      "SELECT a.x FROM a JOIN c ON TRUE),\nd AS (SELECT x FROM z)\nSELECT a.x FROM a JOIN d ON TRUE\n",
  },
  {
    rule: "ST05",
    sql: "SELECT a.x FROM a JOIN (SELECT x /* in */ FROM b) /* out */ AS c ON TRUE\n",
    found: ["1:24"],
  },
  {
    rule: "ST05",
    sql: "SELECT a.x FROM a JOIN (SELECT x FROM b WHERE y IN (SELECT a.z FROM d)) AS c ON TRUE\n",
    found: ["1:24"],
  },
  {
    rule: "ST05",
    sql: "SELECT a.x FROM t AS a JOIN (SELECT a.y FROM u AS a) AS c ON a.x = c.y\n",
    found: [],
  },
  // What is computed of the columns beside it is reported, and stays where it can be computed.
  {
    rule: "ST05",
    dialect: "tsql",
    sql: "SELECT c.y FROM t AS a CROSS APPLY (SELECT a.x + 1 AS y) AS c;\n",
    found: ["1:36"],
  },
  {
    rule: "ST05",
    dialect: "tsql",
    sql: "SELECT c.y FROM t AS a CROSS APPLY " +
      "(SELECT a.x AS y UNION ALL SELECT u.y FROM u WHERE u.x = a.x) AS c;\n",
    found: [],
  },
  // The first part of a reference is its table, in every dialect; what is behind reaches into a column.
  ...["ansi", "postgres", "hive", "bigquery"].flatMap((dialect) => [
    {
      rule: "ST09",
      dialect,
      sql: "SELECT a.x FROM a LEFT JOIN b ON b.at.day = a.at.day\n",
      found: ["1:34"],
      fixed: "SELECT a.x FROM a LEFT JOIN b ON a.at.day = b.at.day\n",
    },
    {
      rule: "CV12",
      dialect,
      sql: "SELECT a.x FROM a JOIN b WHERE b.at.day = a.at.day\n",
      found: ["1:19", "1:26"],
      fixed: "SELECT a.x FROM a JOIN b ON b.at.day = a.at.day\n",
    },
  ]),
]);
