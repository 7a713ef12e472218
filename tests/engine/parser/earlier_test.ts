import "../../../src/engine/dialects/all.ts";
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

/** A statement, what becomes of it, and whether the parser need not look at it again. */
const RESPACED: readonly [before: string, after: string, isTakenOver: boolean][] = [
  ["SELECT a,b FROM t", "SELECT a, b FROM t", true],
  ["SELECT a , b FROM t", "SELECT\n    a,\n    b\nFROM t", true],
  ["SELECT a+b FROM t", "SELECT a + b FROM t", true],
  ["SELECT a -- one\n, b FROM t", "SELECT a   -- one\n\n    , b FROM t", true],
  ["SELECT a -- one\n, b FROM t", "SELECT a, -- one\nb FROM t", false],
  ["SELECT a -- one\n, b FROM t", "SELECT a -- two\n, b FROM t", false],
  ["SELECT /* one */a FROM t", "SELECT /* one */ a FROM t", true],
  ["SELECT a,/* one */b FROM t", "SELECT a, /* one */ b FROM t", true],
  ["SELECT t./* one */a FROM t", "SELECT t./* one */ a FROM t", false],
  ["SELECT f(a) FROM t", "SELECT f( a ) FROM t", false],
  ["SELECT f( a ) FROM t", "SELECT f(a) FROM t", true],
  ["SELECT t.a FROM t", "SELECT t . a FROM t", false],
  ["SELECT a FROM t WHERE b < > c", "SELECT a FROM t WHERE b <> c", false],
  ["SELECT a FROM t", "SELECT b FROM t", false],
  ["SELECT 'a  b' FROM t", "SELECT 'a b' FROM t", false],
];

for (const [before, after, isTakenOver] of RESPACED) {
  const how = isTakenOver ? "is taken over" : "is parsed again";
  Deno.test(`${JSON.stringify(before)} ${how} as ${JSON.stringify(after)}`, () => {
    const earlier = parse(`${before};\n`, "ansi");
    const changed = parse(`${after}  ;\n`, "ansi", { earlier });
    assert.deepEqual(columns(changed), columns(parse(`${after}  ;\n`, "ansi")));
    assert.equal(changed.respaced, isTakenOver);
  });
}

Deno.test("a text is the earlier one but for blanks only if all of it is", () => {
  const [one, two] = ["SELECT a,b FROM t;\n", "SELECT c FROM u;\n"];
  const earlier = parse(`-- begin\n${one}${two}-- end\n`, "ansi");
  const isRespaced = (text: string) => parse(text, "ansi", { earlier }).respaced;
  assert.equal(isRespaced(`-- begin\n\n${one}\n${two}\n-- end`), true);
  assert.equal(isRespaced(`-- begin\n${one}${two}`), false);
  assert.equal(isRespaced(`${one}${two}-- end\n`), false);
  assert.equal(isRespaced(`-- begin\n${two}-- end\n`), false);
  assert.equal(isRespaced(`-- begin\n${one}${one}${two}-- end\n`), false);
  assert.equal(isRespaced(`-- begin\n${two}${one}-- end\n`), false);
  assert.equal(isRespaced(`-- begin\n${one.replace(";", "")}${two}-- end\n`), false);
  assert.equal(isRespaced("SELECT (a FROM t"), false);
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
