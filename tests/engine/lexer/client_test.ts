import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { kindName } from "../../../src/engine/tree/mod.ts";

const { lexer } = findDialect("mysql");

/** Kinds and texts of a text's tokens, blanks left out. */
function lexed(text: string): string[] {
  const tokens = lexer.lex(text);
  const found: string[] = [];
  for (let token = 0; token < tokens.count - 1; token++) {
    const name = kindName(tokens.kind(token));
    if (name !== "whitespace" && name !== "newline") found.push(`${name} ${tokens.textOf(token)}`);
  }
  return found;
}

Deno.test("a delimiter counts from the line of its command on", () => {
  assert.deepEqual(lexed("1//\nDELIMITER //"), [
    "numeric_literal 1",
    "divide /",
    "divide /",
    "word DELIMITER",
    "divide /",
    "divide /",
  ]);
  assert.deepEqual(lexed("DELIMITER //\na//\nDELIMITER ;\nb;"), [
    "client_command DELIMITER",
    "delimiter_argument //",
    "word a",
    "client_delimiter //",
    "client_command DELIMITER",
    "delimiter_argument ;",
    "word b",
    "semicolon ;",
  ]);
});

Deno.test("a delimiter ends a word or number, and means nothing in quotes and comments", () => {
  assert.deepEqual(lexed("delimiter go\nagon 1go 'go' `go` -- go\n/* go */ go").slice(2), [
    "word a",
    "client_delimiter go",
    "word n",
    "numeric_literal 1",
    "client_delimiter go",
    "single_quote 'go'",
    "back_quote `go`",
    "inline_comment -- go",
    "block_comment /* go */",
    "client_delimiter go",
  ]);
});

Deno.test("quotes around a delimiter are no part of it, and what follows it in its line is ignored", () => {
  assert.deepEqual(lexed("DELIMITER '$$' -- x\na$$"), [
    "client_command DELIMITER",
    "delimiter_argument '$$'",
    "client_command_ignored -- x",
    "word a",
    "client_delimiter $$",
  ]);
});

Deno.test("what cannot be a delimiter leaves the line to the grammar", () => {
  assert.deepEqual(lexed("DELIMITER ''"), ["word DELIMITER", "single_quote ''"]);
  assert.deepEqual(lexed("DELIMITER"), ["word DELIMITER"]);
  assert.deepEqual(lexed("SELECT\nDELIMITER x"), ["word SELECT", "word DELIMITER", "word x"]);
});

Deno.test("a file's name goes to the end of its line, or to the delimiter there", () => {
  assert.deepEqual(lexed("source a b.sql ;\n\\. /c.sql\nsource"), [
    "client_command source",
    "source_file_name a b.sql",
    "semicolon ;",
    "client_command \\.",
    "source_file_name /c.sql",
    "word source",
  ]);
});

Deno.test("tokens print the text, whatever stands in it", () => {
  const pieces = [
    "DELIMITER ",
    "//",
    "\n",
    "SELECT",
    "'",
    "/*",
    "*/",
    " ",
    ";",
    "source",
    "\\",
    "é",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
      const text = parts.join("");
      const tokens = lexer.lex(text);
      let at = 0;
      for (let token = 0; token < tokens.count; token++) {
        assert.equal(tokens.start(token), at);
        at = tokens.end(token);
        assert.ok(at > tokens.start(token) || token === tokens.count - 1);
      }
      assert.equal(at, text.length);
    }),
    { numRuns: 500 },
  );
});
