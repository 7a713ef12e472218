import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { kindName } from "../../../src/engine/tree/mod.ts";

const { lexer } = findDialect("ansi");

/** Kinds and texts of a text's tokens, blanks left out. */
function lexed(text: string): string[] {
  const tokens = lexer.lex(text);
  const found: string[] = [];
  for (let token = 0; token < tokens.count - 1; token++) {
    const name = kindName(tokens.kind(token));
    if (name !== "whitespace") found.push(`${name} ${tokens.textOf(token)}`);
  }
  return found;
}

Deno.test("numbers end where a word does not begin", () => {
  assert.deepEqual(lexed("1 1.5 .5 1. 1e9 1.5E-3"), [
    "numeric_literal 1",
    "numeric_literal 1.5",
    "numeric_literal .5",
    "numeric_literal 1.",
    "numeric_literal 1e9",
    "numeric_literal 1.5E-3",
  ]);
  assert.deepEqual(lexed("1a"), ["word 1a"]);
  assert.deepEqual(lexed("1..2"), ["numeric_literal 1", "dot .", "numeric_literal .2"]);
  assert.deepEqual(lexed("1e"), ["word 1e"]);
});

Deno.test("quotes may hold their own mark doubled or behind a backslash", () => {
  assert.deepEqual(lexed(`'it''s' 'a\\'b' "x""y" \`q\``), [
    "single_quote 'it''s'",
    "single_quote 'a\\'b'",
    'double_quote "x""y"',
    "back_quote `q`",
  ]);
  assert.deepEqual(lexed("$t$ a 'b $t$"), ["dollar_quote $t$ a 'b $t$"]);
});

Deno.test("an unclosed quote is unlexable up to the next blank", () => {
  assert.deepEqual(lexed("'abc def"), ["unlexable 'abc", "word def"]);
});

Deno.test("comments reach the line's end, and block comments are cut at line ends", () => {
  assert.deepEqual(lexed("a -- b\n# c"), [
    "word a",
    "inline_comment -- b",
    "newline \n",
    "inline_comment # c",
  ]);
  assert.deepEqual(lexed("/* one \n  two */"), [
    "block_comment /* one",
    "newline \n",
    "block_comment two */",
  ]);
  assert.deepEqual(lexed("/* open"), ["divide /", "star *", "word open"]);
});

Deno.test("a keyword carries its word whatever its case; a name carries none", () => {
  const tokens = lexer.lex("SeLeCt nobody_says_this");
  assert.equal(tokens.upper(0), "SELECT");
  assert.equal(tokens.word(2), 0);
  assert.equal(tokens.upper(2), "NOBODY_SAYS_THIS");
});

Deno.test("the tokens of any text follow each other without gap and end in end_of_file", () => {
  const alphabet = fc.constantFrom(
    ..."aZ_09 \t\r\n\f'\"`$-#/*().,;:!~<>=+|&^%?[]{}\\é😀\u00a0".match(/./gsu)!,
  );
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 60 }), (characters) => {
      const text = characters.join("");
      const tokens = lexer.lex(text);
      let at = 0;
      for (let token = 0; token < tokens.count - 1; token++) {
        assert.equal(tokens.start(token), at);
        assert.ok(tokens.end(token) > at);
        at = tokens.end(token);
      }
      assert.equal(at, text.length);
      assert.equal(kindName(tokens.kind(tokens.count - 1)), "end_of_file");
    }),
    { numRuns: 500 },
  );
});
