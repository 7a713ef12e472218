import assert from "node:assert/strict";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { openService, type TaskBody, type TestService } from "../../support/service.ts";

interface Page {
  dead_letters: TaskBody[];
  next_cursor: string | null;
}

const list = (service: TestService, query = "") =>
  service.get<Page>(`/api/v1/dead-letters?${query}`);

/** A job with three files that use up their one attempt, and one that is fine. */
async function withDead(service: TestService): Promise<string> {
  const crash = "-- do: refuse engine_failed";
  const job_id = await service.submit(
    await zipOf({
      "a.sql": crash,
      "b.sql": crash + "\n",
      "c.sql": crash + "\n\n",
      "d.sql": "fine",
    }),
  );
  await service.ended(job_id);
  return job_id;
}

const env = { TASK_MAX_ATTEMPTS: "1" };

Deno.test("dead letters tell their reason and every attempt, page by page", async () => {
  await using service = await openService({ worker: true, scripted: {}, env });
  await withDead(service);
  const first = await list(service, "limit=2");
  const second = await list(service, `limit=2&cursor=${first.next_cursor}`);
  const all = [...first.dead_letters, ...second.dead_letters];
  assert.deepEqual(all.map((t) => t.file_name).sort(), ["a.sql", "b.sql", "c.sql"]);
  assert.equal(second.next_cursor, null);
  for (const letter of all) {
    assert.equal(letter.task_status, "FAILURE");
    assert.equal(letter.error?.code, "engine_failed");
    assert.deepEqual(letter.attempts.map((a) => a.error?.code), ["engine_failed"]);
    assert.notEqual(letter.dead_lettered_at, null);
  }
});

Deno.test("some dead letters are retried, or all; what cannot be is refused by name", async () => {
  await using service = await openService({ worker: true, scripted: {}, env });
  const job_id = await withDead(service);
  const ids = (await list(service)).dead_letters.map((t) => t.task_id);
  const path = "/api/v1/dead-letters/retry";
  const some = await service.post(path, { task_ids: [ids[0], ids[0], "nobody"] });
  const outcome = await some.json();
  assert.deepEqual([outcome.matched, outcome.changed, outcome.refused_count], [2, 1, 1]);
  assert.equal(outcome.refused[0].code, "not_found");
  await service.ended(job_id);
  assert.equal((await list(service)).dead_letters.length, 3);
  const rest = await (await service.post(path, { all: true })).json();
  assert.deepEqual([rest.matched, rest.changed], [3, 3]);
  await service.ended(job_id);
  const [again] = (await list(service)).dead_letters;
  assert.ok(again!.attempts.length >= 2);
});

Deno.test("dead letters are listed, counted and acted on by kind, worker, job and file", async () => {
  await using service = await openService({ worker: true, scripted: {}, env });
  const [one, two] = [await withDead(service), await withDead(service)];
  const lost = await service.submit("-- do: refuse internal");
  await service.ended(lost);
  const { worker_id } = (await service.tasks(one))[0]!.attempts[0]!;
  const count = async (query: string) => (await list(service, query)).dead_letters.length;
  assert.equal(await count("code=internal"), 1);
  assert.equal(await count(`code=engine_failed&job_id=${two}`), 3);
  assert.equal(await count(`worker=${encodeURIComponent(worker_id)}`), 7);
  assert.equal(await count("file=b."), 2);
  const first = await list(service, "code=engine_failed&limit=4");
  const second = await list(service, `code=engine_failed&limit=4&cursor=${first.next_cursor}`);
  assert.deepEqual([first.dead_letters.length, second.dead_letters.length], [4, 2]);
  const kinds = (query = "") => service.get(`/api/v1/dead-letters/kinds?${query}`);
  const all = [{ code: "engine_failed", count: 6 }, { code: "internal", count: 1 }];
  assert.deepEqual(await kinds(), { kinds: all, complete: true });
  assert.deepEqual(await kinds(`job_id=${lost}`), { kinds: [all[1]], complete: true });
  await problemOf(
    await service.request("GET", "/api/v1/dead-letters/kinds?code=internal"),
    "unknown_parameter",
    ["code"],
  );
  const filter = { code: "engine_failed", job_id: one };
  const retried = await service.post("/api/v1/dead-letters/retry", { filter });
  const { matched, changed } = await retried.json();
  assert.deepEqual([matched, changed], [3, 3]);
  await service.ended(one);
  const dismissed = await service.post("/api/v1/dead-letters/delete", {
    filter: { code: "internal" },
  });
  assert.deepEqual(await dismissed.json(), { matched: 1, changed: 1 });
  assert.deepEqual(await kinds(), { kinds: all.slice(0, 1), complete: true });
});

Deno.test("dead letters are taken out of the list, and stay failed in their job", async () => {
  await using service = await openService({ worker: true, scripted: {}, env });
  const job_id = await withDead(service);
  const [letter] = (await list(service)).dead_letters;
  const path = "/api/v1/dead-letters/delete";
  const one = await service.post(path, { task_ids: [letter!.task_id] });
  assert.deepEqual(await one.json(), { matched: 1, changed: 1 });
  const all = await service.post(path, { all: true });
  assert.deepEqual(await all.json(), { matched: 2, changed: 2 });
  assert.deepEqual((await list(service)).dead_letters, []);
  assert.equal((await service.ended(job_id)).progress.failed, 3);
});

Deno.test("a choice that is none is refused with its field", async () => {
  await using service = await openService();
  const filters = [{ filter: {} }, { filter: { code: "x" }, all: true }, { filter: { cod: "x" } }];
  for (
    const body of [{}, { all: false }, { task_ids: [] }, { task_ids: ["a"], all: true }, ...filters]
  ) {
    for (const action of ["retry", "delete"]) {
      const response = await service.post(`/api/v1/dead-letters/${action}`, body);
      await problemOf(response, "validation_failed");
    }
  }
});
