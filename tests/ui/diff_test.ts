import assert from "node:assert/strict";
import fc from "fast-check";
import { diffLines, hunks } from "../../src/ui/browser/sql/diff.js";
import { countedSets } from "../support/counted.ts";

const text = (kinds: readonly string[], lines: ReturnType<typeof diffLines>) =>
  lines.filter(({ kind }) => kinds.includes(kind)).map((line) => line.text).join("\n");

Deno.test("a difference has both texts in it, whatever they are", () => {
  const line = fc.constantFrom("a", "b", "c", "", "select", "from t");
  const lines = fc.array(line, { maxLength: 60 });
  fc.assert(fc.property(lines, lines, (a, b) => {
    // The last line is not empty, so that its end is seen.
    const [before, after] = [[...a, "x"].join("\n"), [...b, "y"].join("\n")];
    const found = diffLines(before, after);
    assert.equal(text(["same", "old"], found), before);
    assert.equal(text(["same", "new"], found), after);
  }));
});

Deno.test("what stays is the same, numbered in both texts", () => {
  const found = diffLines("a\nb\nc\n", "a\nx\ny\nc\n");
  assert.deepEqual(found.map(({ kind, old, new: now }) => [kind, old, now]), [
    ["same", 1, 1],
    ["old", 2, 0],
    ["new", 0, 2],
    ["new", 0, 3],
    ["same", 3, 4],
  ]);
});

Deno.test("long texts that differ in many places are compared line by line of what is common", () => {
  const before = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
  const after = before.flatMap((each, i) => i % 4 === 0 ? [`changed ${i}`, `added ${i}`] : [each]);
  const found = diffLines(before.join("\n"), after.join("\n"));
  assert.equal(found.filter(({ kind }) => kind === "same").length, 15_000);
});

Deno.test("lines far from any change are left out, once for each stretch", () => {
  const before = Array.from({ length: 50 }, (_, i) => `line ${i}`);
  const after = before.with(10, "other").with(40, "other");
  const shown = hunks(diffLines(before.join("\n"), after.join("\n")));
  assert.equal(shown.filter((line) => line === null).length, 3);
  assert.equal(shown.filter((line) => line !== null).length, 2 * (3 + 2 + 3));
});

Deno.test("lines that hide each other are not looked through over and over", () => {
  // One line occurs once; behind it another one does that stands before it too, and so on.
  const before = Array.from({ length: 5000 }, (_, i) => `${4999 - i}\n${5000 - i}`).join("\n");
  const after = before.replaceAll("\n", "\nx\n");
  const looks = countedSets(() => {
    assert.equal(text(["same", "new"], diffLines(before, after)), after);
  });
  assert.ok(looks < 14 * 30_000, `${looks} lines looked at`);
});
