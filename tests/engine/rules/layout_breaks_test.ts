import { testCases } from "./cases.ts";

testCases([
  // A group that is opened takes the comments in front of its code along, and ends behind its last.
  {
    rule: "LT05",
    config: { core: { max_line_length: 20 } },
    sql: "SELECT /* one */ some_long_name, b\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT\n    /* one */ some_long_name,\n    b\nFROM t\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 20 } },
    sql: "SELECT f(/* a */ xxxxxxxx, yyyyyyyy /* b */)\n",
    found: ["1:1"],
    fixed: "SELECT\n    f(\n        /* a */ xxxxxxxx,\n        yyyyyyyy /* b */\n    )\n",
  },
  // What is attached moves past comments and blank lines, which stay.
  {
    rule: "LT03",
    config: { layout: { type: { binary_operator: { line_position: "leading:attached" } } } },
    sql:
      "SELECT\n    a\n    + -- one\n    b\n    -- two\n    + -- three\n    c\n    +\n\n    d\nFROM t\n",
    found: ["3:5", "6:5", "8:5"],
    fixed: "SELECT\n    a -- one\n    + b\n    -- two\n    -- three\n    + c\n\n    + d\nFROM t\n",
  },
  {
    rule: "LT03",
    config: { layout: { type: { binary_operator: { line_position: "trailing:attached" } } } },
    sql:
      "SELECT\n    a -- one\n    +\n    b\n    + -- two\n    c\n\n    +\n    d\n    +\n\n    e\nFROM t\n",
    found: ["3:5", "5:5", "8:5", "10:5"],
    fixed: "SELECT\n    a + -- one\n    b +\n    -- two\n    c +\n\n    d +\n\n    e\nFROM t\n",
  },
  {
    rule: "LT03",
    dialect: "postgres",
    sql: "ALTER TABLE t ADD EXCLUDE USING gist (\n    a WITH =,\n    b WITH &&\n);\n",
    found: [],
  },
  {
    rule: "LT03",
    sql: "SELECT\n    a +\n    b,\n    c\n    - d,\n    e =\n    f\nFROM t\n",
    found: ["2:7", "6:7"],
    fixed: "SELECT\n    a\n    + b,\n    c\n    - d,\n    e\n    = f\nFROM t\n",
  },
  {
    rule: "LT03",
    sql: "SELECT a + -- x\n    b FROM t\n",
    found: ["1:10"],
    fixed: "SELECT a -- x\n    + b FROM t\n",
  },
  {
    rule: "LT03",
    config: { "layout": { "type": { "binary_operator": { "line_position": "trailing" } } } },
    sql: "SELECT\n    a\n    + b,\n    c -- x\n    AND d\nFROM t\n",
    found: ["3:5", "5:5"],
    fixed: "SELECT\n    a +\n    b,\n    c AND -- x\n    d\nFROM t\n",
  },
  {
    rule: "LT03",
    config: { "layout": { "type": { "binary_operator": { "line_position": "alone" } } } },
    sql: "SELECT\n    a +\n    b\nFROM t\n",
    found: ["2:7"],
    fixed: "SELECT\n    a\n    +\n    b\nFROM t\n",
  },
  {
    rule: "LT03",
    config: { "layout": { "type": { "binary_operator": { "line_position": "leading:strict" } } } },
    sql: "SELECT a + b\nFROM t\n",
    found: ["1:10"],
    fixed: "SELECT a\n+ b\nFROM t\n",
  },
  {
    rule: "LT03",
    config: {
      "layout": { "type": { "binary_operator": { "line_position": "leading:attached" } } },
    },
    sql: "SELECT\n    a\n    +\n    b\nFROM t\n",
    found: ["3:5"],
    fixed: "SELECT\n    a\n    + b\nFROM t\n",
  },
  {
    rule: "LT03",
    config: {
      "layout": { "type": { "binary_operator": { "line_position": "trailing:attached" } } },
    },
    sql: "SELECT\n    a\n    +\n    b\nFROM t\n",
    found: ["3:5"],
    fixed: "SELECT\n    a +\n    b\nFROM t\n",
  },
  {
    rule: "LT03",
    config: { "layout": { "type": { "binary_operator": { "line_position": "trailing:strict" } } } },
    sql: "SELECT a + b\nFROM t\n",
    found: ["1:10"],
    fixed: "SELECT a +\nb\nFROM t\n",
  },
  {
    rule: "LT04",
    sql: "SELECT\n    a\n    , b -- x\n    , c\nFROM t\n",
    found: ["3:5", "4:5"],
    fixed: "SELECT\n    a,\n    b, -- x\n    c\nFROM t\n",
  },
  {
    rule: "LT04",
    config: { "layout": { "type": { "comma": { "line_position": "leading" } } } },
    sql: "SELECT\n    a, -- x\n    b,\n    c\nFROM t\n",
    found: ["2:6", "3:6"],
    fixed: "SELECT\n    a -- x\n    , b\n    , c\nFROM t\n",
  },
  {
    rule: "LT04",
    dialect: "bigquery",
    config: { "layout": { "type": { "comma": { "line_position": "leading" } } } },
    sql: "SELECT\n    a,\n    b,\nFROM t\n",
    found: ["2:6"],
    fixed: "SELECT\n    a\n    , b,\nFROM t\n",
  },
  {
    rule: "LT04",
    sql: "SELECT\n    a\n    -- one\n    -- two\n    , b\nFROM t\n",
    found: ["5:5"],
    fixed: "SELECT\n    a,\n    -- one\n    -- two\n    b\nFROM t\n",
  },
  {
    rule: "LT05",
    sql:
      "SELECT first_long_column_name, second_long_column_name, third_long_column_name FROM some_table\n",
    found: ["1:1"],
    fixed:
      "SELECT first_long_column_name, second_long_column_name, third_long_column_name\nFROM some_table\n",
  },
  {
    rule: "LT05",
    sql:
      "SELECT a FROM some_table WHERE first_condition = 'something' AND second_condition = 'other' OR z\n",
    found: ["1:1"],
    fixed:
      "SELECT a\nFROM some_table\nWHERE first_condition = 'something' AND second_condition = 'other' OR z\n",
  },
  {
    rule: "LT05",
    sql:
      "SELECT a, b -- a comment that goes on and on until the line is longer than it may be\nFROM t\n",
    found: ["1:1"],
    fixed:
      "-- a comment that goes on and on until the line is longer than it may be\nSELECT a, b\nFROM t\n",
  },
  {
    rule: "LT05",
    sql:
      "SELECT a, b /* a comment that goes on and on until the line is longer than it may be */\nFROM t\n",
    found: ["1:1"],
    fixed:
      "SELECT\n    a, b\n/* a comment that goes on and on until the line is longer than it may be */\nFROM t\n",
  },
  {
    rule: "LT05",
    sql:
      "SELECT\n    a, /* a comment that goes on and on until the line is longer than it may be */\n    b\nFROM t\n",
    found: ["2:5"],
    fixed:
      "SELECT\n    a,\n    /* a comment that goes on and on until the line is longer than it may be */\n    b\nFROM t\n",
  },
  {
    rule: "LT05",
    sql:
      "SELECT a\nFROM t /* a comment that goes on and on until the line is longer than it may be */\nORDER BY a\n",
    found: ["2:1"],
    fixed:
      "SELECT a\nFROM\n    t\n/* a comment that goes on and on until the line is longer than it may be */\nORDER BY a\n",
  },
  {
    rule: "LT05",
    dialect: "mysql",
    sql:
      "CREATE TABLE t (\n    a INT\n) /*!40101 ENGINE=InnoDB */ /*!40101 CHARACTER SET utf8mb4, COLLATE utf8mb4_general_ci */;\n",
    found: ["3:1"],
    fixed:
      "CREATE TABLE t (\n    a INT\n) /*!40101 ENGINE=InnoDB */ /*!40101 CHARACTER SET utf8mb4, COLLATE utf8mb4_general_ci */;\n",
  },
  {
    rule: "LT05",
    config: { "indentation": { "trailing_comments": "after" } },
    sql:
      "SELECT\n    a, -- a comment that goes on and on until the line is longer than it may be\n    b\nFROM t\n",
    found: [],
  },
  {
    rule: "LT05",
    sql:
      "-- a comment that goes on and on until the line is longer than any line that may be there\nSELECT a\n",
    found: ["1:1"],
  },
  {
    rule: "LT05",
    config: { "rules": { "layout.long_lines": { "ignore_comment_lines": true } } },
    sql:
      "-- a comment that goes on and on until the line is longer than any line that may be there\nSELECT a -- and another one that goes on and on until the line is longer than it may be\n",
    found: [],
  },
  {
    rule: "LT05",
    config: { "core": { "max_line_length": 30 } },
    sql: "SELECT COALESCE(first_one, SUM(second_one + third_one)) AS x FROM t\n",
    found: ["1:1"],
    fixed:
      "SELECT\n    COALESCE(\n        first_one,\n        SUM(\n            second_one\n            + third_one\n        )\n    ) AS x\nFROM t\n",
  },
  {
    rule: "LT05",
    config: { "core": { "max_line_length": 0 } },
    sql:
      "SELECT first_long_column_name, second_long_column_name, third_long_column_name FROM some_table\n",
    found: [],
  },
  {
    rule: "LT05",
    sql:
      "  SELECT first_long_column_name, second_long_column_name, third_long_column_name FROM some_tab\n",
    found: ["1:1"],
    fixed:
      "  SELECT first_long_column_name, second_long_column_name, third_long_column_name\nFROM some_tab\n",
  },
  {
    rule: "LT05",
    config: { "indentation": { "implicit_indents": "allow" } },
    sql:
      "SELECT a FROM some_table WHERE first_condition = 'something' AND second_condition = 'other' OR z\n",
    found: ["1:1"],
    fixed:
      "SELECT a\nFROM some_table\nWHERE first_condition = 'something' AND second_condition = 'other' OR z\n",
  },
  {
    rule: "LT11",
    sql: "SELECT 1 UNION SELECT 2\n",
    found: ["1:10"],
    fixed: "SELECT 1\nUNION\nSELECT 2\n",
  },
  {
    rule: "LT11",
    sql: "SELECT 1\nUNION ALL SELECT 2\n",
    found: ["2:1"],
    fixed: "SELECT 1\nUNION ALL\nSELECT 2\n",
  },
  {
    rule: "LT14",
    sql: "SELECT a FROM t WHERE b GROUP BY c HAVING d ORDER BY e LIMIT 1\n",
    found: ["1:17", "1:25", "1:36", "1:45"],
    fixed: "SELECT a FROM t\nWHERE b\nGROUP BY c\nHAVING d\nORDER BY e LIMIT 1\n",
  },
  {
    rule: "LT14",
    config: { "layout": { "type": { "from_clause": { "keyword_line_position": "trailing" } } } },
    sql: "SELECT a FROM t\nWHERE b\n",
    found: ["1:10"],
    fixed: "SELECT a FROM\nt\nWHERE b\n",
  },
  {
    rule: "LT14",
    config: { "layout": { "type": { "where_clause": { "keyword_line_position": "alone" } } } },
    sql: "SELECT a FROM t WHERE b\n",
    found: ["1:17"],
    fixed: "SELECT a FROM t\nWHERE\nb\n",
  },
  {
    rule: "LT14",
    config: { "layout": { "type": { "where_clause": { "keyword_line_position": "none" } } } },
    sql: "SELECT a FROM t WHERE b\n",
    found: [],
  },
  {
    rule: "LT14",
    sql: "SELECT a FROM t WHERE\n\n    b\n",
    found: ["1:17"],
    fixed: "SELECT a FROM t\n    WHERE b\n",
  },
  {
    rule: "LT14",
    sql: "SELECT a FROM t WHERE \n  -- why\n    b\n",
    found: ["1:17"],
    fixed: "SELECT a FROM t\n  WHERE\n  -- why\n    b\n",
  },
  ...["bigquery", "sparksql"].map((dialect) => ({
    rule: "LT05",
    dialect,
    sql: "CREATE TABLE t (\n    a ARRAY<STRUCT<the_first_field STRING, the_second_field STRING, " +
      "the_third_field STRING>>\n)\n",
    found: ["2:5"],
    fixed: "CREATE TABLE t (\n    a ARRAY<STRUCT<\n            the_first_field STRING,\n" +
      "            the_second_field STRING,\n            the_third_field STRING\n        >>\n)\n",
  })),
  // ON behind an alias ends two groups and begins one: it goes back to where the join began.
  {
    rule: "LT05",
    config: { core: { max_line_length: 40 } },
    sql: "SELECT a\nFROM t\nJOIN the_other_table AS u ON t.first_column = u.b\n",
    found: ["3:1"],
    fixed: "SELECT a\nFROM t\nJOIN\n    the_other_table AS u\nON t.first_column = u.b\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 40 } },
    sql: "SELECT a\nFROM t\nJOIN the_other_table ON t.first_column = u.b\n",
    found: ["3:1"],
    fixed: "SELECT a\nFROM t\nJOIN\n    the_other_table\n    ON t.first_column = u.b\n",
  },
  {
    rule: "LT05",
    dialect: "snowflake",
    config: {
      core: { max_line_length: 40 },
      rules: { "layout.long_lines": { ignore_comment_clauses: true } },
    },
    sql: "CREATE TABLE t (\n    a INT NOT NULL COMMENT 'what the first column is for'\n)\n",
    found: [],
  },
  // The words that a file begins with may stand as they do.
  {
    rule: "LT14",
    config: { layout: { type: { select_clause: { keyword_line_position: "alone" } } } },
    sql: "\n  SELECT a FROM t;\nSELECT b FROM t\n",
    found: ["3:1"],
    fixed: "\n  SELECT a FROM t;\nSELECT\nb FROM t\n",
  },
  {
    rule: "LT14",
    config: { layout: { type: { select_clause: { keyword_line_position: "alone" } } } },
    sql: "-- why\nSELECT a FROM t\n",
    found: ["2:1"],
    fixed: "-- why\nSELECT\na FROM t\n",
  },
  {
    rule: "LT14",
    config: { layout: { type: { select_clause: { keyword_line_position: "alone" } } } },
    sql: "{% if true %}\nSELECT a FROM t\n{% endif %}\n",
    found: ["2:1"],
    fixed: "{% if true %}\nSELECT\na FROM t\n{% endif %}\n",
  },
  // What stands beside a line break that a template writes is where the template has it.
  ...["trailing", "trailing:strict", "leading:strict", "alone:strict"].map((position) => ({
    rule: "LT03",
    config: { layout: { type: { binary_operator: { line_position: position } } } },
    sql: 'SELECT\n    a\n{{ "\\n" }} + b AS c,\n    d + {{ "\\ne" }} AS f\nFROM t\n',
    found: [],
  })),
  {
    rule: "LT03",
    sql: 'SELECT\n    a +\n    {{ "\\nb" }} AS c\nFROM t\n',
    found: ["2:7"],
  },
  // What stands in front of the first line is no indent where empty lines stand above it.
  {
    rule: "LT05",
    config: { core: { max_line_length: 20 } },
    sql: "\n\n        SELECT a, bcd\n        FROM opqrstuv\n",
    found: ["4:9"],
    fixed: "\n\n        SELECT a, bcd\n        FROM\n            opqrstuv\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 20 } },
    sql: "\n        SELECT ab, bcd, efg FROM t\n",
    found: ["2:9"],
    fixed: "\n        SELECT ab, bcd, efg\nFROM t\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 20 } },
    sql: "-- a\n        SELECT a, bcd\n",
    found: ["2:9"],
    fixed: "-- a\n        SELECT\n            a, bcd\n",
  },
  // The words that start a clause end where what they lead is indented, be it a keyword too.
  ...([
    ["leading", "SELECT a FROM t GROUP BY ALL\n", "1:17", "SELECT a FROM t\nGROUP BY ALL\n"],
    ["leading", "SELECT a FROM t GROUP BY\nALL;\n", "1:17", "SELECT a FROM t\nGROUP BY ALL;\n"],
    ["trailing", "SELECT a FROM t\nGROUP BY ALL;\n", "2:1", "SELECT a FROM t GROUP BY\nALL;\n"],
    ["alone", "SELECT a FROM t\nGROUP BY ALL\n", "2:1", "SELECT a FROM t\nGROUP BY\nALL\n"],
  ] as const).map(([position, sql, place, fixed]) => ({
    rule: "LT14",
    dialect: "duckdb",
    config: { layout: { type: { groupby_clause: { keyword_line_position: position } } } },
    sql,
    found: [place],
    fixed,
  })),
  // A comment that suppresses findings of its line stays there, and so does what it stands behind.
  ...["noqa: AL01", "as noqa: AL01 says"].map((comment) => ({
    rule: "LT05",
    config: { core: { max_line_length: 30 } },
    sql: `SELECT a, b\nFROM ships s, ports p -- ${comment}\n`,
    found: ["2:1"],
    fixed: `SELECT a, b\nFROM ships s, ports p -- ${comment}\n`,
  })),
  // An implicit indent that ends before the last semicolon of a line ends with the line.
  {
    rule: "LT05",
    config: { core: { max_line_length: 30 }, indentation: { implicit_indents: "allow" } },
    sql: "SELECT a\nFROM ships\nWHERE the_first_field = the_second_field;\n",
    found: ["3:1"],
    fixed: "SELECT a\nFROM ships\nWHERE the_first_field\n    = the_second_field;\n",
  },
  {
    rule: "LT05",
    config: { core: { max_line_length: 30 }, indentation: { implicit_indents: "allow" } },
    sql: "SELECT a\nFROM the_ships_of_a_long_name_or_two;\n",
    found: ["2:1"],
    fixed: "SELECT a\nFROM the_ships_of_a_long_name_or_two;\n",
  },
  // An implicit indent that is left out indents nothing in the bracket that is opened behind it.
  {
    rule: "LT05",
    config: { core: { max_line_length: 40 }, indentation: { implicit_indents: "allow" } },
    sql: "SELECT a\nFROM t\nWHERE long_function(first_argument, second_argument)\n",
    found: ["3:1"],
    fixed: "SELECT a\nFROM t\nWHERE long_function(\n    first_argument, second_argument\n)\n",
  },
  // Behind another place as deep as it, it is a place like any other.
  {
    rule: "LT05",
    config: { core: { max_line_length: 40 }, indentation: { implicit_indents: "allow" } },
    sql: "SELECT\n    CASE\n        WHEN a THEN 'x' ELSE long_function(b)\n    END\nFROM t\n",
    found: ["3:9"],
    fixed: "SELECT\n    CASE\n        WHEN a THEN 'x' ELSE\n            long_function(b)\n" +
      "    END\nFROM t\n",
  },
]);
