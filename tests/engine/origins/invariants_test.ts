import assert from "node:assert/strict";
import { TemplateGenerator } from "../../../scripts/conformance/template_generator.ts";
import { templateFault } from "../../../scripts/conformance/template_invariants.ts";

/** What fixing so many templates of a seed does that it may not. */
function faults(count: number, seed: number, kind: "model" | "soup"): string[] {
  const generator = new TemplateGenerator(seed);
  return Array.from({ length: count }, (_, each) => {
    const sql = generator[kind]();
    const fault = templateFault(sql, { settles: kind === "model", anyway: each % 2 === 0 });
    return fault === null ? [] : [`${fault}: ${sql}`];
  }).flat();
}

Deno.test("fixes of models keep their tags and code, render and parse as well, and settle at once", () => {
  assert.deepEqual(faults(150, 1, "model"), []);
});

Deno.test("fixes of tags in any order keep them, and render and parse as well", () => {
  assert.deepEqual(faults(500, 2, "soup"), []);
});

Deno.test("a seed gives the same templates every time", () => {
  const [one, other] = [new TemplateGenerator(3), new TemplateGenerator(3)];
  assert.deepEqual([one.model(), one.soup()], [other.model(), other.soup()]);
});
