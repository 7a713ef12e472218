import { testCases } from "./cases.ts";

const DOUBLE = {
  rules: { "convention.quoted_literals": { preferred_quoted_literal_style: "double_quotes" } },
};

testCases([
  {
    rule: "CV10",
    dialect: "bigquery",
    sql: String.raw`SELECT "a", 'it\'s', 'so "it"', r'b\"', '''c "d" ''', "\'"` + "\n",
    found: ["1:13", "1:33", "1:41", "1:55"],
    fixed: String.raw`SELECT "a", "it's", 'so "it"', r"b\"", """c "d" """, "'"` + "\n",
  },
  {
    rule: "CV10",
    dialect: "bigquery",
    config: DOUBLE,
    sql: `SELECT '{{ "a" }}', {{ "'b'" }}, 'c{{ "'" }}, "{{ 'd' }}"\n`,
    found: ["1:8"],
  },
  {
    rule: "CV10",
    dialect: "bigquery",
    config: DOUBLE,
    sql: `SELECT '''a"''', '''b""""c''', r'd "e"', '''f'''\n`,
    found: ["1:42"],
    fixed: `SELECT '''a"''', '''b""""c''', r'd "e"', """f"""\n`,
  },
  // Before one kind of quotes TIMESTAMP is a type, before the other a keyword.
  {
    rule: "CV10",
    dialect: "bigquery",
    sql: `SELECT 'a', timestamp "2024-01-01", date "2024-01-01"\n`,
    found: ["1:23", "1:42"],
    fixed: `SELECT 'a', timestamp '2024-01-01', date '2024-01-01'\n`,
  },
  // Between other quotes '''b''' would be another text: it is found, and left as it is.
  {
    rule: "CV10",
    dialect: "mysql",
    config: DOUBLE,
    sql: "SELECT 'a', 'O''Brien', '''b'''\n",
    found: ["1:8", "1:25"],
    fixed: "SELECT \"a\", 'O''Brien', '''b'''\n",
  },
  {
    rule: "CV10",
    dialect: "mysql",
    sql: "SELECT \"a\", '''b', '''c\"''', ''''''\n",
    found: ["1:13", "1:30"],
  },
  {
    rule: "CV10",
    dialect: "mysql",
    sql: "CREATE TABLE t (a ENUM(\"on\", 'off') DEFAULT 'off', b SET('x', \"y\"));\n",
    found: ["1:30", "1:45", "1:58"],
    fixed: 'CREATE TABLE t (a ENUM("on", "off") DEFAULT "off", b SET("x", "y"));\n',
  },
]);
