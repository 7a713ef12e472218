import assert from "node:assert/strict";
import { folded, policyApplies, unquoted } from "../../../src/engine/analysis/identifiers.ts";
import { indexOf } from "../../../src/engine/analysis/node_index.ts";
import {
  crawl,
  isGap,
  isInside,
  nextCode,
  previousCode,
  runAfter,
  runBefore,
  sameLine,
} from "../../../src/engine/analysis/nodes.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { kind } from "../../../src/engine/tree/mod.ts";

const SELECT = kind("select_statement");
const NAKED = kind("naked_identifier");
const sql = 'SELECT a, (SELECT b FROM u) AS c\nFROM t AS "T""x"\n';
const { tree } = parse(sql, "ansi");
const texts = (nodes: number[]) => nodes.map((node) => tree.text(node));

Deno.test("a crawl finds nodes in order and can stay shallow or pass over kinds", () => {
  assert.deepEqual(texts(crawl(tree, 0, [NAKED])), ["a", "b", "u", "c", "t"]);
  assert.deepEqual(texts(crawl(tree, 0, [NAKED], { except: [kind("bracketed")] })), [
    "a",
    "c",
    "t",
  ]);
  assert.equal(crawl(tree, 0, [SELECT]).length, 2);
  const outer = crawl(tree, 0, [SELECT], { shallow: true });
  assert.equal(outer.length, 1);
  assert.equal(crawl(tree, outer[0]!, [SELECT], { self: false }).length, 1);
});

Deno.test("a tree knows which kinds it has, those above them too", () => {
  const index = indexOf(tree);
  assert.equal(index.has(NAKED), true);
  assert.equal(index.has(kind("identifier")), true);
  assert.equal(index.has(kind("case_expression")), false);
});

Deno.test("the nodes of several kinds come once each, in the order of the text", () => {
  const index = indexOf(tree);
  const identifiers = tree.descendants(0, kind("identifier"));
  assert.deepEqual([...index.around(kind("identifier"), 0, tree.size)], identifiers);
  const exact = index.present([kind("quoted_identifier"), kind("identifier")]);
  assert.deepEqual([...index.between(exact, 0, tree.size)], identifiers);
  const [, second, , fourth] = identifiers;
  assert.deepEqual([...index.between(exact, second!, fourth!)], identifiers.slice(1, 3));
  assert.deepEqual(
    crawl(tree, 0, [NAKED, SELECT, kind("identifier")]),
    [
      ...identifiers,
      ...tree.descendants(0, SELECT),
    ].sort((a, b) => a - b),
  );
  const { tree: long } = parse(`SELECT 1${" + 1".repeat(90)}, "q" FROM t;\n`, "ansi");
  assert.deepEqual(
    [...indexOf(long).around(kind("identifier"), 0, long.size)],
    long.descendants(0, kind("identifier")),
  );
});

Deno.test("of a large tree one stretch is indexed, and nodes are found inside and outside of it", () => {
  const { tree: large } = parse("SELECT a, b FROM t;\n".repeat(4_000), "ansi");
  const identifiers = large.descendants(0, NAKED);
  const index = indexOf(large);
  const statements = large.children(0);
  const from = statements[20]!;
  const to = statements[40]!;
  const inside = identifiers.filter((node) => node >= from && node < to);
  index.focus(from, to);
  assert.deepEqual([...index.around(NAKED, from, to)], inside);
  assert.deepEqual([...index.between([NAKED], from, to)], inside);
  assert.deepEqual(crawl(large, statements[20]!, [NAKED]), large.descendants(from, NAKED));
  assert.deepEqual(crawl(large, statements[2]!, [NAKED]), large.descendants(statements[2]!, NAKED));
  assert.deepEqual(crawl(large, 0, [NAKED]), identifiers);
  assert.equal(index.has(kind("identifier")), true);
});

Deno.test("neighbours are found past what is no code", () => {
  const comma = tree.descendants(0, kind("comma"))[0]!;
  assert.equal(tree.text(previousCode(tree, comma)), "a");
  assert.match(tree.text(nextCode(tree, comma)), /^\(SELECT b/);
  assert.deepEqual(texts(runAfter(tree, comma, isGap(tree))).join("").trim(), "");
  assert.deepEqual(runBefore(tree, comma, isGap(tree)), []);
});

Deno.test("lines are compared by the newlines between offsets", () => {
  assert.equal(sameLine(tree, 0, 30), true);
  assert.equal(sameLine(tree, 40, 0), false);
});

Deno.test("identifiers are compared without quotes, folded unless they are quoted", () => {
  const quoted = tree.descendants(0, kind("quoted_identifier"))[0]!;
  assert.equal(unquoted(tree, quoted), 'T"x');
  const upper = (text: string) => text.toUpperCase();
  assert.equal(folded(tree, quoted, upper), 'T"x');
  assert.equal(folded(tree, tree.descendants(0, NAKED)[0]!, upper), "A");
});

for (
  const [policy, expected] of [
    ["all", ["a", "b", "u", "c", "t"]],
    ["aliases", ["c"]],
    ["column_aliases", ["c"]],
    ["table_aliases", []],
    ["none", []],
  ] as [string, string[]][]
) {
  Deno.test(`the policy "${policy}" is about ${expected.length} of the unquoted identifiers`, () => {
    const nodes = tree.descendants(0, NAKED).filter((node) => policyApplies(tree, node, policy));
    assert.deepEqual(texts(nodes), expected);
  });
}

Deno.test("being inside counts ancestors only", () => {
  const b = crawl(tree, 0, [NAKED])[1]!;
  assert.equal(isInside(tree, b, [kind("bracketed")]), true);
  assert.equal(isInside(tree, b, [NAKED]), false);
});
