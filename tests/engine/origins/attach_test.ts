import "../../../src/engine/templating/all.ts";
import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { attachOrigins, type BlockIndents } from "../../../src/engine/origins/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import type { TemplatedText } from "../../../src/engine/templating/mod.ts";
import { kindName, type Tree } from "../../../src/engine/tree/mod.ts";
import { renderJinja } from "../templating/support.ts";

const treeOf = (variant: TemplatedText, indents: BlockIndents) =>
  parse(variant.text, "ansi", { attach: (tokens) => attachOrigins(tokens, variant, indents) }).tree;

/** The leaves that are tokens, not the grammar's indents. */
function* ownLeaves(tree: Tree): Generator<number> {
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (tree.isLeaf(leaf) && (!tree.isMeta(leaf) || tree.mark(leaf) !== null)) yield leaf;
  }
}

/** The leaves of a rendering as kind and the source that they stand for. */
function leaves(sql: string, indents: BlockIndents = true): string[] {
  const tree = treeOf(renderJinja(sql).variants[0]!, indents);
  return [...ownLeaves(tree)].map((leaf) =>
    `${kindName(tree.kind(leaf))} ${sql.slice(tree.sourceStart(leaf), tree.sourceStop(leaf))}`
      .trimEnd()
  );
}

Deno.test("tags become placeholders, with indents for what stands inside of a block", () => {
  assert.deepEqual(leaves("{% if true %}SELECT{% endif %}"), [
    "placeholder {% if true %}",
    "indent",
    "keyword SELECT",
    "dedent",
    "placeholder {% endif %}",
  ]);
});

Deno.test("without indents for blocks only the tags are there", () => {
  assert.deepEqual(leaves("{% if true %}x{% endif %}", false), [
    "placeholder {% if true %}",
    "word x",
    "placeholder {% endif %}",
  ]);
});

Deno.test("a block that starts and does not end is indented only where that is forced", () => {
  const sql = "{% for i in [] %}x{% else %}{% endfor %}y{% filter upper %}b{% endfilter %}";
  assert.ok(!leaves(sql).includes("indent"));
  assert.ok(leaves(sql, "force").includes("indent"));
});

Deno.test("the tag of a call block that puts text out is no mark, so nothing is indented", () => {
  const macro = "{% macro m() %}{{ caller() }}{% endmacro %}";
  assert.deepEqual(leaves(`${macro}{% call m() %}x{% endcall %};`).slice(-4), [
    "word {% call m() %}",
    "placeholder x",
    "placeholder {% endcall %}",
    "statement_terminator ;",
  ]);
});

Deno.test("a jump back is a loop marker, a jump forward a placeholder of what is skipped", () => {
  assert.deepEqual(leaves("{% for i in [1, 2] %}x;{% endfor %}", false), [
    "placeholder {% for i in [1, 2] %}",
    "word x",
    "statement_terminator ;",
    "template_loop",
    "word x",
    "statement_terminator ;",
    "placeholder {% endfor %}",
  ]);
  assert.deepEqual(leaves("{% if false %}x{% endif %}y", false), [
    "placeholder {% if false %}",
    "placeholder x",
    "placeholder {% endif %}",
    "word y",
  ]);
});

Deno.test("a token that is partly rendered stands for all of its slices, tags in it before it", () => {
  assert.deepEqual(leaves("a{{ 'b' }}{# c #}d e"), [
    "placeholder {# c #}",
    "word a{{ 'b' }}{# c #}d",
    "whitespace",
    "word e",
  ]);
});

Deno.test("white space is divided at tags, and behind what stands in the source as it is", () => {
  assert.deepEqual(leaves("a  {# b #}  {{ '  ' }}c"), [
    "word a",
    "whitespace",
    "placeholder {# b #}",
    "whitespace",
    "whitespace   ' }}",
    "word c",
  ]);
  const tree = treeOf(renderJinja("a  {# b #}  c").variants[0]!, true);
  const starts = [...ownLeaves(tree)].map((leaf) => tree.start(leaf));
  assert.deepEqual(starts, [0, 1, 3, 3, 5]);
});

Deno.test("the tags of a block have its number in every round, and blocks differ in theirs", () => {
  const sql =
    "{% for i in [1, 2] %}{% if i %}a{% else %}b{% endif %};{% endfor %}{% if 1 %}{% endif %}c";
  const tree = treeOf(renderJinja(sql).variants[0]!, false);
  const numbers = [...ownLeaves(tree)].flatMap((leaf) => {
    const mark = tree.mark(leaf);
    return mark === null || mark.block === 0 ? [] : [[mark.type, mark.block]];
  });
  const round = [["block_start", 2], ["block_mid", 2], ["block_end", 2]];
  const rounds = [...round, ["loop", 1], ...round];
  assert.deepEqual(numbers, [["block_start", 1], ...rounds, ["block_end", 1], ["block_start", 3], [
    "block_end",
    3,
  ]]);
});

Deno.test("a word of two rounds of a loop stands where it begins", () => {
  const sql = "{% for i in [1, 2] %}ab, cd{% endfor %}";
  const tree = treeOf(renderJinja(sql).variants[0]!, false);
  const across = [...ownLeaves(tree)].find((leaf) => tree.text(leaf) === "cdab")!;
  assert.equal(tree.sourceStart(across), sql.indexOf("cd"));
});

Deno.test("source that is jumped over has no width on its line", () => {
  const tree = treeOf(renderJinja("{% if false %}x{% endif %}y").variants[0]!, false);
  const skipped = [...ownLeaves(tree)].map((leaf) => tree.mark(leaf))
    .find((mark) => mark?.type === "skipped_source");
  assert.equal(skipped?.text, "");
});

Deno.test("the tree still prints the rendered text", () => {
  const sql =
    "select {% for c in 'ab' %}{{ c }}{{ ', ' if not loop.last }}{% endfor %}\nfrom t -- {{ 1 }}";
  const tree = treeOf(renderJinja(sql).variants[0]!, true);
  let printed = "";
  for (let node = 0; node < tree.size; node++) if (tree.isLeaf(node)) printed += tree.text(node);
  assert.equal(printed, "select a, b\nfrom t -- 1");
});
