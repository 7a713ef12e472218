import assert from "node:assert/strict";
import { parseUnifiedDiff } from "../../src/lint/unified_diff.ts";

Deno.test("added lines, and the places where lines were taken away, by new names", () => {
  const changes = parseUnifiedDiff([
    "diff --git a/x.sql b/x.sql",
    "index 1..2 100644",
    "--- a/x.sql",
    "+++ b/x.sql",
    "@@ -1,4 +1,5 @@ select",
    " one",
    "-two",
    "+TWO",
    "+more",
    " three",
    " four",
    "@@ -10,2 +11,0 @@",
    "--- a comment that was removed",
    "-select 1;",
    "diff --git a/gone.sql b/gone.sql",
    "--- a/gone.sql",
    "+++ /dev/null",
    "@@ -1 +0,0 @@",
    "-select 1",
    "\\ No newline at end of file",
    "--- /dev/null",
    "+++ b/new.sql",
    "@@ -0,0 +1,2 @@",
    "+++ a line that begins with pluses",
    "+b",
    "",
  ].join("\n"));
  assert.deepEqual(changes.get("x.sql"), {
    added: [[2, 3]],
    cuts: [{ after: 3, isWhole: false }, { after: 11, isWhole: true }],
  });
  assert.equal(changes.get("b/x.sql"), changes.get("x.sql"));
  assert.deepEqual(changes.get("new.sql"), { added: [[1, 2]], cuts: [] });
  assert.equal(changes.has("gone.sql"), false);
});

Deno.test("names are quoted as in C, or end at a tab", () => {
  const names = [
    ...parseUnifiedDiff([
      '+++ "b/\\303\\251 \\"q\\"\\t.sql"',
      "@@ -0,0 +1 @@",
      "+a",
      "+++ plain name.sql\t2026-01-01 00:00:00",
      "@@ -0,0 +1 @@",
      "+a\r",
    ].join("\n")).keys(),
  ];
  assert.deepEqual(names, ['é "q"\t.sql', 'b/é "q"\t.sql', "plain name.sql"]);
});

Deno.test("an empty text is a diff without changes, one of renames alone too", () => {
  assert.equal(parseUnifiedDiff("").size, 0);
  assert.equal(parseUnifiedDiff("diff --git a/x b/y\nsimilarity index 100%\n").size, 0);
});

Deno.test("what is no unified diff is refused with the line", () => {
  const cases: [string, RegExp][] = [
    ["select 1\n", /names no file/],
    ["+++ b/x\n@@ -1,2 +1,2 @@\n a\n", /line 3 is the last: lines are missing/],
    ["+++ b/x\n@@ -1 +1 @@\n?a\n", /line 3 is neither/],
    ["+++ b/x\n@@ -1 +1 @@\n+a\n+b\n", /line 4 is more than its hunk has/],
    ["@@ -1 +1 @@\n", /line 1 begins no hunk of a file/],
    ["+++ b/x\n@@@ -1 -1 +1 @@@\n", /line 2 is of a combined diff/],
  ];
  for (const [text, message] of cases) assert.throws(() => parseUnifiedDiff(text), message, text);
});
