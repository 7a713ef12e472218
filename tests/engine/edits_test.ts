import "../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import {
  applyFixes,
  type Fix,
  insertAfter,
  insertBefore,
  remove,
  replace,
  toEdit,
} from "../../src/engine/edits.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { kind } from "../../src/engine/tree/mod.ts";

const { tree } = parse("SELECT a, b FROM t\n", "ansi");
const [a, b] = tree.descendants(0, kind("naked_identifier")) as [number, number];
const clause = tree.descendants(0, kind("select_clause"))[0]!;
const element = tree.descendants(0, kind("select_clause_element"))[0]!;
const comma = tree.descendants(0, kind("comma"))[0]!;

for (
  const [what, fixes, text] of [
    ["nothing changes nothing", [], "SELECT a, b FROM t\n"],
    ["a replacement", [replace(a, "xy")], "SELECT xy, b FROM t\n"],
    ["a deletion", [remove(b), remove(comma)], "SELECT a  FROM t\n"],
    [
      "insertions on both sides",
      [insertAfter(a, ">"), insertBefore(a, "<")],
      "SELECT <a>, b FROM t\n",
    ],
    [
      "insertions at one offset go outside in",
      [insertBefore(a, "-"), insertBefore(element, "+")],
      "SELECT +-a, b FROM t\n",
    ],
    [
      "insertions behind go inside out",
      [insertAfter(element, "-"), insertAfter(a, "+")],
      "SELECT a+-, b FROM t\n",
    ],
    ["what stands behind a node comes before what stands before the next", [
      insertBefore(comma, "-"),
      insertAfter(a, "+"),
    ], "SELECT a+-, b FROM t\n"],
    ["the same fix twice is made once", [replace(a, "x"), replace(a, "x")], "SELECT x, b FROM t\n"],
    [
      "a change inside of what goes is dropped",
      [replace(element, "z"), replace(a, "x")],
      "SELECT z, b FROM t\n",
    ],
    ["an insertion behind a segment survives a deletion in it", [
      insertAfter(clause, "!"),
      remove(b),
    ], "SELECT a, ! FROM t\n"],
  ] as [string, Fix[], string][]
) {
  Deno.test(`applying fixes: ${what}`, () => assert.equal(applyFixes(tree, fixes)?.text, text));
}

for (
  const [what, fixes] of [
    ["two replacements", [replace(a, "x"), replace(a, "y")]],
    ["a deletion and an insertion", [remove(a), insertBefore(a, "x")]],
    ["two insertions on one side", [insertBefore(a, "x"), insertBefore(a, "y")]],
  ] as [string, Fix[]][]
) {
  Deno.test(`${what} of one node contradict each other, and none is made`, () => {
    assert.equal(applyFixes(tree, [...fixes, replace(b, "z")]), null);
  });
}

Deno.test("words that a deletion brings together are kept apart", () => {
  const space = tree.descendants(0, kind("whitespace"))[0]!;
  assert.equal(applyFixes(tree, [remove(space)])?.text, "SELECT a, b FROM t\n");
});

Deno.test("a fix is a change of the text by offsets", () => {
  assert.deepEqual(toEdit(tree, insertAfter(a, "x")), { start: 8, end: 8, text: "x" });
  assert.deepEqual(toEdit(tree, insertBefore(a, "x")), { start: 7, end: 7, text: "x" });
  assert.deepEqual(toEdit(tree, remove(clause)), { start: 0, end: 11, text: "" });
});
