import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import type { TextEdit } from "../../../src/engine/lexer/mod.ts";
import { hunksOf } from "../../../src/engine/parser/hunks.ts";
import { parse, type Parsed } from "../../../src/engine/parser/mod.ts";
import { kindName, type Tokens } from "../../../src/engine/tree/mod.ts";
import { randomNumbers } from "../fixes/damage.ts";
import { edited, nodesOf } from "./edited.ts";

const FILES = corpusFiles().filter(({ sql }) => !/\{[{%#]/.test(sql));

/** Changes of some tokens of a text: `write` says what becomes of one, null that it stays. */
function editsOf(
  tokens: Tokens,
  write: (text: string, token: number) => string | null,
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let token = 0; token < tokens.count - 1; token++) {
    const text = write(tokens.textOf(token), token);
    if (text === null) continue;
    const [start, end] = [tokens.start(token), tokens.end(token)];
    const last = edits.at(-1);
    if (last !== undefined && last.end === start) {
      edits[edits.length - 1] = { start: last.start, end, text: last.text + text };
    } else edits.push({ start, end, text });
  }
  return edits;
}

Deno.test("a token that is put in beside one like it is seen", () => {
  const sql = "SELECT\n    a\n    , b\n    , (c)\nFROM t\n";
  for (const [what, text] of [["a", "a ,"], ["b", "b,"], ["c", "(c"], ["c", "c )"]] as const) {
    const start = sql.search(new RegExp(`\\b${what}\\b`));
    const edits = [{ start, end: start + 1, text }];
    const after = edited(sql, edits);
    const taken = parse(after, "ansi", { earlier: { ...parse(sql, "ansi"), edits } });
    assert.deepEqual(nodesOf(taken), nodesOf(parse(after, "ansi")), text);
  }
});

Deno.test("with other blanks in its statements a text is parsed as it is alone, mostly in no step", () => {
  const below = randomNumbers(5);
  let [changed, copied] = [0, 0];
  for (const { sql, dialect, file } of FILES) {
    const earlier = parse(sql, dialect);
    for (let times = 0; times < 3; times++) {
      const share = [40, 8, 3][times]!;
      const edits = editsOf(earlier.tokens, (text) => {
        if (below(share) > 0) return null;
        if (/^[ \t]+$/.test(text)) return ["  ", "\n    ", "\n\n", " "][below(4)]!;
        if (text === "\n") return ["\n\n", "\n  ", " "][below(3)]!;
        return /^[,+=()]$/.test(text) ? [` ${text}`, `${text} `, `${text}\n`][below(3)]! : null;
      });
      const after = edited(sql, edits);
      const taken = parse(after, dialect, { earlier: { ...earlier, edits } });
      assert.deepEqual(nodesOf(taken), nodesOf(parse(after, dialect)), `${dialect}/${file}`);
      changed++;
      if (taken.steps === 0) copied++;
    }
  }
  assert(copied * 5 > changed, `only ${copied} of ${changed} were parsed in no step`);
});

Deno.test("tokens outside of hunks are the same, one for one", () => {
  const below = randomNumbers(9);
  let count = 0;
  for (const { sql, dialect } of FILES) {
    const { tokens: before } = parse(sql, dialect);
    const edits = editsOf(before, (text) => {
      if (below(12) > 0) return null;
      return ["", "a", `${text}'`, ` ${text}`, "/*", "--", "*/", text][below(8)]!;
    });
    const { tokens: after } = parse(edited(sql, edits), dialect);
    let [at, place] = [0, 0];
    const passTo = (token: number) => {
      for (; at < token; at++, place++) {
        assert.equal(before.kinds[at], after.kinds[place]);
        assert.equal(before.textOf(at), after.textOf(place));
      }
    };
    for (const { from, to, start, stop } of hunksOf(before, after, edits)) {
      passTo(from);
      assert.equal(place, start);
      [at, place] = [to, stop];
      count++;
    }
    passTo(before.count);
    assert.equal(place, after.count);
  }
  assert(count > 1000, `${count} hunks`);
});

Deno.test("a hunk holds the tokens that an edit has changed, and no others", () => {
  const sql = "SELECT a, b FROM t\n";
  const { tokens: before } = parse(sql, "ansi");
  const hunks = (edits: TextEdit[]) => {
    const { tokens: after } = parse(edited(sql, edits), "ansi");
    return hunksOf(before, after, edits).map(({ from, to, start, stop }) => {
      const text = (of: Tokens, one: number, other: number) =>
        of.text.slice(of.start(one), of.start(other));
      return [text(before, from, to), text(after, start, stop)];
    });
  };
  assert.deepEqual(hunks([{ start: 9, end: 10, text: "\n  " }]), [[" ", "\n  "]]);
  assert.deepEqual(hunks([{ start: 8, end: 8, text: " " }]), [["", " "]]);
  assert.deepEqual(hunks([{ start: 19, end: 19, text: "\n" }]), [["", "\n"]]);
  assert.deepEqual(hunks([{ start: 0, end: 0, text: "\n" }]), [["", "\n"]]);
  assert.deepEqual(hunks([{ start: 9, end: 10, text: " " }]), [[" ", " "]]);
  assert.deepEqual(
    hunks([{ start: 7, end: 8, text: "c" }, { start: 17, end: 18, text: "u" }]),
    [["a", "c"], ["t", "u"]],
  );
});

Deno.test("blanks between statements can make other statements of a text, which is then parsed", () => {
  const sql = "SELECT a FROM t\nGO\nSELECT b FROM u\n";
  const earlier = parse(sql, "tsql");
  const edits = [{ start: 15, end: 16, text: " " }];
  const after = edited(sql, edits);
  const taken = parse(after, "tsql", { earlier: { ...earlier, edits } });
  assert.deepEqual(nodesOf(taken), nodesOf(parse(after, "tsql")));
  assert.notEqual(kindsOf(taken), kindsOf(earlier));
});

function kindsOf({ tree }: Parsed): string {
  return Array.from({ length: tree.size }, (_, node) => kindName(tree.kind(node))).join();
}
