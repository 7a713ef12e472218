import { testCases } from "./cases.ts";

testCases([
  {
    rule: "LT02",
    sql: "SELECT\na,\n        b\n  FROM t\n    WHERE a = 1\n      AND b = 2\n",
    found: ["2:1", "3:1", "4:1", "5:1", "5:10", "6:1"],
    fixed: "SELECT\n    a,\n    b\nFROM t\nWHERE\n    a = 1\n    AND b = 2\n",
  },
  // A block comment behind another may stand deeper, not less deep.
  {
    rule: "LT02",
    sql: "SELECT\n    a,\n    /* x */\n        /* y */\n    b\nFROM t\n",
    found: [],
  },
  {
    rule: "LT02",
    sql: "SELECT\n    a,\n    /* x */\n  /* y */\n    b\nFROM t\n",
    found: ["4:1"],
    fixed: "SELECT\n    a,\n    /* x */\n    /* y */\n    b\nFROM t\n",
  },
  // Each line of a block comment may stand as the line before it, as long as those above it do.
  {
    rule: "LT02",
    sql: "SELECT a FROM (\n/*\nx\n  y\nz */\n    SELECT a FROM u\n) AS t\n",
    found: ["4:1", "5:1"],
    fixed: "SELECT a FROM (\n/*\nx\n    y\n    z */\n    SELECT a FROM u\n) AS t\n",
  },
  {
    rule: "LT02",
    sql: "SELECT a FROM (\n/* x */\n/* y\nz */\n-- w\n    SELECT a FROM u\n) AS t\n",
    found: [],
  },
  {
    rule: "LT02",
    sql: "SELECT a FROM (\n/* x\n      y */\n-- z\n    SELECT a FROM u\n) AS t\n",
    found: ["4:1"],
    fixed: "SELECT a FROM (\n/* x\n      y */\n    -- z\n    SELECT a FROM u\n) AS t\n",
  },
  // What goes over several lines of the source is no indented first line, which turns LT02 off.
  {
    rule: "LT02",
    sql: "  {# of\n   orders #}\nSELECT a\n  FROM t\n",
    found: ["4:1"],
    fixed: "  {# of\n   orders #}\nSELECT a\nFROM t\n",
  },
  {
    rule: "LT02",
    sql: "  {# of orders #}\nSELECT a\n  FROM t\n",
    found: ["1:1"],
    fixed: "{# of orders #}\nSELECT a\nFROM t\n",
  },
  // A block between statements that ends on the line of one inside of it indents up to that one.
  {
    rule: "LT02",
    sql:
      "{% if true %}\nSELECT 1;\n{% for i in [1, 2] %}\nSELECT {{ i }};\n{% endfor %}{% endif %}\n",
    found: ["2:1", "4:1"],
    fixed: "{% if true %}\n    SELECT 1;\n{% for i in [1, 2] %}\n    SELECT {{ i }};\n" +
      "{% endfor %}{% endif %}\n",
  },
  {
    rule: "LT02",
    sql: "{% macro m(names) -%}\n    SELECT {% for name in names -%}\n        {{ name }}\n" +
      "{%- endfor %}\n    FROM t\n{% endmacro %}\n",
    found: ["1:22", "2:36"],
    fixed: "{% macro m(names) -%}\nSELECT {% for name in names -%}\n    {{ name }}\n" +
      "{%- endfor %}\n    FROM t\n{% endmacro %}\n",
  },
  // So it does at the end of the file, and within a clause.
  {
    rule: "LT02",
    sql: "{% macro m() %}\n{% for a in b %}\n    {% set c = 1 %}\n{% endfor %}{% endmacro %}",
    found: [],
  },
  {
    rule: "LT02",
    sql: "SELECT\n    a,\n    {% if true %}\n        {% if true %}\n            b,\n" +
      "        {% endif %}{% endif %}\n    c\nFROM t\n",
    found: ["4:1", "5:1", "6:1"],
    fixed: "SELECT\n    a,\n    {% if true %}\n    {% if true %}\n        b,\n" +
      "    {% endif %}{% endif %}\n    c\nFROM t\n",
  },
  // It does not where a clause inside of the two ends among their end tags.
  {
    rule: "LT02",
    sql: "{% if true %}\n    {% if true %}\n        SELECT 1\n    {% endif %}{% endif %}\n",
    found: [],
  },
  // Nor does a block in which a clause ends that has begun right before it.
  {
    rule: "LT02",
    sql:
      "SELECT a\nFROM t\nWHERE\n{% if true %}\n    b = 1;\n{% else %}\n    c = 1;\n{% endif %}\n",
    found: [],
  },
  {
    rule: "LT02",
    sql: "SELECT\n    {% if true %}\n        a\n    FROM t\n    {% endif %}\nWHERE b\n",
    found: ["2:1", "3:1", "4:1", "5:1"],
    fixed: "SELECT\n{% if true %}\n    a\nFROM t\n{% endif %}\nWHERE b\n",
  },
  // Nor where there is code behind the inner one.
  {
    rule: "LT02",
    sql:
      "{% if true %}\n    {% if true %}\n        SELECT 1;\n    {% endif %}SELECT 2;{% endif %}\n",
    found: [],
  },
  // A block that ends behind another tag, on a line of tags, indents nothing.
  {
    rule: "LT02",
    sql: "SELECT 1;\n{% if true %}\n    SELECT 2;\n    {% set a = 3 %}\n" +
      "    {% set b = 4 %}{% endif %}\n",
    found: ["3:1", "4:1", "5:1"],
    fixed: "SELECT 1;\n{% if true %}\nSELECT 2;\n{% set a = 3 %}\n" +
      "{% set b = 4 %}{% endif %}\n",
  },
  {
    rule: "LT02",
    sql: "{% set z = 1 %}\n{% macro m(names) %}\n    {% for name in names %}\n" +
      "        {% if name %}\n            {% set a = name %}\n" +
      "            {% set b = name %}{% endif %}\n        {% set c = name %}{% endfor %}\n" +
      "{% endmacro %}\n",
    found: ["3:28", "4:22", "5:31", "6:42"],
    fixed: "{% set z = 1 %}\n{% macro m(names) %}\n    {% for name in names %}\n" +
      "    {% if name %}\n    {% set a = name %}\n    {% set b = name %}{% endif %}\n" +
      "    {% set c = name %}{% endfor %}\n{% endmacro %}\n",
  },
  // It does where it holds a block that indents, or one on one line, or starts the file.
  {
    rule: "LT02",
    sql: "SELECT 1;\n{% if true %}\n    {% set a = 3 %}\n    {% if true %}\n" +
      "        {% set b = 4 %}\n    {% endif %}\n    {% set c = 5 %}{% endif %}\n",
    found: ["7:1"],
    fixed: "SELECT 1;\n{% if true %}\n    {% set a = 3 %}\n    {% if true %}\n" +
      "        {% set b = 4 %}\n    {% endif %}\n{% set c = 5 %}{% endif %}\n",
  },
  {
    rule: "LT02",
    sql: "SELECT 1;\n{% if true %}\n    {% set a = 3 %}\n" +
      "    {% set b = 4 %}{% if true %}{% endif %}\n    {% set c = 5 %}{% endif %}\n",
    found: ["5:1"],
    fixed: "SELECT 1;\n{% if true %}\n    {% set a = 3 %}\n" +
      "    {% set b = 4 %}{% if true %}{% endif %}\n{% set c = 5 %}{% endif %}\n",
  },
  {
    rule: "LT02",
    sql: "{% macro m() %}\n    {% set a = 3 %}\n    {% set b = 4 %}{% endmacro %}\n",
    found: ["2:20"],
    fixed: "{% macro m() %}\n    {% set a = 3 %}\n{% set b = 4 %}{% endmacro %}\n",
  },
  // So it does where text follows its first tag, or a tag that divides it begins the line.
  {
    rule: "LT02",
    sql: "SELECT 1;\n{% macro m() %} of\n    {% set a = 3 %}\n" +
      "    {% set b = 4 %}{% endmacro %}\n",
    found: ["2:16", "3:20"],
    fixed: "SELECT 1;\n{% macro m() %}\n     of\n    {% set a = 3 %}\n" +
      "{% set b = 4 %}{% endmacro %}\n",
  },
  {
    rule: "LT02",
    sql: "SELECT 1;\n{% if true %}\n    SELECT 2;\n" +
      "{% else %}{% set b = 4 %}{% endif %}\n",
    found: [],
  },
  // And where another block starts or ends behind it in the line.
  {
    rule: "LT02",
    sql: "SELECT 1;\n{% macro m() %}\n    {% if true %}\n        {% set a = 3 %}\n" +
      "        {% set b = 4 %}{% endif %}{% if true %}{% endif %}\n{% endmacro %}\n",
    found: ["4:24"],
    fixed: "SELECT 1;\n{% macro m() %}\n    {% if true %}\n        {% set a = 3 %}\n" +
      "    {% set b = 4 %}{% endif %}{% if true %}{% endif %}\n{% endmacro %}\n",
  },
  // An end tag with code behind it stands outside of the clauses that have ended before it.
  {
    rule: "LT02",
    sql: "SELECT\n    a,\n    {% if true %}\n        b\n    {% endif %};\n",
    found: ["5:1"],
    fixed: "SELECT\n    a,\n    {% if true %}\n        b\n{% endif %};\n",
  },
  {
    rule: "LT02",
    sql: "SELECT *\nFROM (\n    SELECT\n        a,\n        {% for c in ['b'] %}\n" +
      "            {{ c }}\n        {% endfor %} FROM t\n)\n",
    found: ["7:1"],
    fixed: "SELECT *\nFROM (\n    SELECT\n        a,\n        {% for c in ['b'] %}\n" +
      "            {{ c }}\n    {% endfor %} FROM t\n)\n",
  },
  {
    rule: "LT02",
    sql: "SELECT\n    a,\n    {% if true %}\n        b\n    {% else %} c\n    {% endif %};\n",
    found: ["5:1", "6:1"],
    fixed: "SELECT\n    a,\n    {% if true %}\n        b\n{% else %} c\n{% endif %};\n",
  },
  {
    rule: "LT02",
    sql: "SELECT\n    {% if true %}\n        a\n    {% endif %} FROM t WHERE b\n    AND c;\n",
    found: ["4:1", "4:21"],
    fixed: "SELECT\n    {% if true %}\n        a\n{% endif %} FROM\n    t WHERE b\nAND c;\n",
  },
  // It stays where the clause goes on, and inside of brackets that end behind it.
  {
    rule: "LT02",
    sql: "SELECT\n    {% if true %}\n        a,\n    {% endif %} b\nFROM t\n",
    found: [],
  },
  {
    rule: "LT02",
    sql: "SELECT a FROM t\nWHERE\n    a IN (\n        {% if true %}\n            1\n" +
      "        {% endif %});\n",
    found: ["6:20"],
    fixed: "SELECT a FROM t\nWHERE\n    a IN (\n        {% if true %}\n            1\n" +
      "        {% endif %}\n    );\n",
  },
  // Comments right below a deeper line of a block comment may stand as deep as it does.
  {
    rule: "LT02",
    sql: "/* x\n */\n -- y\n -- z\n  -- u\nSELECT a FROM t;\n -- v\nSELECT b FROM t\n",
    found: ["5:1", "7:1"],
    fixed: "/* x\n */\n -- y\n -- z\n-- u\nSELECT a FROM t;\n-- v\nSELECT b FROM t\n",
  },
  {
    rule: "LT02",
    sql: "  SELECT a\nFROM t\n",
    found: ["1:1"],
    fixed: "SELECT a\nFROM t\n",
  },
  {
    rule: "LT02",
    sql: "SELECT a FROM t WHERE a IN (\n1,\n    2)\n",
    found: ["2:1", "3:6"],
    fixed: "SELECT a FROM t WHERE a IN (\n    1,\n    2\n)\n",
  },
  {
    rule: "LT02",
    sql: "SELECT a, (\n    SELECT b FROM u\n        ) AS c,\n    d\nFROM t\n",
    found: ["1:7", "2:1", "3:1"],
    fixed: "SELECT\n    a, (\n        SELECT b FROM u\n    ) AS c,\n    d\nFROM t\n",
  },
  {
    rule: "LT02",
    sql:
      "SELECT\n  -- one\n      a, -- two\n    /* three */\n    b\n-- four\nFROM t\n        -- five\n",
    found: ["2:1", "3:1", "8:1"],
    fixed: "SELECT\n    -- one\n    a, -- two\n    /* three */\n    b\n-- four\nFROM t\n-- five\n",
  },
  {
    rule: "LT02",
    sql: "SELECT CASE WHEN a\nTHEN 1\n  WHEN b THEN 2\nELSE 3\n  END AS c\nFROM t\n",
    found: ["1:7", "1:12", "2:1", "3:1", "4:1", "5:1"],
    fixed:
      "SELECT\n    CASE\n        WHEN a\n            THEN 1\n        WHEN b THEN 2\n        ELSE 3\n    END AS c\nFROM t\n",
  },
  {
    rule: "LT02",
    sql: "SELECT a\nFROM t\nJOIN u\nON t.a = u.a\nAND t.b = u.b\n",
    found: ["4:1", "4:3", "5:1"],
    fixed: "SELECT a\nFROM t\nJOIN u\n    ON\n        t.a = u.a\n        AND t.b = u.b\n",
  },
  {
    rule: "LT02",
    sql: "SELECT f(a,\n    b), g(\n        c,\n        d\n    )\nFROM t\n",
    found: ["1:7"],
    fixed: "SELECT\n    f(\n        a,\n        b), g(\n        c,\n        d\n    )\nFROM t\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "indent_unit": "tab" } },
    sql: "SELECT\n    a,\n\t\tb\nFROM t\n",
    found: ["2:1", "3:1"],
    fixed: "SELECT\n\ta,\n\tb\nFROM t\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "tab_space_size": 2 } },
    sql: "SELECT\n    a,\n  b\nFROM t\n",
    found: ["2:1"],
    fixed: "SELECT\n  a,\n  b\nFROM t\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "indented_joins": true } },
    sql: "SELECT a\nFROM t\nJOIN u\n    ON t.a = u.a\n",
    found: ["3:1", "4:1"],
    fixed: "SELECT a\nFROM t\n    JOIN u\n        ON t.a = u.a\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "indented_using_on": false } },
    sql: "SELECT a\nFROM t\nJOIN u\n    ON t.a = u.a\n",
    found: ["4:1"],
    fixed: "SELECT a\nFROM t\nJOIN u\nON t.a = u.a\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "indented_ctes": true } },
    sql: "WITH a AS (\n    SELECT 1\n)\n\nSELECT 1\n",
    found: ["1:5", "2:1", "3:1"],
    fixed: "WITH\n    a AS (\n        SELECT 1\n    )\n\nSELECT 1\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "implicit_indents": "allow" } },
    sql: "SELECT a\nFROM t WHERE a = 1\n    AND b = 2\n",
    found: [],
  },
  {
    // A block without code stands before the first element, and the clause begins behind it.
    rule: "LT02",
    sql:
      "SELECT\n    {% if true %}\n        {% if false %}{% endif %} a\n    {% endif %}\nFROM t\n",
    found: ["2:1", "3:1", "4:1"],
    fixed: "SELECT\n{% if true %}\n    {% if false %}{% endif %} a\n{% endif %}\nFROM t\n",
  },
  {
    // Where the clause goes on behind the outer block, only the indent of that block is put off.
    rule: "LT02",
    sql:
      "SELECT\n    {% if true %}\n        {% if false %}{% endif %}\n        a,\n    {% endif %}\n    b\nFROM t\n",
    found: ["3:1"],
    fixed:
      "SELECT\n    {% if true %}\n    {% if false %}{% endif %}\n        a,\n    {% endif %}\n    b\nFROM t\n",
  },
  {
    // In a loop that has code there in its second round, all of the line is in the clause.
    rule: "LT02",
    sql:
      "SELECT\n{% for c in ['a', 'b'] %}\n{% if not loop.first %},{% endif %} {{ c }}\n{% endfor %}\nFROM t\n",
    found: ["3:1"],
    fixed:
      "SELECT\n{% for c in ['a', 'b'] %}\n        {% if not loop.first %},{% endif %} {{ c }}\n{% endfor %}\nFROM t\n",
  },
  {
    // Brackets begin at once.
    rule: "LT02",
    sql:
      "SELECT\n    f(\n        {% if true %}\n            {% if false %}{% endif %} a\n        {% endif %}\n    )\nFROM t\n",
    found: [],
  },
  {
    // The first of two rounds ends inside of the clause that is to be broken, the last behind it.
    rule: "LT02",
    sql: "SELECT 1\n    {% for c in ['a', 'b'] %}\n        , {{ c }}\n{% endfor %}\nFROM t\n",
    found: ["1:7", "4:1"],
    fixed:
      "SELECT\n    1\n    {% for c in ['a', 'b'] %}\n        , {{ c }}\n    {% endfor %}\nFROM t\n",
  },
  {
    // What divides a block stands as its end does, which the break to come does not deepen.
    rule: "LT02",
    sql:
      "SELECT 1\n    {% if false %}\n        , a\n{% else %}\n        , b\n{% endif %}\nFROM t\n",
    found: ["1:7"],
    fixed:
      "SELECT\n    1\n    {% if false %}\n        , a\n    {% else %}\n        , b\n    {% endif %}\nFROM t\n",
  },
  {
    // What the condition is deeper for is the WHERE that allows it, not the clause before.
    rule: "LT02",
    config: { "indentation": { "implicit_indents": "allow" } },
    sql: "SELECT a FROM t WHERE a = 1\nAND b = 2\n",
    found: ["2:1"],
    fixed: "SELECT a FROM t WHERE a = 1\n    AND b = 2\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "implicit_indents": "require" } },
    sql: "SELECT a\nFROM t\nWHERE\n    a = 1\n    AND b = 2\n",
    found: ["3:6"],
    fixed: "SELECT a\nFROM t\nWHERE a = 1\n    AND b = 2\n",
  },
  // The blanks at the end of the line go with its break.
  {
    rule: "LT02",
    config: { "indentation": { "implicit_indents": "require" } },
    sql: "SELECT a\nFROM t\nWHERE  \n    a = 1\n",
    found: ["3:6"],
    fixed: "SELECT a\nFROM t\nWHERE a = 1\n",
  },
  // What a line before a joined one opens is broken where it ends at the start of a line.
  {
    rule: "LT02",
    config: { "indentation": { "implicit_indents": "require" } },
    sql: "SELECT a\nFROM t\nJOIN u ON\nt.a = u.a\nJOIN v ON\nt.a = v.a\nWHERE t.b\n",
    found: ["3:7", "3:10", "5:7", "5:10"],
    fixed: "SELECT a\nFROM t\nJOIN u\n    ON t.a = u.a\nJOIN v\n    ON t.a = v.a\nWHERE t.b\n",
  },
  {
    rule: "LT02",
    dialect: "sparksql",
    sql: "SELECT a\nFROM t,\nLATERAL explode(a) AS b\nWHERE b\n",
    found: ["3:1"],
    fixed: "SELECT a\nFROM t,\n    LATERAL explode(a) AS b\nWHERE b\n",
  },
  {
    rule: "LT02",
    config: { "indentation": { "implicit_indents": "allow" } },
    sql: "SELECT a\nFROM t WHERE (\n    a = 1\n    AND b = 2\n)\n",
    found: [],
  },
  {
    rule: "LT02",
    config: { "indentation": { "ignore_comment_lines": true } },
    sql: "SELECT\n    a,\n        -- odd\n    b\nFROM t\n",
    found: [],
  },
  {
    rule: "LT02",
    config: { "layout": { "type": { "comma": { "line_position": "leading:align-following" } } } },
    sql: "SELECT\n    a\n    , b\n    , c\nFROM t\n",
    found: ["3:1", "4:1"],
    fixed: "SELECT\n    a\n  , b\n  , c\nFROM t\n",
  },
  {
    rule: "LT02",
    config: { indentation: { indented_using_on_newline: true } },
    sql: "SELECT a\nFROM b\nJOIN\nc\nON b.d = c.d\nJOIN e USING (f)\n",
    found: ["4:1", "5:1"],
    fixed: "SELECT a\nFROM b\nJOIN\n    c\n        ON b.d = c.d\nJOIN e USING (f)\n",
  },
  // What stands between the angle brackets of a type is indented as between round ones.
  ...["athena", "databricks", "hive", "sparksql"].map((dialect) => ({
    rule: "LT02",
    dialect,
    sql: "CREATE TABLE t (\n    a STRUCT<\n        b: INT\n    >,\n    c INT\n)\n",
    found: [],
  })),
  {
    rule: "LT02",
    dialect: "hive",
    sql: "CREATE TABLE t (\n    a ARRAY<\n    INT\n    >\n)\n",
    found: ["3:1"],
    fixed: "CREATE TABLE t (\n    a ARRAY<\n        INT\n    >\n)\n",
  },
  {
    rule: "LT02",
    dialect: "bigquery",
    sql:
      "CREATE TABLE t (\n    a ARRAY<\n        STRUCT<\n            b INT64\n        >\n    >\n)\n",
    found: [],
  },
  {
    rule: "LT02",
    dialect: "bigquery",
    sql: "CREATE TABLE FUNCTION f(a INT64)\nRETURNS TABLE<\n    b INT64\n>\nAS (SELECT a AS b);\n",
    found: [],
  },
  {
    rule: "LT02",
    sql: "MERGE INTO t USING u ON t.a = u.a\nWHEN NOT MATCHED THEN\n    INSERT\n(u.a)\n" +
      "    WHEN MATCHED THEN\n    DELETE\n",
    found: ["4:1", "5:1"],
    fixed: "MERGE INTO t USING u ON t.a = u.a\nWHEN NOT MATCHED THEN\n    INSERT\n        (u.a)\n" +
      "WHEN MATCHED THEN\n    DELETE\n",
  },
  // A star in place of columns, and what a pipe drops or renames, stand no deeper than their verb.
  ...["sparksql", "databricks"].map((dialect) => ({
    rule: "LT02",
    dialect,
    sql: "MERGE INTO t USING u ON t.a = u.a\nWHEN MATCHED THEN\n    UPDATE SET\n        *\n" +
      "WHEN NOT MATCHED THEN\n    INSERT\n        *\n",
    found: ["4:1", "7:1"],
    fixed: "MERGE INTO t USING u ON t.a = u.a\nWHEN MATCHED THEN\n    UPDATE SET\n    *\n" +
      "WHEN NOT MATCHED THEN\n    INSERT\n    *\n",
  })),
  {
    rule: "LT02",
    dialect: "bigquery",
    sql: "FROM t\n|> DROP\n    a,\n    b\n|> RENAME\n    c AS d\n",
    found: ["3:1", "4:1", "6:1"],
    fixed: "FROM t\n|> DROP\na,\nb\n|> RENAME\nc AS d\n",
  },
  {
    rule: "LT02",
    dialect: "bigquery",
    sql: "REPEAT\n    SET a = a + 1;\nUNTIL a > 3\nEND REPEAT;\n",
    found: ["3:1"],
    fixed: "REPEAT\n    SET a = a + 1;\n    UNTIL a > 3\nEND REPEAT;\n",
  },
  {
    rule: "LT02",
    dialect: "sparksql",
    sql: "ALTER TABLE t WRITE ORDERED BY\na DESC,\nb;\nALTER TABLE t SET IDENTIFIER FIELDS\na;\n",
    found: ["2:1", "3:1", "5:1"],
    fixed: "ALTER TABLE t WRITE ORDERED BY\n    a DESC,\n    b;\n" +
      "ALTER TABLE t SET IDENTIFIER FIELDS\n    a;\n",
  },
  {
    rule: "LT02",
    dialect: "snowflake",
    sql:
      "ALTER STAGE s SET\nURL = 's3://x'\nCOMMENT = 'y';\nALTER TASK t MODIFY AS\n    SELECT 1;\n",
    found: ["2:1", "3:1", "5:1"],
    fixed:
      "ALTER STAGE s SET\n    URL = 's3://x'\n    COMMENT = 'y';\nALTER TASK t MODIFY AS\nSELECT 1;\n",
  },
  {
    rule: "LT02",
    dialect: "flink",
    sql: "SELECT\n    ARRAY[\n        1,\n        2\n    ] AS a,\n    MAP['x',\n1] AS m\nFROM t\n",
    found: ["6:9", "7:1", "7:2"],
    fixed:
      "SELECT\n    ARRAY[\n        1,\n        2\n    ] AS a,\n    MAP[\n        'x',\n        1\n    ] AS m\nFROM t\n",
  },
  {
    rule: "LT02",
    dialect: "databricks",
    sql: "CREATE FLOW f AS AUTO CDC INTO\nt\nFROM STREAM(s)\nKEYS\n(a)\nSEQUENCE BY b;\n",
    found: ["2:1", "5:1"],
    fixed: "CREATE FLOW f AS AUTO CDC INTO\n    t\nFROM STREAM(s)\nKEYS\n    (a)\nSEQUENCE BY b;\n",
  },
  {
    rule: "LT02",
    dialect: "snowflake",
    sql: "SELECT a\n     , b LIMIT 5 OFFSET 10\n",
    found: ["1:7", "2:1", "2:9", "2:17"],
    fixed: "SELECT\n    a\n    , b\nLIMIT 5\nOFFSET 10\n",
  },
  {
    rule: "LT02",
    dialect: "trino",
    sql: "SELECT a FROM t\nOFFSET\n10\nROWS\nLIMIT 5\n",
    found: ["3:1", "4:1"],
    fixed: "SELECT a FROM t\nOFFSET\n    10\n    ROWS\nLIMIT 5\n",
  },
  {
    rule: "LT02",
    dialect: "exasol",
    sql: "MERGE INTO t USING s ON (t.a = s.a)\nWHEN NOT MATCHED THEN\nINSERT\n(a, b)\n" +
      "    VALUES (s.a, s.b);\n",
    found: ["4:1", "5:1"],
    fixed: "MERGE INTO t USING s ON (t.a = s.a)\nWHEN NOT MATCHED THEN\nINSERT\n    (a, b)\n" +
      "VALUES (s.a, s.b);\n",
  },
  // A bracket that is broken, or is to be, takes the implicit indent around it away.
  ...[
    {
      sql: "SELECT a FROM (VALUES\n    (1)\n) AS t (a)\n",
      found: ["1:16"],
      fixed: "SELECT a FROM (\n    VALUES\n    (1)\n) AS t (a)\n",
    },
    {
      sql: "SELECT a\nFROM t\nWHERE (a\n    OR b\n) AND c\n",
      found: ["3:8"],
      fixed: "SELECT a\nFROM t\nWHERE (\n    a\n    OR b\n) AND c\n",
    },
    {
      sql: "SELECT a\nFROM t\nWHERE (a OR b\n    ) AND c\n",
      found: ["3:6"],
      fixed: "SELECT a\nFROM t\nWHERE\n    (a OR b\n    ) AND c\n",
    },
  ].map((test) => ({
    rule: "LT02",
    config: { indentation: { implicit_indents: "allow" } },
    ...test,
  })),
]);
