import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import type { TextEdit } from "../../../src/engine/lexer/mod.ts";
import { parse, type Parsed } from "../../../src/engine/parser/mod.ts";
import { randomNumbers } from "../fixes/damage.ts";
import { edited, nodesOf } from "./edited.ts";

const FILES = corpusFiles().filter(({ sql }) => !/\{[{%#]/.test(sql));
const CHANGES = 6;

/** A few tokens of a text that go, come twice, change places with another, or get a neighbour. */
function damage({ tokens }: Parsed, below: (limit: number) => number): TextEdit[] {
  const count = tokens.count - 1;
  const places = new Set(Array.from({ length: 1 + below(3) }, () => below(count)));
  return [...places].sort((a, b) => a - b).map((token) => {
    const text = tokens.textOf(token);
    const other = tokens.textOf(below(count));
    const choices = ["", `${text} ${text}`, other, `${text} ${other}`, `${other} ${text}`];
    const written = choices[below(choices.length)]!;
    return { start: tokens.start(token), end: tokens.end(token), text: written };
  });
}

Deno.test("a text that takes matches over from an earlier one is parsed as it is alone", () => {
  const below = randomNumbers(17);
  for (const { sql, dialect, file } of FILES) {
    let text = sql;
    let earlier = parse(text, dialect, { keepsMatches: true });
    for (let change = 0; change < CHANGES; change++) {
      const edits = damage(earlier, below);
      const after = edited(text, edits);
      const taken = parse(after, dialect, { keepsMatches: true, earlier: { ...earlier, edits } });
      const name = `${dialect}/${file}: ${JSON.stringify(edits)}`;
      assert.deepEqual(nodesOf(taken), nodesOf(parse(after, dialect)), name);
      // A broken text has little to take over: the next change is of one that is whole.
      if (taken.tree.unparsable.length > 0 || taken.failure !== null) continue;
      [text, earlier] = [after, taken];
    }
  }
});

Deno.test("around a change in a long statement hardly anything is matched anew", () => {
  const part = (name: string) =>
    `${name} AS (\n    SELECT a, SUM(b) AS total, CASE WHEN c > 1 THEN 'x' ELSE 'y' END AS d\n` +
    `    FROM t INNER JOIN u ON t.id = u.id\n    WHERE t.e IN (1, 2, 3)\n    GROUP BY a, c\n)`;
  const names = Array.from({ length: 30 }, (_, at) => `part_${at}`);
  const sql = `WITH ${names.map(part).join(",\n")}\n\nSELECT * FROM part_1 ORDER BY a, b DESC\n`;
  const options = { recurs: true, keepsMatches: true };
  const earlier = parse(sql, "ansi", options);
  const at = sql.indexOf("a, b DESC") + 1;
  const first = [{ start: at, end: at, text: " ASC" }];
  const after = edited(sql, first);
  const taken = parse(after, "ansi", { ...options, earlier: { ...earlier, edits: first } });
  const alone = parse(after, "ansi").steps;
  assert(taken.steps * 8 < alone, `${taken.steps} of ${alone} steps`);
  // What was taken over is kept for the next change, too.
  const next = after.indexOf("a, c\n", after.indexOf("part_20"));
  const second = [{ start: next, end: next, text: "b, " }];
  const twice = edited(after, second);
  const again = parse(twice, "ansi", { ...options, earlier: { ...taken, edits: second } });
  assert.deepEqual(nodesOf(again), nodesOf(parse(twice, "ansi")));
  assert(again.steps * 4 < alone, `${again.steps} of ${alone} steps`);
});
