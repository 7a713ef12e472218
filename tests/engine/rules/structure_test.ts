import { testCases } from "./cases.ts";

testCases([
  {
    rule: "ST01",
    sql: "SELECT CASE WHEN a THEN 1\n    ELSE NULL END FROM t\n",
    found: ["1:8"],
    fixed: "SELECT CASE WHEN a THEN 1 END FROM t\n",
  },
  {
    rule: "ST02",
    sql:
      "SELECT CASE WHEN a THEN true ELSE false END, CASE WHEN b > 1 THEN FALSE ELSE TRUE END FROM t\n",
    found: ["1:18", "1:56"],
    fixed: "SELECT coalesce(a, false), not coalesce(b > 1, false) FROM t\n",
  },
  {
    rule: "ST02",
    sql:
      "SELECT CASE WHEN a IS NULL THEN NULL ELSE a END, CASE WHEN b IS NOT NULL THEN b ELSE 0 END, CASE WHEN c IS NOT NULL THEN c END FROM t\n",
    found: ["1:18", "1:60", "1:103"],
    fixed: "SELECT a, coalesce(b, 0), c FROM t\n",
  },
  {
    rule: "ST02",
    sql:
      "SELECT CASE a WHEN 1 THEN true ELSE false END, CASE WHEN a IS NULL AND b THEN 1 ELSE a END FROM t\n",
    found: [],
  },
  {
    rule: "ST03",
    sql:
      'WITH a AS (SELECT 1), b AS (SELECT 2), "C" AS (SELECT 3) SELECT * FROM a JOIN c ON true\n',
    found: ["1:23"],
  },
  {
    rule: "ST04",
    sql:
      "SELECT\n    CASE\n        WHEN a THEN 1 -- one\n        ELSE -- two\n            CASE -- three\n                WHEN b THEN 2 -- four\n                ELSE 3\n            END -- five\n    END\nFROM t\n",
    found: ["5:13"],
    fixed:
      "SELECT\n    CASE\n        WHEN a THEN 1 -- one\n        -- two\n        -- three\n        WHEN b THEN 2 -- four\n        ELSE 3\n    -- five\n    END\nFROM t\n",
  },
  {
    rule: "ST05",
    sql: "SELECT a.x FROM a JOIN (SELECT x FROM b) AS c ON a.x = c.x\n",
    found: ["1:24"],
    fixed: "WITH c AS (SELECT x FROM b)\nSELECT a.x FROM a JOIN c ON a.x = c.x\n",
  },
  {
    rule: "ST05",
    config: { "rules": { "structure.subquery": { "forbid_subquery_in": "both" } } },
    sql:
      "with z as (select 1 from(select 2))\nselect x from (select y from t) join (select w from v) on true\n",
    found: ["1:25", "2:15", "2:38"],
    fixed:
      "with prep_3 as (select 2),\nz as (select 1 from prep_3),\nprep_1 as (select y from t),\nprep_2 as (select w from v)\nselect x from prep_1 join prep_2 on true\n",
  },
  {
    rule: "ST05",
    config: { "rules": { "structure.subquery": { "forbid_subquery_in": "from" } } },
    sql: "SELECT x FROM (SELECT y FROM t) AS s, u, (SELECT u.z) AS w\n",
    // What names a table beside it is found too, and has to stay beside it.
    found: ["1:15", "1:42"],
    fixed: "WITH s AS (SELECT y FROM t)\nSELECT x FROM s, u, (SELECT u.z) AS w\n",
  },
  {
    rule: "ST05",
    config: { "rules": { "structure.subquery": { "forbid_subquery_in": "from" } } },
    sql: "SELECT x FROM u JOIN (SELECT y FROM t) AS s ON u.y = s.y\n",
    found: ["1:22"],
    fixed: "WITH s AS (SELECT y FROM t)\nSELECT x FROM u JOIN s ON u.y = s.y\n",
  },
  // A name in quotes that the subquery gives to a table of its own is not the outer one's.
  {
    rule: "ST05",
    sql: 'SELECT o.a FROM u AS o JOIN (SELECT "o".a FROM t AS "o") AS s ON o.a = s.a\n',
    found: ["1:29"],
    fixed: 'WITH s AS (SELECT "o".a FROM t AS "o")\nSELECT o.a FROM u AS o JOIN s ON o.a = s.a\n',
  },
  {
    rule: "ST05",
    sql: "SELECT o.a FROM u AS o JOIN (SELECT o.a FROM t AS o) AS s ON o.a = s.a\n",
    found: [],
  },
  {
    rule: "ST06",
    sql: "SELECT a + 1 AS b, c, *, CAST(d AS int), 1 FROM t\n",
    found: ["1:1"],
    fixed: "SELECT *, c, CAST(d AS int), 1, a + 1 AS b FROM t\n",
  },
  // A comment stays with the columns that stay, and is not taken to another one.
  {
    rule: "ST06",
    sql: "SELECT\n    -- k\n    a,\n    b + 1,\n    c\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    -- k\n    a,\n    c,\n    b + 1\nFROM t\n",
  },
  {
    rule: "ST06",
    sql: "SELECT\n    a + 1,\n    b,\n    d + 1, -- k\n    e + 1\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    b,\n    a + 1,\n    d + 1, -- k\n    e + 1\nFROM t\n",
  },
  {
    rule: "ST06",
    sql: "SELECT\n    -- k\n    b + 1,\n    c\nFROM t\n",
    found: ["1:1"],
  },
  // A column named by its number in a query inside of it keeps the order too.
  {
    rule: "ST06",
    sql: "SELECT b + 1, c FROM (SELECT x, y FROM t GROUP BY 2) AS a\n",
    found: ["1:1"],
  },
  {
    rule: "ST06",
    sql: "SELECT b + 1, c FROM a GROUP BY (SELECT x FROM t ORDER BY 1)\n",
    found: ["1:1"],
    fixed: "SELECT c, b + 1 FROM a GROUP BY (SELECT x FROM t ORDER BY 1)\n",
  },
  {
    rule: "ST06",
    sql: "SELECT b + 1, c, RANK() OVER (ORDER BY 1) FROM a\n",
    found: ["1:1"],
    fixed: "SELECT c, b + 1, RANK() OVER (ORDER BY 1) FROM a\n",
  },
  { rule: "ST06", sql: "SELECT b + 1, c FROM a GROUP BY ROLLUP (1, 2)\n", found: ["1:1"] },
  {
    rule: "ST06",
    sql: "SELECT b + 1, c FROM a WHERE x IN (SELECT d FROM e GROUP BY 1)\n",
    found: ["1:1"],
  },
  {
    rule: "ST06",
    sql: "SELECT b + 1, RANK() OVER (ORDER BY 1), c FROM a\n",
    found: ["1:1"],
    fixed: "SELECT c, b + 1, RANK() OVER (ORDER BY 1) FROM a\n",
  },
  {
    rule: "ST06",
    sql: "SELECT b + 1, c FROM a ORDER BY (SELECT d FROM e ORDER BY 1)\n",
    found: ["1:1"],
    fixed: "SELECT c, b + 1 FROM a ORDER BY (SELECT d FROM e ORDER BY 1)\n",
  },
  {
    rule: "ST06",
    sql: "SELECT b + 1, c, (SELECT d + 1, e FROM f) FROM a ORDER BY 2\n",
    found: ["1:1", "1:19"],
    fixed: "SELECT b + 1, c, (SELECT e, d + 1 FROM f) FROM a ORDER BY 2\n",
  },
  // A comment that ends the line of a column that stays is that column's.
  {
    rule: "ST06",
    sql: "SELECT\n    a, -- k\n    b + 1,\n    c\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    a, -- k\n    c,\n    b + 1\nFROM t\n",
  },
  {
    rule: "ST06",
    sql: "SELECT\n    a, /* k */ b + 1,\n    c\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    a, /* k */ b + 1,\n    c\nFROM t\n",
  },
  {
    rule: "ST06",
    sql: "SELECT\n    a,\n    b + 1,\n    c -- k\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    a,\n    b + 1,\n    c -- k\nFROM t\n",
  },
  {
    rule: "ST06",
    sql: "SELECT a + 1 AS b, c FROM t ORDER BY 1\n",
    found: ["1:1"],
  },
  // All that a star of a set operation reads of WITH stays as it is, its conditions included.
  {
    rule: "ST06",
    sql: "WITH k AS (SELECT x FROM t WHERE x IN (SELECT a + 1, b FROM u))\n" +
      "SELECT * FROM k UNION SELECT 1\n",
    found: [],
  },
  {
    rule: "ST06",
    sql: "WITH k AS (SELECT a + 1, b FROM u)\n" +
      "SELECT * FROM (SELECT x FROM k) AS z UNION SELECT 1\n",
    found: [],
  },
  {
    rule: "ST06",
    sql: "WITH k AS (SELECT x FROM t WHERE x IN (SELECT a + 1, b FROM u))\n" +
      "SELECT x FROM k UNION SELECT * FROM z\n",
    found: ["1:40"],
    fixed: "WITH k AS (SELECT x FROM t WHERE x IN (SELECT b, a + 1 FROM u))\n" +
      "SELECT x FROM k UNION SELECT * FROM z\n",
  },
  {
    rule: "ST07",
    sql: "SELECT t.a FROM t JOIN u USING (a, b) WHERE t.c\n",
    found: ["1:26"],
    fixed: "SELECT t.a FROM t JOIN u ON t.a = u.a AND t.b = u.b WHERE t.c\n",
  },
  {
    rule: "ST07",
    sql: "SELECT a FROM t JOIN u USING (a)\n",
    found: ["1:24"],
  },
  {
    rule: "ST08",
    sql: "SELECT COUNT(DISTINCT (a, b)), LISTAGG(DISTINCT (c), ',') FROM t\n",
    found: ["1:14"],
    fixed: "SELECT COUNT(DISTINCT a, b), LISTAGG(DISTINCT (c), ',') FROM t\n",
  },
  {
    rule: "ST08",
    sql: "SELECT DISTINCT(a), b FROM t\n",
    found: ["1:16"],
    fixed: "SELECT DISTINCT a, b FROM t\n",
  },
  {
    rule: "ST08",
    sql: "SELECT DISTINCT(a) + 1, COUNT(DISTINCT(b)) FROM t\n",
    found: ["1:8", "1:31"],
    fixed: "SELECT DISTINCT (a) + 1, COUNT(DISTINCT b) FROM t\n",
  },
  {
    rule: "ST08",
    sql: "SELECT DISTINCT  (a + b) * c, d FROM t;\nSELECT DISTINCT \n    (a).b FROM t\n",
    dialect: "postgres",
    found: ["1:8", "2:8"],
    fixed: "SELECT DISTINCT (a + b) * c, d FROM t;\nSELECT DISTINCT\n    (a).b FROM t\n",
  },
  {
    rule: "ST08",
    sql: "SELECT DISTINCT  (a), b FROM t;\nSELECT DISTINCT  /* x */ (a) + 1 FROM t\n",
    found: ["1:18"],
    fixed: "SELECT DISTINCT a, b FROM t;\nSELECT DISTINCT  /* x */ (a) + 1 FROM t\n",
  },
  {
    rule: "ST08",
    sql: "SELECT STRING_AGG(DISTINCT (b || (SELECT c FROM u)), ''), SUM(DISTINCT (a + 1)) FROM t\n",
    dialect: "postgres",
    found: ["1:63"],
    fixed: "SELECT STRING_AGG(DISTINCT (b || (SELECT c FROM u)), ''), SUM(DISTINCT a + 1) FROM t\n",
  },
  {
    rule: "ST08",
    sql:
      "SELECT DISTINCT(a IN (SELECT c FROM u)) FROM t;\nSELECT DISTINCT (f((SELECT 1))) FROM t\n",
    found: ["1:8"],
    fixed:
      "SELECT DISTINCT (a IN (SELECT c FROM u)) FROM t;\nSELECT DISTINCT (f((SELECT 1))) FROM t\n",
  },
  {
    rule: "ST09",
    sql: "SELECT a.x FROM a JOIN b ON b.x = a.x AND b.y < a.y AND b.z <> a.z\n",
    found: ["1:29"],
    fixed: "SELECT a.x FROM a JOIN b ON a.x = b.x AND a.y > b.y AND a.z <> b.z\n",
  },
  {
    rule: "ST09",
    config: {
      "rules": {
        "structure.join_condition_order": { "preferred_first_table_in_join_clause": "later" },
      },
    },
    sql: "SELECT a.x FROM a JOIN b AS c ON a.x = c.x\n",
    found: ["1:34"],
    fixed: "SELECT a.x FROM a JOIN b AS c ON c.x = a.x\n",
  },
  {
    rule: "ST10",
    sql: "SELECT a FROM t WHERE a = a AND 1 = 1 AND 'x' = 'y' AND b + 1 = b AND \"A\" = a\n",
    found: ["1:25", "1:47", "1:75"],
  },
  {
    rule: "ST11",
    sql: "SELECT a.x FROM a LEFT JOIN b ON a.x = b.x LEFT JOIN c ON a.y = c.y WHERE c.z\n",
    found: ["1:29"],
  },
  {
    rule: "ST11",
    sql: "SELECT a.x, b.* FROM a LEFT JOIN b ON a.x = b.x LEFT JOIN d AS e ON b.y = e.y\n",
    found: ["1:59"],
  },
  {
    rule: "ST12",
    sql: "SELECT 1;;\n;SELECT 2; -- x\n;\n",
    found: ["1:9"],
    fixed: "SELECT 1;\nSELECT 2; -- x\n;\n",
  },
  // 1 = 1 and 1 = 0 are written on purpose, with quotes too.
  {
    rule: "ST10",
    sql: "SELECT a FROM t WHERE 1 = '1' AND '1' = '0' AND '1' = '2' AND '0' = 1\n",
    found: ["1:53", "1:67"],
  },
  {
    rule: "ST10",
    dialect: "bigquery",
    sql: "SELECT a FROM t WHERE r'1' = '''0''' AND r'1' = '''2'''\n",
    found: ["1:47"],
  },
  {
    rule: "ST12",
    sql: "SELECT 1; ; ;SELECT 2\n",
    found: ["1:9"],
    fixed: "SELECT 1;  SELECT 2\n",
  },
  // The semicolon that ends a unit belongs to it, the next one to nothing.
  {
    rule: "ST12",
    dialect: "oracle",
    sql: "CREATE PROCEDURE p AS\nBEGIN\n  NULL;\nEND;\n;\nSELECT 1 FROM dual;\n",
    found: ["4:4"],
    fixed: "CREATE PROCEDURE p AS\nBEGIN\n  NULL;\nEND;\n\nSELECT 1 FROM dual;\n",
  },
]);
