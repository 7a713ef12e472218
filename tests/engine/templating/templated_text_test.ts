import "../../../src/engine/templating/all.ts";
import assert from "node:assert/strict";
import { TemplatedText } from "../../../src/engine/templating/mod.ts";
import { renderJinja } from "./support.ts";

Deno.test("a text without tags is its own source, one with a tag is not", () => {
  assert.ok(TemplatedText.literal("select 1").isLiteral);
  assert.ok(renderJinja("select 1").variants[0]!.isLiteral);
  assert.ok(!renderJinja("select {# one #} 1").variants[0]!.isLiteral);
});

Deno.test("slices that do not make up the text are refused", () => {
  const slice = { kind: "literal", sourceStart: 0, sourceEnd: 1, start: 0, end: 1 } as const;
  assert.throws(() => new TemplatedText("a", "ab", [slice], []), /slices are 1 long, the text 2/);
  const behind = { ...slice, start: 2, end: 3 };
  assert.throws(() => new TemplatedText("ab", "abc", [slice, behind], []), /begins at 2, not at 1/);
});

Deno.test("a rendering of chosen branches is made again by its choice, after changes of the text", () => {
  const sql = "a{% if true %} b {% else %} c {% if false %} d {% endif %}{% endif %}";
  const { variants } = renderJinja(sql, { variantLimit: 5 });
  const inner = variants.find(({ text }) => text.includes("d"))!;
  const changed = sql.replace("a", "aa").replace(" c ", "\n\n    c ");
  const again = renderJinja(changed, { branches: inner.choice!.branches }).variants;
  assert.deepEqual(again.map(({ text }) => text), ["aa\n\n    c  d "]);
  assert.deepEqual([...again[0]!.choice!.branches], [...inner.choice!.branches]);
});

Deno.test("tags that a choice does not ask strip no blanks, and it names them", () => {
  const sql = "1 {%- if false -%} x {% endif %}";
  const [own, forced] = renderJinja(sql, { variantLimit: 2 }).variants;
  assert.deepEqual([own!.text, own!.choice], ["1", null]);
  assert.equal(forced!.text, "1  x ");
  assert.deepEqual([...forced!.choice!.loosened], [sql.indexOf("{%-")]);
});
