import assert from "node:assert/strict";
import { parse } from "../../src/engine/parser/mod.ts";
import { kindName } from "../../src/engine/tree/mod.ts";
import { weave } from "../../src/engine/weave.ts";
import { renderJinja } from "./templating/support.ts";

/** The leaves that tokens are, as kind and the source that they stand for. */
function leaves(sql: string, indents = true): string[] {
  const [variant] = renderJinja(sql).variants;
  const { tree } = parse(variant!.text, "ansi", {
    weave: (tokens) => weave(tokens, variant!, indents),
  });
  const found: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (!tree.isLeaf(node) || (tree.isMeta(node) && tree.mark(node) === null)) continue;
    const source = sql.slice(tree.sourceStart(node), tree.sourceStop(node));
    found.push(`${kindName(tree.kind(node))} ${source}`.trimEnd());
  }
  return found;
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

Deno.test("a token that is partly rendered stands for all of its pieces; white space is divided", () => {
  assert.deepEqual(leaves("a{{ 'b' }}c {{ '  ' }} d"), [
    "word a{{ 'b' }}c",
    "whitespace",
    "whitespace {{ '  ' }}",
    "word d",
  ]);
});

Deno.test("the woven tree still prints the rendered text", () => {
  const sql =
    "select {% for c in 'ab' %}{{ c }}{{ ', ' if not loop.last }}{% endfor %}\nfrom t -- {{ 1 }}";
  const [variant] = renderJinja(sql).variants;
  const { tree } = parse(variant!.text, "ansi", {
    weave: (tokens) => weave(tokens, variant!, true),
  });
  let printed = "";
  for (let node = 0; node < tree.size; node++) if (tree.isLeaf(node)) printed += tree.text(node);
  assert.equal(printed, "select a, b\nfrom t -- 1");
});
