import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { parse, ParseLimitError } from "../../../src/engine/parser/mod.ts";
import { kindName } from "../../../src/engine/tree/mod.ts";
import { outline } from "./outline.ts";

Deno.test("a query becomes clauses with the indents that a layout needs", () => {
  assert.equal(
    outline("SELECT a, b AS c FROM t"),
    "file(statement(select_statement(select_clause(SELECT > " +
      "select_clause_element(column_reference(a)) , " +
      "select_clause_element(column_reference(b) alias_expression(> alias_operator(AS) c <)) <) " +
      "from_clause(FROM from_expression(~ from_expression_element(" +
      "table_expression(table_reference(t))) <)))))",
  );
});

Deno.test("indentation settings switch conditional indents on and off", () => {
  const sql = "SELECT 1 FROM a JOIN b ON c";
  const on = outline(sql, "ansi", { indentation: { indented_joins: true } });
  const off = outline(sql, "ansi", { indentation: { indented_using_on: false } });
  assert.match(on, /table_reference\(a\)\)\) < > join_clause\(.*\) <\)/);
  assert.match(outline(sql), /table_reference\(b\)\)\) < > join_on_condition/);
  assert.match(off, /table_reference\(b\)\)\) < join_on_condition/);
});

/** Kinds of all leaves in order. */
function leafKinds(sql: string): string[] {
  const { tree } = parse(sql, "ansi");
  const kinds: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.isLeaf(node)) kinds.push(kindName(tree.kind(node)));
  }
  return kinds;
}

Deno.test("an opening indent stands before the blanks around it, a closing group after them", () => {
  assert.deepEqual(leafKinds("SELECT\n    1").slice(0, 4), [
    "keyword",
    "indent",
    "newline",
    "whitespace",
  ]);
  assert.deepEqual(leafKinds("SELECT CASE WHEN a THEN 1\nEND").slice(-6), [
    "dedent",
    "newline",
    "dedent",
    "keyword",
    "dedent",
    "end_of_file",
  ]);
});

Deno.test("indents directly inside brackets, not in a node of their own, are lost", () => {
  assert.equal(
    outline("SELECT 1 FROM (a JOIN b USING (x))").includes("USING >"),
    true,
    "inside a join clause they stay",
  );
  assert.match(outline("SELECT (1)"), /bracketed\(\( > expression\(1\) < \)\)/);
});

Deno.test("of two alternatives the longer wins: a function over a column, a cast over both", () => {
  assert.match(outline("SELECT f(a)"), /function\(function_name\(f\)/);
  assert.match(
    outline("SELECT a::int"),
    /cast_expression\(column_reference\(a\) :: data_type\(int\)\)/,
  );
});

Deno.test("what a greedy clause cannot take is unparsable up to the next clause", () => {
  assert.match(
    outline("SELECT a b c FROM t"),
    /alias_expression\(> b <\)\) < unparsable\(c\)\) from_clause/,
  );
  assert.match(outline("SELECT 1 FROM t WHERE (a b)"), /bracketed\(\( > .*unparsable\(b\) < \)\)/);
});

Deno.test("of alternatives that look as far the one goes on that matches more or needs less", () => {
  const inner =
    /expression\(bracketed\(\( > expression\(column_reference\(a\)\) unparsable\(, , b\) < \)\)\)/;
  assert.match(outline("SELECT f(g(a, , b)) FROM t"), inner);
  assert.match(outline("SELECT f(c, g(a, , b)) FROM t", "postgres"), inner);
  // Two moments in brackets, which OVERLAPS compares, could begin alike.
  for (const dialect of ["ansi", "postgres"]) {
    const { tree } = parse("SELECT (a b) FROM t", dialect);
    assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), ["b"]);
  }
});

Deno.test("behind an ordered query a set operator is unparsable, and the order is kept", () => {
  for (const around of ["%", "WITH c AS (%) SELECT 1", "INSERT INTO t %"]) {
    const sql = around.replace("%", "SELECT a FROM t ORDER BY a UNION SELECT b FROM u");
    const { tree } = parse(sql, "ansi");
    assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), ["UNION SELECT b FROM u"]);
    assert.match(outline(sql), /orderby_clause\(ORDER BY > .*column_reference\(a\) <\)/);
  }
});

Deno.test("text that is no statement is unparsable to its semicolon, and the rest is read", () => {
  const { tree, statements, failure } = parse("SELECT 1; HELLO (;) THERE; SELECT 2", "ansi");
  assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), ["HELLO (;) THERE"]);
  assert.deepEqual(statements, { total: 3, parsed: 2 });
  assert.equal(failure, null);
  assert.match(
    outline("DROP TABLE a b; SELECT 2"),
    /table_reference\(a\)\)\) unparsable\(b\) ; statement/,
  );
});

Deno.test("a bracket that is never closed gives the text up where it opened", () => {
  const open = parse("SELECT 1;\nSELECT (a FROM t", "ansi");
  assert.equal(open.failure?.offset, "SELECT 1;\nSELECT ".length);
  assert.equal(open.failure?.message, "This ( is never closed.");
  assert.equal(open.tree.text(0), "SELECT 1;\nSELECT (a FROM t");
  const crossed = parse("SELECT f(a] FROM t", "ansi");
  assert.equal(crossed.failure?.offset, "SELECT f(a".length);
  assert.equal(crossed.failure?.message, "This ] does not close the ( that is open here.");
});

Deno.test("an open bracket in nothing that is committed to costs its own statement alone", () => {
  for (
    const broken of ["CREATE TABLE t (a INT", "CREATE TABLE t (a INT])", "CREATE INDEX i ON t (a"]
  ) {
    const { tree, failure, statements } = parse(`SELECT a; ${broken}; SELECT (b)`, "ansi");
    assert.equal(failure, null);
    assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), [broken]);
    assert.deepEqual(statements, { total: 3, parsed: 2 });
  }
  const cte = parse("WITH one AS (SELECT a FROM t SELECT b FROM one", "ansi");
  assert.equal(cte.failure?.offset, "WITH one AS ".length);
});

Deno.test("behind a statement that does not parse an open bracket gives nothing up", () => {
  const { tree, failure } = parse("DROP IT; SELECT a FROM t WHERE f(a; SELECT 1", "ansi");
  assert.equal(failure, null);
  assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), ["DROP IT", "(a"]);
});

Deno.test("what is in an open bracket is no match for the same tokens in a closed one", () => {
  parse("SELECT f(a FROM t", "ansi");
  assert.match(outline("SELECT f(a) FROM t"), /function\(function_name\(f\)/);
});

Deno.test("empty text and text of comments alone parse to a file without statements", () => {
  for (const sql of ["", "\n", "-- nothing\n"]) {
    const { tree, statements } = parse(sql, "ansi");
    assert.equal(tree.text(0), sql);
    assert.deepEqual(statements, { total: 0, parsed: 0 });
    assert.equal(tree.unparsable.length, 0);
  }
});

Deno.test("semicolons that open a text are unparsable with what follows, if that is no statement", () => {
  assert.equal(outline(" ; ;"), "file(unparsable(; ;))");
  assert.match(
    outline("; hello there; SELECT 1"),
    /^file\(unparsable\(; hello there\) ; statement/,
  );
  assert.match(outline("; SELECT 1"), /^file\(; statement/);
  assert.equal(parse(";", "ansi").tree.unparsable.length, 1);
});

Deno.test("a keyword that starts the next clause is no alias, unless the clause cannot start there", () => {
  assert.match(outline("SELECT 1 a FROM t"), /alias_expression\(> a <\)\) <\) from_clause/);
  assert.match(
    outline("SELECT a FROM t group"),
    /table_reference\(t\)\) alias_expression\(> group/,
  );
  assert.match(outline("SELECT a FROM t group by a"), /groupby_clause\(group by/);
});

Deno.test("a committed clause recovers where what may follow it stands", () => {
  assert.match(
    outline("SELECT a FROM t WHERE a b GROUP BY c"),
    /where_clause\(WHERE ~ .* < unparsable\(b\)\) groupby_clause\(GROUP BY/,
  );
  assert.match(
    outline("SELECT a FROM t WHERE (a = )"),
    /where_clause\(WHERE ~ bracketed\(\( > .* unparsable\(=\) < \)\)/,
  );
  assert.match(outline("SELECT FROM t"), /select_clause\(unparsable\(SELECT >\)\) from_clause/);
});

Deno.test("a clause without anything that it can hold is unparsable from its keyword on", () => {
  const clauses = [
    "WHERE ON = 1",
    "FROM t JOIN u ON .a = 1",
    "GROUP BY , a",
    "HAVING = 1",
    "ORDER BY , a",
    "FROM (a b c) AS d",
  ];
  for (const clause of clauses) {
    const wrong = clause.replace(/^FROM t JOIN u /, "");
    const sql = `SELECT a ${clause.startsWith("FROM") ? clause : `FROM t ${clause}`}`;
    const { tree } = parse(sql, "ansi");
    assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), [wrong]);
  }
});

Deno.test("what is wrong ends before the keyword of a clause, be that broken as well", () => {
  const broken = (sql: string) => {
    const { tree } = parse(sql, "ansi");
    return tree.unparsable.map((node) => tree.text(node));
  };
  assert.deepEqual(broken("SELECT total sum rest FROM ] bills"), ["rest", "FROM ] bills"]);
  // GROUP by itself is no clause.
  assert.deepEqual(broken("SELECT total sum rest GROUP ( a )"), ["rest GROUP ( a )"]);
});

Deno.test("what is wrong in a subscript ends at its closing bracket", () => {
  for (const [inside, wrong] of [["1, 2", ", 2"], ["1 2", "2"], ["1:2 3", "3"]] as const) {
    const { tree } = parse(`SELECT a[${inside}] AS b FROM t WHERE c`, "ansi");
    assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), [wrong]);
  }
});

Deno.test("a call with arguments that are none is a name, and its bracket unparsable", () => {
  for (const inside of ["a = ", ", a", "a, , b", "b."]) {
    const { tree } = parse(`SELECT a, f(${inside}) FROM t`, "ansi");
    assert.deepEqual(tree.unparsable.map((node) => tree.text(node)), [`(${inside})`]);
  }
});

Deno.test("what was wanted is told at the token where nothing could go on", () => {
  const sql = "WITH one AS (SELECT 1) two AS (SELECT 2) SELECT a";
  const { expectations, tokens, tree } = parse(sql, "ansi");
  const [[node, { token, wanted }]] = [...expectations] as [
    [number, { token: number; wanted: string[] }],
  ];
  assert.equal(tree.text(node), sql);
  assert.equal(tokens.textOf(token), "two");
  assert.ok(wanted.includes(",") && wanted.includes("SELECT"), wanted.join(" "));
});

Deno.test("what was wanted is told where only the second token of a part is wrong", () => {
  for (const [sql, found, name] of [["SELECT a FROM", "", "a name"], ["DROP a", "a", "TABLE"]]) {
    const { expectations, tokens } = parse(sql!, "ansi");
    const [{ token, wanted }] = [...expectations.values()] as [
      { token: number; wanted: string[] },
    ];
    assert.equal(tokens.textOf(token), found);
    assert.ok(wanted.includes(name!), wanted.join(" "));
  }
});

Deno.test("a word that starts a clause is no alias, even with nothing behind it", () => {
  for (
    const sql of [
      "SELECT a FROM t WHERE",
      "SELECT a FROM t HAVING;",
      "SELECT a WHERE, b",
      "SELECT a AS FROM t",
    ]
  ) {
    assert.match(outline(sql), /unparsable\(/, sql);
  }
  assert.match(outline("SELECT a FROM t AS WHERE"), /alias_expression/);
});

Deno.test("FROM after IS DISTINCT does not end the select clause", () => {
  assert.match(
    outline("SELECT a IS NOT DISTINCT FROM b FROM t"),
    /IS NOT DISTINCT FROM column_reference\(b\)/,
  );
});

Deno.test("a keyword that starts a clause is a name where the token behind it goes on", () => {
  for (const sql of ["SELECT offset FROM t", "SELECT a FROM t ORDER BY offset DESC, window"]) {
    assert.doesNotMatch(outline(sql), /unparsable\(/, sql);
  }
  assert.match(outline("SELECT offset FROM t"), /column_reference\(offset\)/);
  assert.match(outline("SELECT a FROM t ORDER BY b OFFSET 2 ROWS"), /offset_clause\(OFFSET 2 ROWS/);
});

Deno.test("a name may have a second dot behind a blank, and no blank before its last part", () => {
  for (const dialect of ["ansi", "bigquery", "flink", "oracle", "postgres", "snowflake"]) {
    assert.doesNotMatch(outline("SELECT a. .b FROM a", dialect), /unparsable\(/, dialect);
  }
  assert.match(outline("SELECT a. . b FROM a"), /unparsable\(/);
});

Deno.test("where the vendor has no types of users, a word that is none is no type", () => {
  for (const dialect of ["bigquery", "snowflake", "sparksql"]) {
    assert.match(outline("CREATE TABLE t (STRING shelf)", dialect), /unparsable\(/, dialect);
    assert.match(outline("SELECT a FROM t WHERE b = shelf 10", dialect), /unparsable\(/, dialect);
    assert.doesNotMatch(outline("CREATE TABLE t (shelf STRING)", dialect), /unparsable\(/, dialect);
  }
});

Deno.test("brackets in a part that takes anything become nodes", () => {
  assert.match(
    outline("CREATE TABLE t (a int (1 (2) x))"),
    /data_type\(int\) bracketed\(\( > 1 bracketed\(\( > 2 < \)\) x < \)\)/,
  );
});

Deno.test("more tokens or nodes than the limit are refused", () => {
  assert.throws(() => parse("SELECT 1, 2, 3, 4", "ansi", { maxNodes: 5 }), ParseLimitError);
  assert.throws(() => parse("SELECT a.b.c", "ansi", { maxNodes: 10 }), ParseLimitError);
  assert.ok(parse("SELECT a.b.c", "ansi", { maxNodes: 40 }).tree.size <= 40);
});
