import { testCases } from "./cases.ts";

testCases([
  {
    rule: "LT01",
    sql: "SELECT a ,b FROM t WHERE a=1\n",
    found: ["1:9", "1:11", "1:27", "1:28"],
    fixed: "SELECT a, b FROM t WHERE a = 1\n",
  },
  {
    rule: "LT01",
    sql: "SELECT  sum( a ) , b FROM   t  \nWHERE a IN ( 1,2 )\n",
    found: ["1:7", "1:13", "1:15", "1:17", "1:26", "1:30", "2:13", "2:16", "2:17"],
    fixed: "SELECT sum(a), b FROM t\nWHERE a IN (1, 2)\n",
  },
  {
    rule: "LT01",
    sql: "SELECT a , /* x */ b,-- y\n  c FROM t ;\n",
    found: ["1:9", "2:11"],
    fixed: "SELECT a, /* x */ b,-- y\n  c FROM t;\n",
  },
  {
    rule: "LT01",
    sql: "SELECT a::int, b :: text, c [1], - 1, +1, a.b . c FROM t\n",
    found: ["1:17", "1:20", "1:28", "1:35", "1:46", "PRS 1:47"],
  },
  {
    rule: "LT01",
    sql: "\tSELECT\ta\tFROM\tt\t\n",
    found: ["1:1", "1:8", "1:10", "1:15", "1:17"],
    fixed: " SELECT a FROM t\n",
  },
  {
    rule: "LT01",
    sql: "SELECT count (\n*) FROM t\n  ",
    found: ["1:13", "3:1"],
    fixed: "SELECT count(\n*) FROM t\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": { "type": { "comma": { "spacing_before": "single", "spacing_after": "touch" } } },
    },
    sql: "SELECT a,b , c FROM t\n",
    found: ["1:9", "1:13"],
    fixed: "SELECT a ,b ,c FROM t\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": {
        "type": { "comparison_operator": { "spacing_before": "touch", "spacing_after": "touch" } },
      },
    },
    sql: "SELECT a FROM t WHERE a = 1 AND b=2\n",
    found: ["1:24", "1:26"],
    fixed: "SELECT a FROM t WHERE a=1 AND b=2\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": {
        "type": { "comparison_operator": { "spacing_before": "any", "spacing_after": "any" } },
      },
    },
    sql: "SELECT a FROM t WHERE a   = 1 AND b=2  OR c= 3\n",
    found: ["1:38"],
    fixed: "SELECT a FROM t WHERE a   = 1 AND b=2 OR c= 3\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": {
        "type": {
          "start_bracket": { "spacing_after": "single" },
          "end_bracket": { "spacing_before": "single" },
        },
      },
    },
    sql: "SELECT (a + b), f( c ) FROM t\n",
    found: ["1:9", "1:14"],
    fixed: "SELECT ( a + b ), f( c ) FROM t\n",
  },
  // A comment before an aligned element takes no part in the column.
  {
    rule: "LT01",
    config: {
      layout: {
        type: { alias_expression: { spacing_before: "align", align_within: "select_clause" } },
      },
    },
    sql: "SELECT\n    a AS b,\n    cccc /* a long remark */ AS d\nFROM t\n",
    found: ["2:6"],
    fixed: "SELECT\n    a    AS b,\n    cccc /* a long remark */ AS d\nFROM t\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": {
        "type": {
          "alias_expression": {
            "spacing_before": "align",
            "align_within": "select_clause",
            "align_scope": "bracketed",
          },
        },
      },
    },
    sql:
      "SELECT\n    a AS first_one,\n    bbbbbb AS second_one,\n    (SELECT x AS y FROM u) AS z\nFROM t\n",
    found: ["2:6", "3:11"],
    fixed:
      "SELECT\n    a                      AS first_one,\n    bbbbbb                 AS second_one,\n    (SELECT x AS y FROM u) AS z\nFROM t\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": {
        "type": {
          "alias_expression": { "spacing_before": "align", "align_within": "select_clause" },
        },
      },
      "indentation": { "indent_unit": "tab" },
    },
    sql: "SELECT\n\ta AS first_one,\n\tbbbbbb AS second_one\nFROM t\n",
    found: ["2:3", "3:8"],
    fixed: "SELECT\n\ta\t\tAS first_one,\n\tbbbbbb\tAS second_one\nFROM t\n",
  },
  {
    rule: "LT01",
    config: {
      "layout": {
        "type": {
          "data_type": { "spacing_before": "align", "align_within": "create_table_statement" },
        },
      },
    },
    sql: "CREATE TABLE t (\n    a INT,\n    long_name VARCHAR(3)\n)\n",
    found: ["2:6"],
    fixed: "CREATE TABLE t (\n    a         INT,\n    long_name VARCHAR(3)\n)\n",
  },
  {
    rule: "LT01",
    config: { "layout": { "type": { "comma": { "spacing_after": "inline" } } } },
    sql: "SELECT a,\n    b, c FROM t\n",
    found: ["1:10", "2:1", "2:7"],
    fixed: "SELECT a,b,c FROM t\n",
  },
  // Any blanks on one line: line breaks go, and what stands in front of the first one or behind it
  // stays. A comment at either side keeps its line.
  {
    rule: "LT01",
    config: { "layout": { "type": { "comma": { "spacing_before": "any:inline" } } } },
    sql: "SELECT a  , b \n\n  , c\n   , d /* e */\n, f\n",
    found: ["1:15", "2:1", "3:1", "3:6"],
    fixed: "SELECT a  , b , c   , d /* e */\n, f\n",
  },
  ...["athena", "hive", "trino"].map((dialect) => ({
    rule: "LT01",
    dialect,
    sql: "CREATE TABLE t (\n    a ARRAY<\n        INT\n    >\n)\n",
    found: ["2:13", "3:1", "3:12", "4:1"],
    fixed: "CREATE TABLE t (\n    a ARRAY<INT>\n)\n",
  })),
  // SOQL reads no blank in `LAST_N_DAYS:30`: a fix that puts one there is not made.
  {
    rule: "LT01",
    dialect: "soql",
    sql: "SELECT id FROM contact WHERE createddate = LAST_N_DAYS:30\n",
    found: ["1:56"],
  },
  {
    rule: "LT01",
    sql: "SELECT t . *, count(u. *), s . v.* FROM t\n",
    found: ["1:9", "1:11", "1:23", "1:29", "1:31"],
    fixed: "SELECT t.*, count(u.*), s.v.* FROM t\n",
  },
  // The signs of an operator's name are one token: blanks between them would break the statement.
  {
    rule: "LT01",
    dialect: "postgres",
    sql: "CREATE OPERATOR <= (LEFTARG=int, FUNCTION = f, COMMUTATOR = >=, NEGATOR = >);\n",
    found: ["1:18", "1:28", "1:29", "1:62"],
    fixed: "CREATE OPERATOR <= (LEFTARG = int, FUNCTION = f, COMMUTATOR = >=, NEGATOR = >);\n",
  },
  {
    rule: "LT01",
    dialect: "postgres",
    sql: "SELECT a OPERATOR (s.<=)  b FROM t\n",
    found: ["1:23", "1:25"],
    fixed: "SELECT a OPERATOR (s.<=) b FROM t\n",
  },
  {
    rule: "LT01",
    dialect: "postgres",
    sql: "DROP OPERATOR  <= (int, int);\n",
    found: ["1:14"],
    fixed: "DROP OPERATOR <= (int, int);\n",
  },
]);
