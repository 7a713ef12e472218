import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { each, matching, MOST_JOBS } from "../../src/workflow/bulk.ts";
import { storeOf } from "../support/searched_store.ts";

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

Deno.test("a search for a rule or a file that would look into too much is refused, and bounded", async () => {
  const most = { jobs: 4000, files: 100_000 };
  const many = storeOf(50_000, 1, 10_000);
  const error = { code: "validation_failed", message: /narrow it by time/ };
  await assert.rejects(matching(many.services, { rule: "LT01" }, most), error);
  assert.ok(many.seen.jobs <= 4000, `${many.seen.jobs} jobs`);
  const large = storeOf(1000, 5000, 1000);
  await assert.rejects(matching(large.services, { file: "a/" }, most), error);
  assert.ok(large.seen.files <= 150_000, `${large.seen.files} files`);
  // As many as may be looked into, and jobs that their rows alone tell, are no matter of it.
  const few = storeOf(3900, 1, 1000);
  assert.equal((await matching(few.services, { rule: "LT01" }, most)).length, 4);
  const plain = storeOf(9000, 100, 1);
  assert.equal((await matching(plain.services, {}, most)).length, 9000);
  assert.deepEqual(plain.seen, { jobs: 0, files: 0 });
});

Deno.test("more jobs than may be acted on at a time are refused", async () => {
  assert.equal((await matching(storeOf(MOST_JOBS, 1, 1).services, {})).length, MOST_JOBS);
  const error = { code: "validation_failed", message: /at most 10000 jobs/ };
  await assert.rejects(matching(storeOf(MOST_JOBS + 1, 1, 1).services, {}), error);
});
