import assert from "node:assert/strict";
import { parse, type Parsed } from "../../../src/engine/parser/mod.ts";
import { kind, kindName } from "../../../src/engine/tree/mod.ts";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import { mutateLayout, Random } from "../../../scripts/conformance/mutations.ts";

/** The parser is given what a template renders to, never the template. */
const FILES = corpusFiles().filter(({ sql }) => !/\{[{%#]/.test(sql));
const WORDS = ["keyword", "naked_identifier", "function_name_identifier", "data_type_identifier"]
  .map((name) => kind(name));

/** Every node with its kind, its place in the text, its parent and its end. */
function columns({ tree, statements }: Parsed): unknown {
  const nodes: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    nodes.push(
      `${kindName(tree.kind(node))} ${tree.start(node)} ${tree.parent(node)} ${tree.end(node)}`,
    );
  }
  return { nodes, unparsable: tree.unparsable, statements };
}

Deno.test("a text that takes statements over from an earlier one is parsed as it is alone", () => {
  const random = new Random(28);
  for (const { sql, dialect, file } of FILES) {
    let before = sql;
    let earlier = parse(before, dialect);
    for (let change = 0; change < 4; change++) {
      const after = mutateLayout(before, random);
      const taken = parse(after, dialect, { earlier });
      assert.deepEqual(columns(taken), columns(parse(after, dialect)), `${dialect}/${file}`);
      [before, earlier] = [after, taken];
    }
  }
});

Deno.test("statements are taken over around one that is added, taken away or changed", () => {
  const before = "SELECT a FROM t;\n\nSELECT b -- why\nFROM u;\nSELECT c";
  const earlier = parse(before, "ansi");
  for (
    const after of [
      `DELETE FROM v;\n${before}`,
      before.replace("SELECT a FROM t;", ""),
      before.replace("b", "b, d"),
      before.replace("FROM t;", "FROM t"),
      before.replace("FROM t;", "FROM t UNION"),
      `${before} FROM w`,
      before.replace("-- why", ""),
    ]
  ) {
    assert.deepEqual(columns(parse(after, "ansi", { earlier })), columns(parse(after, "ansi")));
  }
});

Deno.test("a statement that is taken over costs the parser no step", () => {
  const sql = "SELECT a, b FROM t WHERE a > 1;\n".repeat(50);
  const earlier = parse(sql, "ansi", { recurs: false });
  const changed = parse(sql.replace("a, b", "a,  b"), "ansi", { earlier, recurs: false });
  assert(changed.steps * 10 < earlier.steps, `${changed.steps} of ${earlier.steps} steps`);
});

Deno.test("words in another letter case are parsed as they were", () => {
  const random = new Random(11);
  for (const { sql, dialect, file } of FILES) {
    const before = parse(sql, dialect);
    const { tree } = before;
    let after = sql;
    for (let node = 0; node < tree.size; node++) {
      if (!tree.isLeaf(node) || !WORDS.some((each) => tree.kind(node) === each)) continue;
      const word = tree.text(node);
      // The first word changes for certain, so that a file of few words is changed too.
      if (!/^\w+$/.test(word) || (after !== sql && random.below(2) === 0)) continue;
      const other = word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase();
      after = after.slice(0, tree.start(node)) + other + after.slice(tree.stop(node));
    }
    assert.notEqual(after, sql);
    assert.deepEqual(columns(parse(after, dialect)), columns(before), `${dialect}/${file}`);
  }
});
