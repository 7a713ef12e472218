import assert from "node:assert/strict";
import { ansi } from "../../../src/engine/dialects/ansi/mod.ts";
import { dialect } from "../../../src/engine/dialects/mod.ts";
import {
  anyNumberOf,
  anySetOf,
  anything,
  bracketed,
  dedent,
  type Grammar,
  indent,
  oneOf,
  optional,
  precededBy,
  ref,
  segment,
  separated,
  seq,
  times,
} from "../../../src/engine/grammar/mod.ts";
import { outline } from "./outline.ts";

const name = ref("SingleIdentifierGrammar");
let made = 0;

/** The one-line tree of a text in a dialect whose only statement is that grammar. */
function read(grammar: Grammar, sql: string): string {
  const only = dialect(`test_${made++}`, ansi, (d) => {
    d.replace({ StatementSegment: segment("statement", grammar) });
  });
  return outline(sql, only);
}

Deno.test("a strict sequence that lacks a part takes nothing", () => {
  const grammar = oneOf(seq("SHOW", "TABLES"), segment("test_word", "SHOW"));
  assert.equal(read(grammar, "SHOW TABLES"), "file(statement(SHOW TABLES))");
  assert.equal(read(grammar, "SHOW b"), "file(statement(test_word(SHOW)) unparsable(b))");
});

Deno.test("a greedy sequence claims what stands before its terminator", () => {
  const grammar = seq(seq("SHOW", name, optional("LIMIT")).until("FROM").greedy(), "FROM", name);
  assert.equal(read(grammar, "SHOW a FROM b"), "file(statement(SHOW a FROM b))");
  assert.equal(read(grammar, "SHOW a b FROM c"), "file(statement(SHOW a unparsable(b) FROM c))");
  assert.equal(read(grammar, "SHOW 1 2 FROM c"), "file(statement(SHOW unparsable(1 2) FROM c))");
  assert.equal(read(grammar, "DROP a FROM c"), "file(unparsable(DROP a FROM c))");
  assert.equal(
    read(grammar, "SHOW (FROM) FROM c"),
    "file(statement(SHOW unparsable(( FROM )) FROM c))",
  );
  assert.equal(read(grammar, "SHOW FROM c"), "file(statement(unparsable(SHOW) FROM c))");
});

Deno.test("a sequence that is greedy once started takes nothing before its first part", () => {
  const grammar = seq("SHOW", name).until("FROM").greedyOnceStarted();
  assert.equal(read(grammar, "SHOW 1"), "file(statement(SHOW unparsable(1)))");
  assert.equal(read(grammar, "DROP a"), "file(unparsable(DROP a))");
});

Deno.test("a greedy choice calls its leftovers unparsable", () => {
  const grammar = anyNumberOf("SHOW", "DROP").until("FROM").greedy();
  assert.equal(
    read(seq(grammar, "FROM"), "SHOW DROP x FROM"),
    "file(statement(SHOW DROP unparsable(x) FROM))",
  );
});

Deno.test("a set takes each of its parts once, in any order", () => {
  const grammar = seq("SHOW", anySetOf("TABLES", "VIEWS"));
  assert.equal(read(grammar, "SHOW VIEWS TABLES"), "file(statement(SHOW VIEWS TABLES))");
  assert.equal(read(grammar, "SHOW VIEWS VIEWS"), "file(statement(SHOW VIEWS) unparsable(VIEWS))");
});

Deno.test("a repetition keeps its bounds", () => {
  const grammar = times({ min: 2, max: 3 }, "SHOW");
  assert.equal(read(grammar, "SHOW"), "file(unparsable(SHOW))");
  assert.equal(read(grammar, "SHOW SHOW"), "file(statement(SHOW SHOW))");
  assert.equal(
    read(grammar, "SHOW SHOW SHOW SHOW"),
    "file(statement(SHOW SHOW SHOW) unparsable(SHOW))",
  );
});

Deno.test("of alternatives the longest wins, and of equally long ones the first", () => {
  const first = segment("test_first", "SHOW");
  const second = segment("test_second", "SHOW");
  const long = segment("test_long", seq("SHOW", "TABLES"));
  assert.equal(read(oneOf(first, second, long), "SHOW"), "file(statement(test_first(SHOW)))");
  assert.equal(
    read(oneOf(first, second, long), "SHOW TABLES"),
    "file(statement(test_long(SHOW TABLES)))",
  );
});

Deno.test("a terminator after a match stops the search for a longer one", () => {
  const short = segment("test_short", "SHOW");
  const long = segment("test_long", seq("SHOW", "TABLES"));
  assert.equal(
    read(oneOf(short, long).until("TABLES"), "SHOW TABLES"),
    "file(statement(test_short(SHOW)) unparsable(TABLES))",
  );
});

Deno.test("an exception keeps a grammar from matching", () => {
  const other = seq("SHOW", name.except("TABLES"));
  assert.equal(read(other, "SHOW VIEWS"), "file(statement(SHOW VIEWS))");
  assert.equal(read(other, "SHOW TABLES"), "file(unparsable(SHOW TABLES))");
  const choice = oneOf("SHOW", "DROP").except("DROP");
  assert.equal(read(choice, "DROP"), "file(unparsable(DROP))");
  const behind = seq(
    "SHOW",
    "TABLES",
    ref("LimitKeywordSegment").except(precededBy(["SHOW", "TABLES"])),
  );
  assert.equal(
    read(behind, "SHOW TABLES /* c */ LIMIT"),
    "file(unparsable(SHOW TABLES /* c */ LIMIT))",
  );
});

Deno.test("a list ends at a delimiter that nothing follows, unless it may trail", () => {
  assert.equal(read(separated({}, name), "a, b,"), "file(statement(a , b) unparsable(,))");
  assert.equal(read(separated({ trailing: true }, name), "a, b,"), "file(statement(a , b ,))");
  assert.equal(read(separated({ min: 1 }, name), "a"), "file(unparsable(a))");
  assert.equal(
    read(separated({ by: ref("DotSegment") }, name).tight(), "a.b .c"),
    "file(statement(a . b) unparsable(. c))",
  );
});

Deno.test("a list whose delimiter is optional takes items with and without one", () => {
  const grammar = separated({ optionalDelimiter: true }, name);
  assert.equal(read(grammar, "a b, c"), "file(statement(a b , c))");
});

Deno.test("brackets match empty whatever they hold, and strict ones only if they hold it", () => {
  const grammar = seq("SHOW", bracketed(name));
  assert.equal(read(grammar, "SHOW ()"), "file(statement(SHOW bracketed(( > < ))))");
  assert.equal(read(grammar, "SHOW (1)"), "file(unparsable(SHOW ( 1 )))");
  assert.equal(
    read(seq("SHOW", bracketed(name).greedy()), "SHOW (1)"),
    "file(statement(SHOW bracketed(( > unparsable(1) < ))))",
  );
});

Deno.test("anything reaches to a terminator outside brackets", () => {
  const grammar = seq("SHOW", anything().until("FROM"), "FROM");
  assert.equal(
    read(grammar, "SHOW 1 (FROM (x)) y FROM"),
    "file(statement(SHOW 1 bracketed(( > FROM bracketed(( > x < )) < )) y FROM))",
  );
});

Deno.test("a sequence of indents and what may be left out succeeds on nothing", () => {
  const grammar = seq("SHOW", seq(indent, optional("TABLES"), dedent), "DROP");
  assert.equal(read(grammar, "SHOW DROP"), "file(statement(SHOW > < DROP))");
  assert.equal(read(grammar, "SHOW TABLES DROP"), "file(statement(SHOW > TABLES < DROP))");
});
