import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { parse } from "../../../src/engine/parser/mod.ts";
import {
  blanksAfter,
  blanksBefore,
  codeChildren,
  hasComment,
  hasNewline,
  indexOf,
  isInside,
  kind,
  nextCode,
  nodesIn,
  previousCode,
  sameLine,
  siblingsAfter,
} from "../../../src/engine/tree/mod.ts";

const SELECT = kind("select_statement");
const NAKED = kind("naked_identifier");
const { tree } = parse('SELECT a, (SELECT b FROM u) AS c /* k */\nFROM t AS "T""x"\n', "ansi");
const texts = (nodes: Iterable<number>) => [...nodes].map((node) => tree.text(node));

Deno.test("nodes of several kinds inside of a node come once each, in the order of the text", () => {
  assert.deepEqual(texts(nodesIn(tree, 0, [NAKED])), ["a", "b", "u", "c", "t"]);
  const [outer, inner] = nodesIn(tree, 0, [SELECT]);
  assert.deepEqual([...nodesIn(tree, outer!, [SELECT])], [inner]);
  assert.deepEqual(texts(nodesIn(tree, inner!, [NAKED, kind("identifier")])), ["b", "u"]);
});

Deno.test("a tree knows which kinds it has, those above them too", () => {
  const index = indexOf(tree);
  assert.equal(index.has(NAKED), true);
  assert.equal(index.has(kind("identifier")), true);
  assert.equal(index.has(kind("case_expression")), false);
});

Deno.test("nodes of exact kinds are found between two places, few or many of them", () => {
  const index = indexOf(tree);
  const identifiers = tree.descendants(0, kind("identifier"));
  assert.deepEqual([...index.around(kind("identifier"), 0, tree.size)], identifiers);
  const exact = index.present([kind("quoted_identifier"), kind("identifier")]);
  const [, second, , fourth] = identifiers;
  assert.deepEqual([...index.between(exact, second!, fourth!)], identifiers.slice(1, 3));
  const { tree: long } = parse(`SELECT 1${" + 1".repeat(90)}, "q" FROM t;\n`, "ansi");
  assert.deepEqual(
    [...indexOf(long).around(kind("identifier"), 0, long.size)],
    long.descendants(0, kind("identifier")),
  );
});

Deno.test("of a large tree a stretch is indexed, and nodes are found inside and outside of it", () => {
  const { tree: large } = parse("SELECT a, b FROM t;\n".repeat(4_000), "ansi");
  const identifiers = large.descendants(0, NAKED);
  const index = indexOf(large);
  const statements = large.children(0);
  const [from, to] = [statements[20]!, statements[40]!];
  const inside = identifiers.filter((node) => node >= from && node < to);
  index.focus(from, to);
  assert.deepEqual([...index.around(NAKED, from, to)], inside);
  assert.deepEqual([...index.between([NAKED], from, to)], inside);
  assert.deepEqual([...nodesIn(large, from, [NAKED])], large.descendants(from, NAKED));
  assert.deepEqual(
    [...nodesIn(large, statements[2]!, [NAKED])],
    large.descendants(statements[2]!, NAKED),
  );
  assert.deepEqual([...nodesIn(large, 0, [NAKED])], identifiers);
});

Deno.test("code is found past blanks and comments, and blanks up to them", () => {
  const comma = tree.descendants(0, kind("comma"))[0]!;
  assert.equal(tree.text(previousCode(tree, comma)), "a");
  assert.match(tree.text(nextCode(tree, comma)), /^\(SELECT b/);
  assert.deepEqual(blanksBefore(tree, comma), []);
  assert.deepEqual(texts(blanksAfter(tree, comma)), [" "]);
  const alias = tree.descendants(0, kind("alias_expression"))[0]!;
  assert.deepEqual(texts(blanksBefore(tree, alias)), [" "]);
  const from = tree.descendants(0, kind("from_clause")).at(-1)!;
  assert.deepEqual(texts(blanksBefore(tree, from)), ["\n"]);
  assert.equal(hasComment(tree, alias, from), true);
  assert.equal(hasComment(tree, from, tree.size), false);
  const notCode = (each: number) => !tree.isCode(each);
  assert.deepEqual(texts(siblingsAfter(tree, comma, notCode)), [" "]);
});

Deno.test("lines are compared by the breaks between offsets, and nodes by those in them", () => {
  assert.equal(sameLine(tree, 0, 30), true);
  assert.equal(sameLine(tree, 45, 0), false);
  assert.equal(hasNewline(tree, 0), true);
  assert.equal(hasNewline(tree, tree.descendants(0, SELECT).at(-1)!), false);
});

Deno.test("being inside counts ancestors, not the node itself", () => {
  const [, b] = nodesIn(tree, 0, [NAKED]);
  assert.equal(isInside(tree, b!, [kind("bracketed")]), true);
  assert.equal(isInside(tree, b!, [NAKED]), false);
  assert.deepEqual(codeChildren(tree, b!), []);
});
