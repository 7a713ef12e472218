/** What rules do otherwise in MySQL and its relatives. */
import { testCases } from "./cases.ts";

testCases([
  // CV11: CONVERT takes the value first.
  {
    rule: "CV11",
    dialect: "mysql",
    config: { rules: { "convention.casting_style": { preferred_type_casting_style: "convert" } } },
    sql: "SELECT CAST(a AS CHAR(5)) FROM t\n",
    found: ["1:8"],
    fixed: "SELECT convert(a, CHAR(5)) FROM t\n",
  },
  {
    rule: "CV11",
    dialect: "mysql",
    config: { rules: { "convention.casting_style": { preferred_type_casting_style: "cast" } } },
    sql: "SELECT CONVERT(a, SIGNED), CONVERT(a USING utf8mb4) FROM t\n",
    found: ["1:8"],
    fixed: "SELECT cast(a as SIGNED), CONVERT(a USING utf8mb4) FROM t\n",
  },
  // RF06: a column's character set is a name.
  {
    rule: "RF06",
    dialect: "mysql",
    sql:
      "ALTER TABLE shops MODIFY city VARCHAR(40) CHARACTER SET 'latin1', ADD note TEXT CHARSET `utf8`\n",
    found: ["1:57", "1:89"],
    fixed:
      "ALTER TABLE shops MODIFY city VARCHAR(40) CHARACTER SET latin1, ADD note TEXT CHARSET utf8\n",
  },
  // CV06: what the server runs in a comment is a part of the statement, and the semicolon stays.
  {
    rule: "CV06",
    dialect: "mysql",
    sql: "CREATE TABLE shops (id INT) /*!40101 DEFAULT CHARSET=utf8mb4 */;\n",
    found: ["1:28"],
  },
  {
    rule: "CV06",
    dialect: "mysql",
    sql: "CREATE TABLE shops (id INT) /* a remark */ ;\n/*!40101 SET NAMES utf8mb4 */;\n",
    found: ["1:28", "1:45"],
    fixed: "CREATE TABLE shops (id INT);/* a remark */\n/*!40101 SET NAMES utf8mb4 */;\n",
  },
  // RF06: the quotes of an account's name stay.
  {
    rule: "RF06",
    dialect: "mysql",
    sql: "GRANT SELECT ON `shop`.* TO 'app'@'host', `ops`\n",
    found: ["1:17"],
    fixed: "GRANT SELECT ON shop.* TO 'app'@'host', `ops`\n",
  },
  {
    rule: "RF06",
    dialect: "doris",
    sql: "CREATE USER 'app' IDENTIFIED BY 'x'\n",
    found: ["1:13"],
    fixed: "CREATE USER app IDENTIFIED BY 'x'\n",
  },
  // CP01: the names of functions with a syntax of their own are keywords as well.
  {
    rule: "CP01",
    dialect: "mysql",
    sql: "select CONVERT(a, CHAR), GROUP_CONCAT(b), JSON_VALUE(c, '$.d'), COUNT(*) from t\n",
    found: ["1:8", "1:26", "1:43"],
    fixed: "select convert(a, CHAR), group_concat(b), json_value(c, '$.d'), COUNT(*) from t\n",
  },
  {
    rule: "CP03",
    dialect: "mysql",
    sql: "SELECT CONVERT(a, CHAR), group_concat(b), COUNT(*) FROM t\n",
    found: ["1:26"],
    fixed: "SELECT CONVERT(a, CHAR), GROUP_CONCAT(b), COUNT(*) FROM t\n",
  },
  // Names are compared letter by letter.
  {
    rule: "AL05",
    dialect: "mysql",
    sql: "SELECT FOO.a FROM t AS foo\n",
    found: ["1:24"],
    fixed: "SELECT FOO.a FROM t\n",
  },
  { rule: "AL05", dialect: "mysql", sql: "SELECT `foo`.a FROM t AS foo\n", found: [] },
  { rule: "AL05", dialect: "mariadb", sql: "SELECT a FROM (VALUES (1)) AS v (a)\n", found: [] },
  {
    rule: "AM04",
    dialect: "mysql",
    sql: "WITH c AS (SELECT a FROM t) SELECT * FROM c\n",
    found: [],
  },
  // LT02: the first table of an UPDATE may stand beside it, and its joins below.
  {
    rule: "LT02",
    dialect: "mysql",
    sql: "UPDATE a AS x\nINNER JOIN b AS y\n    ON x.i = y.i\nSET x.j = y.j\nWHERE x.k = 1\n",
    found: [],
  },
  // RF02: partitions and indexes of a table are no columns.
  {
    rule: "RF02",
    dialect: "mysql",
    sql: "SELECT a.x, b.y FROM a PARTITION (p) JOIN b USE INDEX (i) ON a.x = b.x\n",
    found: [],
  },
  // ST07: joins of UPDATE and DELETE are found and left alone.
  {
    rule: "ST07",
    dialect: "mysql",
    sql: "UPDATE a JOIN b USING (id) SET a.x = 1\n",
    found: ["1:17"],
  },
  { rule: "ST07", dialect: "mysql", sql: "DELETE a FROM a JOIN b USING (id)\n", found: ["1:24"] },
  // CV06: a client's delimiter stands where it likes; a comment may be a statement.
  { rule: "CV06", dialect: "mysql", sql: "DELIMITER $$\nSELECT 1 $$\nDELIMITER ;\n", found: [] },
  {
    rule: "CV06",
    dialect: "mysql",
    sql: "-- x\n/*!40101 SET a */;\n/*!40101 SET b */;\nSELECT 1 ;\n",
    found: ["1:1", "2:19", "4:9"],
    fixed: "-- x\n/*!40101 SET a */;\n/*!40101 SET b */;\nSELECT 1;\n",
  },
  {
    rule: "CV06",
    dialect: "mysql",
    sql: "\n  ;\nSELECT 1;\n",
    found: ["1:1"],
    fixed: ";\nSELECT 1;\n",
  },
  // LT02: joins of an UPDATE stand at the margin, or all of them one deeper.
  {
    rule: "LT02",
    dialect: "mysql",
    sql: "UPDATE a\nJOIN b\n    ON c\nJOIN d ON e\nSET f = 1\n",
    found: [],
  },
  {
    rule: "LT02",
    dialect: "mysql",
    sql: "UPDATE a\n  JOIN b\n        ON c\n    JOIN d ON e\nSET f = 1\n",
    found: ["2:1", "2:3"],
    fixed: "UPDATE a\n    JOIN b\n        ON c\n    JOIN d ON e\nSET f = 1\n",
  },
  {
    rule: "LT02",
    dialect: "mysql",
    sql: "UPDATE a JOIN b ON c\nJOIN d ON e\nSET f = 1\n",
    found: ["1:9", "2:1"],
    fixed: "UPDATE a\nJOIN b ON c\nJOIN d ON e\nSET f = 1\n",
  },
  {
    rule: "LT02",
    dialect: "mysql",
    sql: "UPDATE a\nJOIN b AS x ON c\nJOIN d ON e\nSET f = 1\n",
    found: ["3:1"],
    fixed: "UPDATE a\nJOIN b AS x ON c\n    JOIN d ON e\nSET f = 1\n",
  },
  {
    rule: "LT02",
    dialect: "mysql",
    sql: "UPDATE a\nJOIN b ON c\n    AND d\nSET f = 1\n",
    found: ["2:10"],
    fixed: "UPDATE a\nJOIN b ON\n    c\n    AND d\nSET f = 1\n",
  },
]);
