import "../../../src/engine/templating/all.ts";
import assert from "node:assert/strict";
import { Reach } from "../../../src/engine/origins/mod.ts";
import type { TemplatedText } from "../../../src/engine/templating/mod.ts";
import { renderJinja } from "../templating/support.ts";

const SQL = "a {% if true %} b {% else %} c {{ d }} {% endif %} e";
const own = (sql: string) => renderJinja(sql).variants[0]!;

/** The pieces of a template that are not visited. */
function unvisited(reach: Reach, rendered: TemplatedText): string[] {
  const over = reach.over(rendered);
  return rendered.pieces.filter((_, piece) => !over[piece])
    .map(({ start, end }) => rendered.source.slice(start, end));
}

Deno.test("a rendering visits its branch and all tags of the block, not the other branch", () => {
  assert.deepEqual(unvisited(Reach.nothing.with(own(SQL)), own(SQL)), [" c ", "{{ d }}", " "]);
});

Deno.test("what was visited is known after changes of the text between the tags", () => {
  const reach = Reach.nothing.with(own(SQL));
  const changed = own(SQL.replace("a ", "").replace(" c ", "\n    cc\n"));
  assert.deepEqual(unvisited(reach, changed), ["\n    cc\n", "{{ d }}", " "]);
});

Deno.test("nothing is visited before the first rendering, and all by all of them", () => {
  assert.equal(unvisited(Reach.nothing, own(SQL)).length, own(SQL).pieces.length);
  const [first, other] = renderJinja(SQL, { variantLimit: 2 }).variants;
  assert.deepEqual(unvisited(Reach.nothing.with(first!).with(other!), first!), []);
});
