import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";
import { testCases } from "./cases.ts";

testCases([
  // What follows the last terminator of a batch is not in it.
  ...["oracle", "tsql"].map((dialect) => ({
    rule: "CV06",
    dialect,
    config: { rules: { "convention.terminator": { multiline_newline: true } } },
    sql: "SELECT a\nFROM t; -- why\n",
    found: ["2:7"],
    fixed: "SELECT a\nFROM t\n; -- why\n",
  })),
  {
    rule: "CV01",
    sql: "SELECT 1 WHERE a <> 1 AND b != 2\n",
    found: ["1:29"],
    fixed: "SELECT 1 WHERE a <> 1 AND b <> 2\n",
  },
  {
    rule: "CV01",
    config: { "rules": { "convention.not_equal": { "preferred_not_equal_style": "c_style" } } },
    sql: "SELECT 1 WHERE a <> 1\n",
    found: ["1:18"],
    fixed: "SELECT 1 WHERE a != 1\n",
  },
  {
    rule: "CV02",
    sql: "SELECT ifnull(a, 1), NVL(b, 2) FROM t\n",
    found: ["1:8", "1:22"],
    fixed: "SELECT COALESCE(a, 1), COALESCE(b, 2) FROM t\n",
  },
  {
    rule: "CV03",
    config: {
      "rules": {
        "convention.select_trailing_comma": { "select_clause_trailing_comma": "require" },
      },
    },
    sql: "SELECT a, b FROM t\n",
    found: ["1:11"],
    fixed: "SELECT a, b, FROM t\n",
  },
  {
    rule: "CV04",
    sql: "SELECT count(1), COUNT(0), count(a), count(*) FROM t\n",
    found: ["1:8", "1:18"],
    fixed: "SELECT count(*), COUNT(*), count(a), count(*) FROM t\n",
  },
  {
    rule: "CV04",
    config: { "rules": { "convention.count_rows": { "prefer_count_1": true } } },
    sql: "SELECT count(*), COUNT(0) FROM t\n",
    found: ["1:8", "1:18"],
    fixed: "SELECT count(1), COUNT(1) FROM t\n",
  },
  {
    rule: "CV05",
    sql: "SELECT a FROM t WHERE a=NULL AND b  <>  null OR c = NULL\n",
    found: ["1:24", "1:37", "1:51"],
    fixed: "SELECT a FROM t WHERE a IS NULL AND b is not null OR c IS NULL\n",
  },
  {
    rule: "CV05",
    sql: "UPDATE t SET a = NULL\n",
    found: [],
  },
  // All of a row move at once, so that none leaves an empty line where ST12 takes it away.
  {
    // Behind a statement that parses in part, its semicolon is judged, and stays.
    rule: "CV06",
    sql: "SELECT total FROM bills b c\n;\nSELECT 1;\n",
    found: ["PRS 1:27", "1:28"],
  },
  {
    rule: "CV06",
    sql: "SHOUT bills\n;\n",
    found: ["PRS 1:1"],
  },
  {
    rule: "CV06",
    sql: "SELECT a FROM b\n ;\n;\n\n; ;\nSELECT 1 AS c\n",
    found: ["1:16", "2:3", "3:2", "5:2"],
    fixed: "SELECT a FROM b;;;;\nSELECT 1 AS c\n",
  },
  {
    rule: "CV06",
    sql: "SELECT a\n  ;\nSELECT b -- x\n;\n",
    found: ["1:9", "3:9"],
    fixed: "SELECT a;\nSELECT b; -- x\n",
  },
  // The semicolon takes the place of the blank, or of the end of an indent where there is one.
  {
    rule: "CV06",
    sql: "COMMIT -- x\n;\nDROP TABLE a\n  /* y */;\nUPDATE a SET b = 1 /* z */;\n",
    found: ["1:7", "3:13", "5:19"],
    fixed: "COMMIT;-- x\nDROP TABLE a;  /* y */\nUPDATE a SET b = 1; /* z */\n",
  },
  {
    rule: "CV06",
    config: { "rules": { "convention.terminator": { "multiline_newline": true } } },
    sql: "SELECT a\nFROM t;\nSELECT b;\nSELECT c\nFROM u -- x\n\n;\n",
    found: ["2:7", "5:8"],
    fixed: "SELECT a\nFROM t\n;\nSELECT b;\nSELECT c\nFROM u -- x\n;\n",
  },
  {
    rule: "CV06",
    config: { "rules": { "convention.terminator": { "require_final_semicolon": true } } },
    sql: "SELECT a; SELECT b -- x\n",
    found: ["1:19"],
    fixed: "SELECT a; SELECT b; -- x\n",
  },
  {
    rule: "CV06",
    config: {
      "rules": {
        "convention.terminator": { "require_final_semicolon": true, "multiline_newline": true },
      },
    },
    sql: "SELECT a\nFROM t -- x\n",
    found: ["2:7"],
    fixed: "SELECT a\nFROM t -- x\n;\n",
  },
  {
    rule: "CV07",
    sql: "( SELECT 1 -- x\n);\n(SELECT 2)\n",
    found: ["1:1", "3:1"],
    fixed: " SELECT 1 -- x\n;\nSELECT 2\n",
  },
  {
    rule: "CV08",
    sql: "SELECT 1 FROM a RIGHT JOIN b ON x\n",
    found: ["1:17"],
  },
  {
    rule: "CV09",
    config: {
      "rules": {
        "convention.blocked_words": { "blocked_words": "foo,BAR", "blocked_regex": "^tmp_" },
      },
    },
    sql: "SELECT Foo, tmp_x, bars FROM bar -- foo\n",
    found: ["1:8", "1:13", "1:30"],
  },
  // Back quotes hold a text here, and are no kind to choose.
  {
    rule: "CV10",
    dialect: "hive",
    sql: "SELECT `a`, \"b\", 'c' FROM t\n",
    found: ["1:13"],
    fixed: "SELECT `a`, 'b', 'c' FROM t\n",
  },
  {
    rule: "CV10",
    config: {
      "rules": {
        "convention.quoted_literals": {
          "force_enable": true,
          "preferred_quoted_literal_style": "double_quotes",
        },
      },
    },
    sql: "SELECT 'a', 'b\"c', 'd\\'e'\n",
    found: ["1:8", "1:20"],
    fixed: 'SELECT "a", \'b"c\', "d\'e"\n',
  },
  {
    rule: "CV11",
    sql: "SELECT a::int, CAST(b AS int), CONVERT(int, c), (d + 1)::int::text FROM t\n",
    found: ["1:16", "1:32"],
    fixed: "SELECT a::int, b::int, c::int, (d + 1)::int::text FROM t\n",
  },
  {
    rule: "CV11",
    config: {
      "rules": { "convention.casting_style": { "preferred_type_casting_style": "convert" } },
    },
    sql: "SELECT a::int, CAST(b + 1 AS int) FROM t\n",
    found: ["1:8", "1:16"],
    fixed: "SELECT convert(int, a), convert(int, b + 1) FROM t\n",
  },
  {
    // What a type has in brackets reads as a number again where a function is called.
    rule: "CV11",
    config: {
      "rules": { "convention.casting_style": { "preferred_type_casting_style": "convert" } },
    },
    sql:
      "SELECT CAST(a AS int), CONVERT(int, b), CAST(c AS varchar(10)), CAST(d AS char(3)) FROM t\n",
    found: ["1:8", "1:41", "1:65"],
    fixed:
      "SELECT convert(int, a), CONVERT(int, b), convert(varchar(10), c), convert(char(3), d) FROM t\n",
  },
  {
    rule: "CV11",
    config: {
      "rules": { "convention.casting_style": { "preferred_type_casting_style": "shorthand" } },
    },
    sql: "SELECT CONVERT(int, c), CAST(b + 1 AS int) FROM t\n",
    found: ["1:8", "1:25"],
    fixed: "SELECT c::int, (b + 1)::int FROM t\n",
  },
  {
    rule: "CV11",
    config: { "rules": { "convention.casting_style": { "preferred_type_casting_style": "cast" } } },
    sql: "SELECT CONVERT(int, c), a::int::text FROM t\n",
    found: ["1:8", "1:25"],
    fixed: "SELECT cast(c as int), cast(cast(a as int) as text) FROM t\n",
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a JOIN b JOIN c ON c.x = a.x WHERE a.x = b.x AND a.y = 1\n",
    found: ["1:19", "1:52"],
    fixed: "SELECT a.x FROM a JOIN b ON a.x = b.x JOIN c ON c.x = a.x WHERE a.y = 1\n",
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a, b WHERE a.x = b.x\n",
    found: [],
  },
  {
    rule: "CV12",
    sql: "SELECT a.x FROM a JOIN b WHERE a.x = b.x OR a.y\n",
    found: ["1:19"],
  },
  {
    rule: "CV03",
    config: {
      rules: {
        "convention.select_trailing_comma": {
          select_clause_trailing_comma: "require_multiline_forbid_single_line",
        },
      },
    },
    sql: "SELECT a, b, FROM t;\nSELECT\n    a,\n    b -- c\nFROM t;\nSELECT a\nFROM t;\n",
    found: ["1:12", "4:5"],
    fixed: "SELECT a, b FROM t;\nSELECT\n    a,\n    b, -- c\nFROM t;\nSELECT a\nFROM t;\n",
  },
  {
    rule: "CV06",
    sql: "SELECT 1 -- a\n; -- b\nSELECT 2 /* c */ ;\n",
    found: ["1:9", "3:9"],
    fixed: "SELECT 1; -- a\n -- b\nSELECT 2; /* c */\n",
  },
  {
    rule: "CV06",
    config: { rules: { "convention.terminator": { multiline_newline: true } } },
    sql: "SELECT\n    1; -- a\nSELECT\n    2\n-- b\n;\nSELECT 3\n;\n",
    found: ["2:8", "4:6", "7:9"],
    fixed: "SELECT\n    1 -- a\n;\nSELECT\n    2\n;\n-- b\nSELECT 3;\n",
  },
  {
    rule: "CV06",
    config: { rules: { "convention.terminator": { require_final_semicolon: true } } },
    sql: "{% if true %}SELECT 1 {% endif %};\nSELECT 2 -- a\n",
    found: ["1:22", "2:9"],
    fixed: "{% if true %}SELECT 1 {% endif %};\nSELECT 2; -- a\n",
  },
  {
    rule: "CV07",
    sql: "( -- a\nSELECT 1);\n(SELECT 1) UNION (SELECT 2);\n({{ 'SELECT 3' }});\n",
    found: ["1:1"],
    fixed: " -- a\nSELECT 1;\n(SELECT 1) UNION (SELECT 2);\n({{ 'SELECT 3' }});\n",
  },
  {
    rule: "CV09",
    config: { rules: { "convention.blocked_words": { blocked_words: "old, select" } } },
    sql: 'SELECT Old, a.old, "old" -- old\nFROM older\n',
    found: ["1:1", "1:8", "1:15"],
  },
  {
    rule: "CV09",
    config: {
      core: { ignore_templated_areas: false },
      rules: { "convention.blocked_words": { blocked_regex: "^.*old", match_source: true } },
    },
    sql: "{% set old = 1 %}\nSELECT 'so old', {{ old }} {# old #}\n",
    found: ["1:1", "2:8", "2:18", "2:28"],
  },
  {
    rule: "CV13",
    config: { rules: { "convention.last_select_star": { force_enable: true } } },
    sql: "WITH a AS (SELECT 1) SELECT b FROM a;\nWITH a AS (SELECT 1) SELECT DISTINCT * FROM a;\n",
    found: ["2:22"],
  },
  {
    rule: "CV13",
    config: { rules: { "convention.last_select_star": { force_enable: true } } },
    sql: "CREATE VIEW v AS WITH a AS (SELECT 1) SELECT b FROM a;\n",
    found: [],
  },
  {
    rule: "CV11",
    sql:
      "SELECT a::int, CAST(b + 1 AS varchar(10)), CONVERT(int, CAST(c AS text)), CAST(d /* e */ AS int)\n",
    found: ["1:16", "1:44", "1:57"],
    fixed: "SELECT a::int, (b + 1)::varchar(10), (c::text)::int, CAST(d /* e */ AS int)\n",
  },
  {
    rule: "CV11",
    config: { rules: { "convention.casting_style": { preferred_type_casting_style: "convert" } } },
    sql: "SELECT a /* b */ ::int::varchar(10), c -- d\n::int, CAST(e /* f */ AS int)\n",
    found: ["1:8", "1:38", "2:8"],
    fixed:
      "SELECT convert(varchar(10), convert(int, a /* b */)), c -- d\n::int, CAST(e /* f */ AS int)\n",
  },
  {
    rule: "CV11",
    dialect: "trino",
    config: {
      rules: { "convention.casting_style": { preferred_type_casting_style: "shorthand" } },
    },
    sql: "SELECT CAST(a AS varchar) FROM t\n",
    found: [],
  },
  // A table without alias goes by its whole path, in whatever letters.
  {
    rule: "CV12",
    sql: "SELECT 1 FROM s.a JOIN s.b WHERE a.x = b.x AND S.a.y = s.b.y\n",
    found: ["1:19", "1:34"],
    fixed: "SELECT 1 FROM s.a JOIN s.b ON S.a.y = s.b.y WHERE a.x = b.x\n",
  },
  {
    rule: "CV12",
    dialect: "mysql",
    sql: "SELECT 1 FROM s.a AS q JOIN b AS R WHERE Q.x = r.x\n",
    found: ["1:24", "1:36"],
    fixed: "SELECT 1 FROM s.a AS q JOIN b AS R ON Q.x = r.x\n",
  },
  {
    rule: "CV12",
    dialect: "bigquery",
    sql: "SELECT 1 FROM a JOIN b WHERE a.x.y = b.x.y\n",
    found: ["1:17", "1:24"],
    fixed: "SELECT 1 FROM a JOIN b ON a.x.y = b.x.y\n",
  },
]);

Deno.test("many comments before a semicolon cost what they are, and not their square", () => {
  const sql = `SELECT 1${" -- c\n".repeat(200_000)};\n`;
  const start = performance.now();
  assert.equal(lint({ sql, rules: ["CV06"] }).violations.length, 1);
  assert.ok(performance.now() - start < 5000);
});
