import { testCases } from "./cases.ts";

testCases([
  // That is the option of keywords and literals, and none of functions.
  {
    rule: "CP03",
    config: { rules: { "capitalisation.functions": { capitalisation_policy: "lower" } } },
    sql: "SELECT SUM(a), max(b) FROM t\n",
    found: ["1:16"],
    fixed: "SELECT SUM(a), MAX(b) FROM t\n",
  },
  {
    rule: "CP02",
    // A single capital leaves two styles open; what is in neither decides for the first of them.
    sql: "SELECT A, Foo, foo, B, BAR FROM Tbl\n",
    found: ["1:16", "1:24"],
    fixed: "SELECT A, Foo, Foo, B, Bar FROM Tbl\n",
  },
  {
    rule: "CP02",
    sql: "SELECT FooBar, foo FROM FOO\n",
    found: ["1:8", "1:16"],
    fixed: "SELECT FOOBAR, FOO FROM FOO\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": { "capitalisation.identifiers": { "extended_capitalisation_policy": "snake" } },
    },
    sql: "SELECT fooBAR, FOOBar, x1y, foo_bar FROM t\n",
    found: ["1:8", "1:16", "1:24"],
    fixed: "SELECT foo_bar, foobar, x_1_y, foo_bar FROM t\n",
  },
  {
    // Parts of a word that are set off from each other make another word of it.
    rule: "CP03",
    config: {
      "rules": { "capitalisation.functions": { "extended_capitalisation_policy": "snake" } },
    },
    sql: "SELECT LastDay(a), COUNT(b), s.OwnWay(c) FROM t\n",
    found: ["1:8", "1:20"],
    fixed: "SELECT last_day(a), count(b), s.OwnWay(c) FROM t\n",
  },
  {
    rule: "CP05",
    config: {
      "rules": { "capitalisation.types": { "extended_capitalisation_policy": "snake" } },
    },
    sql: "CREATE TABLE t (a INT, b HomeAddress)\n",
    found: ["1:19", "1:26"],
    fixed: "CREATE TABLE t (a int, b home_address)\n",
  },
  {
    rule: "CP01",
    sql: "SELECT a from t WHERE b And c\n",
    found: ["1:10", "1:25"],
    fixed: "SELECT a FROM t WHERE b AND c\n",
  },
  {
    rule: "CP01",
    config: { "rules": { "capitalisation.keywords": { "capitalisation_policy": "capitalise" } } },
    sql: "SELECT a from t\n",
    found: ["1:1", "1:10"],
    fixed: "Select a From t\n",
  },
  {
    rule: "CP01",
    config: {
      "rules": {
        "capitalisation.keywords": {
          "capitalisation_policy": "lower",
          "ignore_words": "from,WHERE",
        },
      },
    },
    sql: "SELECT a FROM t WHERE b\n",
    found: ["1:1"],
    fixed: "select a FROM t WHERE b\n",
  },
  {
    rule: "CP01",
    config: {
      "rules": {
        "capitalisation.keywords": {
          "capitalisation_policy": "upper",
          "ignore_words_regex": "^fr",
        },
      },
    },
    sql: "select a from t\n",
    found: ["1:1"],
    fixed: "SELECT a from t\n",
  },
  {
    rule: "CP02",
    sql: "SELECT Foo, bar, BAZ FROM tbl\n",
    found: ["1:13", "1:18", "1:27"],
    fixed: "SELECT Foo, Bar, Baz FROM Tbl\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": { "capitalisation.identifiers": { "extended_capitalisation_policy": "pascal" } },
    },
    sql: "SELECT foo_bar, BAZ, a1b FROM tbl\n",
    found: ["1:8", "1:22", "1:31"],
    fixed: "SELECT Foo_Bar, BAZ, A1b FROM Tbl\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": { "capitalisation.identifiers": { "extended_capitalisation_policy": "camel" } },
    },
    sql: "SELECT Foo_bar, BAZ FROM tbl\n",
    found: ["1:8", "1:17"],
    fixed: "SELECT foo_bar, bAZ FROM tbl\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": { "capitalisation.identifiers": { "extended_capitalisation_policy": "snake" } },
    },
    sql: "SELECT fooBar, BAZ, abc12 FROM tbl\n",
    found: ["1:8", "1:16", "1:21"],
    fixed: "SELECT foo_bar, baz, abc_12 FROM tbl\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": {
        "capitalisation.identifiers": {
          "extended_capitalisation_policy": "upper",
          "unquoted_identifiers_policy": "column_aliases",
        },
      },
    },
    sql: "SELECT a AS b FROM t AS u\n",
    found: ["1:13"],
    fixed: "SELECT a AS B FROM t AS u\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": {
        "capitalisation.identifiers": { "extended_capitalisation_policy": "upper" },
        "unquoted_identifiers_policy": "table_aliases",
      },
    },
    sql: "SELECT a AS b FROM t AS u\n",
    found: ["1:25"],
    fixed: "SELECT a AS b FROM t AS U\n",
  },
  {
    rule: "CP02",
    config: {
      "rules": {
        "capitalisation.identifiers": {
          "extended_capitalisation_policy": "upper",
          "unquoted_identifiers_policy": "aliases",
        },
      },
    },
    sql: "SELECT a AS b FROM t AS u\n",
    found: ["1:13", "1:25"],
    fixed: "SELECT a AS B FROM t AS U\n",
  },
  {
    rule: "CP02",
    dialect: "databricks",
    config: {
      "rules": {
        "capitalisation.identifiers": { "extended_capitalisation_policy": "upper" },
        "unquoted_identifiers_policy": "column_aliases",
      },
    },
    sql: "SELECT * FROM t UNPIVOT (x FOR y IN (a AS b)) AS u;\nUPDATE t AS d SET c = 1\n",
    found: ["2:13"],
    fixed: "SELECT * FROM t UNPIVOT (x FOR y IN (a AS b)) AS u;\nUPDATE t AS D SET c = 1\n",
  },
  {
    rule: "CP02",
    dialect: "databricks",
    config: {
      "rules": {
        "capitalisation.identifiers": { "extended_capitalisation_policy": "upper" },
        "unquoted_identifiers_policy": "table_aliases",
      },
    },
    sql: "SELECT * FROM t UNPIVOT (x FOR y IN (a AS b)) AS u;\nUPDATE t AS d SET c = 1\n",
    found: ["1:43", "1:50"],
    fixed: "SELECT * FROM t UNPIVOT (x FOR y IN (a AS B)) AS U;\nUPDATE t AS d SET c = 1\n",
  },
  {
    rule: "CP03",
    sql: "SELECT SUM(a), max(b), current_timestamp FROM t\n",
    found: ["1:16", "1:24"],
    fixed: "SELECT SUM(a), MAX(b), CURRENT_TIMESTAMP FROM t\n",
  },
  {
    rule: "CP04",
    sql: "SELECT NULL, true, False\n",
    found: ["1:14", "1:20"],
    fixed: "SELECT NULL, TRUE, FALSE\n",
  },
  {
    rule: "CP05",
    sql: "CREATE TABLE t (a INT, b varchar(3), c double precision, d TIMESTAMP)\n",
    found: ["1:26", "1:40", "1:47"],
    fixed: "CREATE TABLE t (a INT, b VARCHAR(3), c DOUBLE PRECISION, d TIMESTAMP)\n",
  },
  // Types in types have their turn where they stand.
  {
    rule: "CP05",
    dialect: "bigquery",
    sql: "CREATE TABLE t (a STRUCT<b int64, c ARRAY<string>>, d INT64);\n",
    found: ["1:28", "1:43"],
    fixed: "CREATE TABLE t (a STRUCT<b INT64, c ARRAY<STRING>>, d INT64);\n",
  },
  // Letters beyond ASCII have a case too, and digits have none.
  {
    rule: "CP02",
    dialect: "postgres",
    sql: "SELECT été, _1, Été, ä1, Ä1 FROM t\n",
    found: ["1:17", "1:26"],
    fixed: "SELECT été, _1, été, ä1, ä1 FROM t\n",
  },
]);
