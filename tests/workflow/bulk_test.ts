import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { each } from "../../src/workflow/bulk.ts";

const IDS = Array.from({ length: 40 }, (_, i) => String(i));

Deno.test("what refuses to be acted on is named, and the others are acted on", async () => {
  const acted: string[] = [];
  const outcome = await each(IDS, (id) => {
    if (id === "3") return Promise.reject(new LintelError("conflict", "it is open"));
    return Promise.resolve(void acted.push(id));
  });
  assert.deepEqual(outcome, {
    changed: 39,
    refused: [{ id: "3", code: "conflict", message: "it is open" }],
    refused_count: 1,
  });
  assert.equal(acted.length, 39);
});

Deno.test("a store that goes away ends it, and is no refusal of the jobs that were left", async () => {
  const asked: string[] = [];
  const away = new LintelError("store_unavailable", "away");
  const act = (id: string) => {
    asked.push(id);
    return id === "3" ? Promise.reject(away) : Promise.resolve();
  };
  await assert.rejects(each(IDS, act), { code: "store_unavailable" });
  assert.ok(asked.length < IDS.length, `${asked.length} were asked`);
  await assert.rejects(each(IDS, () => Promise.reject(new TypeError("odd"))), TypeError);
});

Deno.test("of thousands that refuse, a thousand are named and all are counted", async () => {
  const many = Array.from({ length: 1500 }, (_, i) => String(i));
  const refuse = () => Promise.reject(new LintelError("conflict", "it is open"));
  const { changed, refused, refused_count } = await each(many, refuse);
  assert.deepEqual([changed, refused.length, refused_count], [0, 1000, 1500]);
});
