import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import { dialectNames, findDialect } from "../../../src/engine/dialects/mod.ts";
import { relex, type TextEdit } from "../../../src/engine/lexer/relex.ts";
import { Arena, type Tokens } from "../../../src/engine/tree/mod.ts";
import { randomNumbers } from "../fixes/damage.ts";
import { edited } from "../parser/edited.ts";

/** Every token with its kind, its place and its word. */
function tokensOf({ count, kinds, starts, words }: Tokens): string[] {
  return Array.from({ length: count }, (_, at) => `${kinds[at]} ${starts[at]} ${words[at]}`);
}

const PUT = [
  "",
  "",
  " ",
  "\n",
  "  \n\t",
  " a",
  "a ",
  ",",
  ", ",
  "(",
  ")",
  " = ",
  "--",
  "\r\n",
  "'b'",
  " * ",
  '"c"',
  "a || b",
];
const RISKY = ["'", '"', "*/", "/*", "*", "/", "''", "]", "$$", "`", "\\"];

/** Some edits where tokens begin: what is put in closes nothing unless `risky` says so. */
function someEdits(tokens: Tokens, below: (limit: number) => number, risky: boolean): TextEdit[] {
  const edits: TextEdit[] = [];
  const rare = 3 + below(60);
  for (let at = 0; at < tokens.count; at++) {
    if (below(rare) > 0) continue;
    const takesAway = below(2) === 0 && at + 1 < tokens.count;
    const put = risky && below(4) === 0 ? RISKY : PUT;
    const start = tokens.start(at);
    const end = takesAway ? tokens.end(at) : start;
    if ((edits.at(-1)?.end ?? -1) >= start) continue;
    edits.push({ start, end, text: put[below(put.length)]! });
  }
  return edits;
}

Deno.test("a changed text is lexed from the one before as it is alone, mostly in parts", () => {
  const below = randomNumbers(77);
  let [changes, inParts] = [0, 0];
  for (const { sql, dialect, file } of corpusFiles()) {
    const { lexer } = findDialect(dialect);
    const before = lexer.lex(sql);
    for (let times = 0; times < 12; times++) {
      const edits = someEdits(before, below, times % 4 === 3);
      const text = edited(sql, edits);
      const alone = tokensOf(lexer.lex(text));
      assert.deepEqual(tokensOf(lexer.relex(text, before, edits)), alone, `${dialect}/${file}`);
      if (times % 4 === 3) continue;
      changes++;
      if (relex(lexer, text, before, edits, new Arena()) !== null) inParts++;
    }
  }
  assert(inParts * 2 > changes, `${inParts} of ${changes} in parts`);
});

/** Texts in which something far or in front decides what a token is, and how that changes. */
const LOOKING: readonly [dialect: string, text: string, from: string, to: string][] = [
  ["ansi", "SELECT 1 /* a\n b\n c */ , 2\n", ", 2", " ,3"],
  ["ansi", "/* a\n\n b */\nSELECT 1\n", "SELECT", "\nSELECT"],
  ["ansi", "SELECT a, /* b\n c\n d */ , e\n", ",", ", --"],
  ["ansi", "SELECT a /* b\n\n, c\n", ", c", ", */ c"],
  ["ansi", "SELECT a /* b\n\n*\t/\n", "\t", ""],
  ["ansi", "SELECT a - - 1\n", "- -", "--"],
  ["ansi", "SELECT a -- b\n, c\n", "\n,", " ,"],
  ["ansi", "SELECT 'a\nb' , c\n", " ,", ","],
  ["ansi", "SELECT 1 .5\n", " .5", ".5"],
  ["ansi", "SELECT 'a\n, b\n, c\n", ", c", ", 'c"],
  ["ansi", "SELECT 'a\n, b\n, c\n", ", c", ", 'c'"],
  ["ansi", "SELECT a /* b\n\n, c / d\n", ", c ", ", c *"],
  ["mysql", "SELECT 'a\\'\n, b\n, c\n", ", c", ", 'c'"],
  ["oracle", "SELECT q'!a'\n, b\n, c FROM t\n", ", c", ", 'c!'"],
  ["bigquery", "SELECT '''a\n, b\n, c\n", ", c", ", '''c'''"],
  ["oracle", "FOR i IN 1 ..4 LOOP\n", " ..", ".."],
  ["oracle", "x\nprompt a b\n", "\nprompt", " prompt"],
  ["tsql", "SELECT [a\n] FROM t\n", "\n]", "]"],
  ["tsql", ":r   a/b.sql\n", "   ", " "],
  ["tsql", ":r\na.sql\n", "\n", " "],
  ["exasol", "SELECT 1\n /\n", " /", "/"],
  ["exasol", "SELECT [[1] ]\n", "] ]", "]]"],
  ["postgres", "COPY t FROM  STDIN;\na\tb\n\\.\n", "  ", " "],
  ["postgres", "COPY t (a,\n b) FRM STDIN;\na\n\\.\n", "FRM", "FROM"],
  ["postgres", "SELECT U&'a'\n\nUESCAPES '!'\n", "UESCAPES", "UESCAPE"],
  ["clickhouse", "SELECT {a\n: b\n1}\n", "b\n1", "b1"],
  ["clickhouse", "SELECT {1\n: b}\n", "1", "a"],
  ["databricks", "-- COMMAND ----------\nx\n%sql\nSELECT 1\n", "x", ""],
  ["mysql", "SELECT 1\nDELIMITER //\nSELECT 2 //\n", "1\n", "1;\n"],
  ["mysql", "SELECT a--b\n", "b", " b"],
  ["snowflake", "SELECT @a b\n", " b", "b"],
];

for (const [dialect, before, from, to] of LOOKING) {
  Deno.test(`${dialect} lexes ${JSON.stringify(before)} with ${JSON.stringify(to)} as it is`, () => {
    const { lexer } = findDialect(dialect);
    const start = before.indexOf(from);
    const edits = [{ start, end: start + from.length, text: to }];
    const text = edited(before, edits);
    const tokens = lexer.relex(text, lexer.lex(before), edits);
    assert.deepEqual(tokensOf(tokens), tokensOf(lexer.lex(text)));
  });
}

Deno.test("in no dialect is more of a long text lexed again than the lines around an edit", () => {
  for (const name of dialectNames) {
    const { lexer } = findDialect(name);
    const before = lexer.lex("SELECT a, b\nFROM t;\n".repeat(100));
    const edits = [{ start: 1008, end: 1008, text: " " }];
    let written = 0;
    const counting = {
      ...{ table: lexer.table, divides: lexer.divides, reaches: lexer.reaches },
      write: (...args: Parameters<typeof lexer.write>) => {
        written++;
        return lexer.write(...args);
      },
    };
    relex(counting, edited(before.text, edits), before, edits, new Arena());
    assert(written > 0 && written < 12, `${name} lexed ${written} tokens again`);
  }
});
