import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { type Fix, insertAfter, insertBefore, remove, replace } from "../../../src/engine/edits.ts";
import {
  applyEdits,
  attachOrigins,
  EditMaker,
  withoutClashes,
} from "../../../src/engine/origins/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { renderJinja } from "../templating/support.ts";

/** A template's rendering, in which leaves are found by their text and the round they are of. */
function ready(sql: string, variant = 0) {
  const rendered = renderJinja(sql, { variantLimit: variant + 1 }).variants[variant]!;
  const attach = {
    attach: (tokens: Parameters<typeof attachOrigins>[0]) => attachOrigins(tokens, rendered, true),
  };
  const { tree } = parse(rendered.text, "ansi", attach);
  const maker = new EditMaker(tree, rendered);
  const leaf = (text: string, round = 0) => {
    const found = [...Array(tree.size).keys()].filter((node) =>
      tree.isLeaf(node) && tree.text(node) === text
    );
    assert.ok(found.length > round, `${text} is not there`);
    return found[round]!;
  };
  const edited = (...fixes: Fix[]) => {
    const edits = maker.editsOf({ fixes, crossesBlocks: false });
    return edits === null ? null : applyEdits(sql, edits).text;
  };
  return { tree, leaf, edited, maker };
}

Deno.test("literal text is replaced and removed where it stands in the source", () => {
  const { leaf, edited } = ready("SELECT {{ 'a' }}, b FROM t");
  assert.equal(edited(replace(leaf("b"), "c"), remove(leaf(","))), "SELECT {{ 'a' }} c FROM t");
});

Deno.test("what an expression has put out is neither replaced nor put into", () => {
  const { leaf, edited } = ready("SELECT {{ 'a, b' }} FROM t");
  assert.equal(edited(replace(leaf("a"), "c")), null);
  assert.equal(edited(insertAfter(leaf("a"), " ")), null);
  assert.equal(edited(insertBefore(leaf("a"), "x.")), "SELECT x.{{ 'a, b' }} FROM t");
  assert.equal(edited(insertAfter(leaf("b"), " c")), "SELECT {{ 'a, b' }} c FROM t");
});

Deno.test("a word that a tag divides is not replaced, since the source reads otherwise", () => {
  const { leaf, edited } = ready("SELECT a{# c #}b FROM t");
  assert.equal(edited(replace(leaf("ab"), "AB")), null);
});

Deno.test("edits of one finding are made all, or none of them", () => {
  const { leaf, edited } = ready("SELECT {{ 'a' }}, b FROM t");
  assert.equal(edited(replace(leaf("b"), "c"), remove(leaf("a"))), null);
});

Deno.test("edits in two blocks of the template are refused, and not where a rule knows of them", () => {
  const { leaf, edited, maker } = ready("SELECT a{% if true %}, b{% endif %} FROM t");
  const fixes = [replace(leaf("a"), "A"), replace(leaf("b"), "B")];
  assert.equal(edited(...fixes), null);
  assert.equal(maker.editsOf({ fixes, crossesBlocks: true })?.length, 2);
});

Deno.test("blanks are not put where a tag strips them", () => {
  const { leaf, edited } = ready("SELECT a, {%- if true -%} b {% endif %} FROM t");
  assert.equal(edited(insertAfter(leaf(","), "\n")), null);
  assert.equal(
    edited(insertBefore(leaf("b"), "x.")),
    "SELECT a, {%- if true -%} x.b {% endif %} FROM t",
  );
  assert.equal(edited(insertBefore(leaf("b"), "  ")), null);
});

Deno.test("beside a tag that its rendering does not ask, blanks show", () => {
  const { leaf, edited } = ready("SELECT a {% if false -%}b{% endif %} FROM t", 1);
  assert.equal(
    edited(insertBefore(leaf("b"), " ")),
    "SELECT a {% if false -%} b{% endif %} FROM t",
  );
});

Deno.test("rounds of a loop that ask for the same have it made once", () => {
  const sql = "SELECT {% for i in [1, 2] %}a,{% endfor %} b FROM t";
  const { leaf, maker } = ready(sql);
  const findings = [0, 1].map((round) =>
    maker.editsOf({ fixes: [insertAfter(leaf(",", round), " ")], crossesBlocks: false })
  );
  const kept = withoutClashes(findings);
  assert.ok(kept.every((each) => each !== null));
  assert.equal(applyEdits(sql, kept.flatMap((each) => each ?? [])).text, sql.replace("a,", "a, "));
});

Deno.test("of rounds that ask for different things the first has its way", () => {
  const sql = "SELECT {% for i in [1, 2] %}a,{% endfor %} b FROM t";
  const { leaf, maker } = ready(sql);
  const want = (round: number, text: string) =>
    maker.editsOf({ fixes: [insertAfter(leaf(",", round), text)], crossesBlocks: false });
  assert.deepEqual(withoutClashes([want(0, " "), want(1, "\n")]).map((each) => each !== null), [
    true,
    false,
  ]);
  const replaced = (round: number, text: string) =>
    maker.editsOf({ fixes: [replace(leaf("a", round), text)], crossesBlocks: false });
  assert.equal(withoutClashes([replaced(0, "x"), replaced(1, "y")])[1], null);
  assert.notEqual(withoutClashes([replaced(0, "x"), replaced(1, "x")])[1], null);
});

Deno.test("two insertions at one place are both made, in the order of the tree", () => {
  const { leaf, edited } = ready("SELECT a,b FROM {{ 't' }}");
  const fixes = [insertBefore(leaf("b"), "    "), insertAfter(leaf(","), "\n")];
  assert.equal(edited(...fixes), "SELECT a,\n    b FROM {{ 't' }}");
});

Deno.test("a hundred thousand rounds of a loop that ask for the same are one edit", () => {
  const edit = (at: number) =>
    ({ start: 1, end: 2, text: "x", at, order: at, blocks: [0, 0] }) as const;
  const findings = Array.from({ length: 100_000 }, (_, at) => [edit(at)]);
  const kept = withoutClashes(findings);
  assert.equal(applyEdits("(b)", kept.flatMap((each) => each ?? [])).text, "(x)");
});
