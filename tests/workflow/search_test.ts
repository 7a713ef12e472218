import assert from "node:assert/strict";
import type { Store } from "../../src/store/port.ts";
import { searchJobs } from "../../src/workflow/search.ts";
import { idOf, storeOf } from "../support/searched_store.ts";
import { sleep } from "../support/wait.ts";

async function all(services: { store: Store }, search: { rule?: string; file?: string }) {
  const found: string[] = [];
  const pages: number[] = [];
  for (let before: string | undefined = undefined;;) {
    const page: Awaited<ReturnType<typeof searchJobs>> = await searchJobs(
      services,
      search,
      10,
      before,
    );
    found.push(...page.jobs.map(({ job_id }) => job_id));
    pages.push(page.jobs.length);
    if (page.next === null) return { found, pages };
    before = page.next;
  }
}

Deno.test("a rare rule is found page by page, each of which looks into a bounded number of jobs", async () => {
  const { services, seen } = storeOf(9000, 1, 4000);
  const page = await searchJobs(services, { rule: "LT01" }, 10);
  assert.ok(seen.jobs <= 2000);
  assert.notEqual(page.next, null);
  const { found, pages } = await all(services, { rule: "LT01" });
  assert.deepEqual(found, [8000, 4000, 0].map(idOf));
  assert.ok(pages.length >= 4 && pages.includes(0));
});

Deno.test("a search for files looks into a bounded number of them, but one job at least", async () => {
  const { services, seen } = storeOf(300, 20_000, 100);
  await searchJobs(services, { file: "a/" }, 10);
  assert.ok(seen.files <= 60_000);
  const { found } = await all(services, { file: "a/*.sql" });
  assert.deepEqual(found, [200, 100, 0].map(idOf));
  const large = storeOf(3, 200_000, 1);
  assert.equal((await all(large.services, { file: "a/" })).found.length, 3);
});

Deno.test("a full page ends where its last job is, and the next one begins behind that", async () => {
  const { services } = storeOf(100, 1, 2);
  const { found, pages } = await all(services, { rule: "LT01", file: "a/x" });
  assert.equal(found.length, 50);
  assert.deepEqual(found, found.toSorted().toReversed());
  assert.ok(pages.slice(0, 5).every((n) => n === 10));
});

Deno.test("others have their turn while many long names are compared with a glob", async () => {
  const { services } = storeOf(1, 0, 1);
  const files = Array.from(
    { length: 5000 },
    () => ({ job_id: idOf(0), file_name: "a".repeat(900) }),
  );
  services.store.jobs.filesOf = () => Promise.resolve(files);
  let turns = 0;
  let searching = true;
  const others = (async () => {
    for (; searching; turns++) await sleep(0);
  })();
  const page = await searchJobs(services, { file: `*${"a*".repeat(100)}b` }, 10);
  searching = false;
  await others;
  assert.deepEqual(page.jobs, []);
  assert.ok(turns > 10, `others had ${turns} turns`);
});
