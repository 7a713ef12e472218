import assert from "node:assert/strict";
import { emptyDialect, GrammarError, readGrammar } from "../../../src/engine/grammar/mod.ts";
import { dialects } from "../../../src/engine/dialects/all.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { ParserTables } from "../../../src/engine/parser/tables.ts";
import { dialectOf } from "./support.ts";

function read(text: string) {
  const into = emptyDialect();
  readGrammar(text, "some.grammar", into);
  return into;
}

Deno.test("a file says words, symbols, kinds and productions, each from column 0", () => {
  const { words, symbols, isa, lexed, productions } = read(
    `-- A comment.
words reserved = SELECT FROM
words reserved -= FROM
symbols "," comma "=" equals/raw_comparison_operator
isa identifier : naked_identifier quoted_identifier
lexed quoted_identifier
show_statement : SHOW <name>
  [, ...]   -- goes on, since it is indented
name = #word/[a-z]+/
`,
  );
  assert.deepEqual(words.map(({ name, change, words }) => [name, change, words]), [
    ["reserved", "=", ["SELECT", "FROM"]],
    ["reserved", "-=", ["FROM"]],
  ]);
  assert.deepEqual(symbols[1], { text: "=", lexed: "equals", leaf: "raw_comparison_operator" });
  assert.deepEqual(isa, [["naked_identifier", "identifier"], ["quoted_identifier", "identifier"]]);
  assert.deepEqual(lexed, ["quoted_identifier"]);
  const [show, name] = productions;
  assert.equal(show!.definition, "node");
  assert.match(JSON.stringify(show!.choice), /"type":"list"/);
  assert.equal(name!.definition, "leaf");
  assert.equal(name!.at.line, 9);
});

/** Grammars that are wrong, and what is said of each. The basics take the first five lines. */
const WRONG: readonly [grammar: string, message: RegExp][] = [
  ["statement : SHOW [ name", /:6: .*name/],
  ["statement : SHOW\n  { A | B / C }", /:7: a choice has \| or \/, not both/],
  ["statement : <nobody>", /:6: there is no production nobody/],
  ["statement : %nobody", /:6: there are no words nobody/],
  ['statement : "#"', /:6: the symbol # has no kind/],
  ["statement : SHOW\nname : A", /:7: name is defined already, at test_\d+\/test.grammar:5/],
  ["statement |= SHOW", /:6: there is no statement to change/],
  ["statement : SHOW <name>\nextra : A", /:7: nothing uses extra/],
  ["statement : [ SHOW ] <statement> <name>", /:6: statement can start with itself/],
  ["statement : <a> | <name>\na : [ A ] <b>\nb : <a> C", /:[78]: . can start with itself/],
  [
    "statement : SHOW | %reserved_keywords | END | <name>",
    /:6: alternative 3 of statement is never/,
  ],
  ["statement : SHOW | <name> | <name>", /:6: alternative 3 of statement is never reached/],
  ["statement : <name.10>", /:6: name has no levels: it is not a table/],
  ["statement ::\n  infix A", /a table needs an operand/],
  ["statement ::\n  middle A", /:7: a row is no middle/],
  ["words other += A\nstatement : A", /:6: the words other are changed before they are defined/],
  ["words reserved_keywords -= A\nstatement : A", /:6: A is not one of reserved_keywords/],
  ["  statement : A", /:6: /],
  ["statement : A $", /:6: nothing starts with "\$"/],
];

for (const [grammar, message] of WRONG) {
  Deno.test(`refused with its line: ${JSON.stringify(grammar)}`, () => {
    assert.throws(() => new ParserTables(dialectOf(grammar)).check(), (error) => {
      assert.ok(error instanceof GrammarError, String(error));
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("a set in any order of more parts than an integer has bits is refused", () => {
  const parts = Array.from({ length: 31 }, (_, at) => `W${at}`).join(" || ");
  assert.throws(() => parse("", dialectOf(`statement : { ${parts} }`)), /more than 30 parts/);
});

Deno.test("nothing of a grammar is read before its dialect is used", () => {
  const broken = dialectOf("statement : ]");
  assert.throws(() => broken.lexer, GrammarError);
});

for (const dialect of dialects) {
  Deno.test(`the grammar of ${dialect.name} says nothing in vain`, () => {
    new ParserTables(dialect).check();
  });
}
