import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { LintelError } from "../../src/errors.ts";
import type { TaskClaim } from "../../src/store/port.ts";
import { finish } from "../../src/workflow/finish.ts";
import { readResult } from "../../src/workflow/read.ts";
import { countRules, run, type RunContext, type RunEnd } from "../../src/workflow/run.ts";
import { VISIBILITY_PAUSE } from "../../src/workflow/visibility.ts";
import { Companions } from "../../src/workflow/companions.ts";
import { openService, type TestService } from "../support/service.ts";
import { sleep } from "../support/wait.ts";
import { onVolume } from "../support/on_volume.ts";

function contextOf(service: TestService): RunContext {
  const { services, cache } = service;
  return { services, cache, companions: new Companions(services) };
}

async function claimOne(service: TestService, worker = "w@h"): Promise<TaskClaim> {
  const { store, now } = service.services;
  const [claim] = await store.tasks.claim(worker, 1, 1, now());
  return claim!;
}

const NEVER = new AbortController().signal;

Deno.test("a run that ends after its lease was taken changes nothing", async () => {
  await using service = await openService({ scripted: {} });
  const job_id = await service.submit("fault\n");
  const late = await claimOne(service);
  const end = await run(contextOf(service), late, NEVER);
  await service.services.store.tasks.release([late], service.services.now());
  const again = await claimOne(service, "other@h");
  assert.equal(again.task_id, late.task_id);
  const ignored = await finish(service.services, [end]);
  assert.deepEqual([[...ignored.accepted], ignored.ended_jobs], [[], []]);
  assert.equal((await service.tasks(job_id))[0]?.task_status, "PROCESSING");
  const taken = await finish(service.services, [
    await run(contextOf(service), again, NEVER),
  ]);
  assert.deepEqual([...taken.accepted], [again.task_id]);
  assert.deepEqual(taken.ended_jobs, [{ job_id, status: "COMPLETED" }]);
  const job = await service.ended(job_id);
  assert.deepEqual([job.error_count, job.progress.succeeded], [1, 1]);
});

Deno.test("an end that is written twice counts once", async () => {
  await using service = await openService({ scripted: {} });
  const job_id = await service.submit("fault\n");
  const end = await run(contextOf(service), await claimOne(service), NEVER);
  const first = await finish(service.services, [end]);
  // The second hears what the first may not have heard.
  const second = await finish(service.services, [end]);
  for (const { accepted, ended_jobs } of [first, second]) {
    assert.deepEqual([accepted.size, ended_jobs], [1, [{ job_id, status: "COMPLETED" }]]);
  }
  const job = await service.ended(job_id);
  assert.deepEqual([job.error_count, job.summary.by_rule], [1, { LT01: 1 }]);
});

Deno.test("a batch takes ends of several jobs and of every kind", async () => {
  await using service = await openService({ scripted: {} });
  const context = contextOf(service);
  const [good, bad, flaky, given] = await Promise.all([
    service.submit("fault\n"),
    service.submit("-- do: refuse timeout"),
    service.submit("-- do: crash"),
    service.submit("fine\n"),
  ]);
  const { store, now } = service.services;
  const claims = await store.tasks.claim("w@h", 10, 10, now());
  const ends: RunEnd[] = [];
  for (const claim of claims) {
    const signal = claim.job_id === given ? AbortSignal.abort() : NEVER;
    ends.push(await run(context, claim, signal));
  }
  const kinds = Object.fromEntries(ends.map((e) => [e.claim.job_id, e.kind]));
  assert.deepEqual(kinds, {
    [good]: "linted",
    [bad]: "failed",
    [flaky]: "failed",
    [given]: "abandoned",
  });
  const finished = await finish(service.services, ends);
  assert.equal(finished.accepted.size, 3);
  assert.deepEqual(
    finished.ended_jobs.toSorted((a, b) => a.status < b.status ? -1 : 1),
    [{ job_id: good, status: "COMPLETED" }, { job_id: bad, status: "FAILED" }],
  );
  const statusOf = async (id: string) => (await service.tasks(id))[0]?.task_status;
  assert.deepEqual(await Promise.all([good, bad, flaky, given].map(statusOf)), [
    "SUCCESS",
    "FAILURE",
    "PENDING",
    "PENDING",
  ]);
});

Deno.test("nothing is finished where the volume takes no results, and it can be tried again", async () => {
  await using service = await openService({ scripted: {} });
  const job_id = await service.submit("fault\n".repeat(400));
  const end = await run(contextOf(service), await claimOne(service), NEVER);
  const { services } = service;
  const createPack = () => Promise.reject(new LintelError("storage_unavailable", "away"));
  const away = { ...services, files: Object.assign(Object.create(services.files), { createPack }) };
  await assert.rejects(finish(away, [end]), { code: "storage_unavailable" });
  assert.equal((await service.tasks(job_id))[0]?.task_status, "PROCESSING");
  assert.equal((await finish(services, [end])).accepted.size, 1);
});

Deno.test("no pack is being written any more when a batch is refused: the next try has its names", async () => {
  await using service = await openService({ scripted: {} });
  const ids: string[] = [];
  for (let i = 0; i < 2; i++) ids.push(await service.submit(`fault ${i}\n`.repeat(400)));
  const { services } = service;
  const claims = await services.store.tasks.claim("w@h", 2, 2, services.now());
  const ends = await Promise.all(claims.map((claim) => run(contextOf(service), claim, NEVER)));
  let slow = "not begun";
  const createPack = async (job_id: string, name: string) => {
    if (job_id === ids[0]) throw new LintelError("storage_unavailable", "no room");
    slow = "under way";
    await sleep(50);
    slow = "over";
    return await services.files.createPack(job_id, name);
  };
  const away = { ...services, files: Object.assign(Object.create(services.files), { createPack }) };
  await assert.rejects(finish(away, ends), { code: "storage_unavailable" });
  assert.equal(slow, "over");
  assert.equal((await finish(services, ends)).accepted.size, 2);
});

Deno.test("the small result of a single file needs no volume, a large one lies in a pack", async () => {
  await using service = await openService({ scripted: {} });
  const { services } = service;
  for (const [faults, packs] of [[1, 0], [400, 1]] as const) {
    const job_id = await service.submit("fault\n".repeat(faults));
    const end = await run(contextOf(service), await claimOne(service), NEVER);
    assert.equal((await finish(services, [end])).accepted.size, 1);
    const folder = `${service.settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}`;
    const files = existsSync(folder) ? [...Deno.readDirSync(folder)] : [];
    assert.equal(files.length, packs);
    const [task] = await services.store.tasks.list(job_id, {}, 1);
    assert.equal((await readResult(services, task!)).violations.length, faults);
    await services.store.jobs.delete(job_id);
    if (faults === 1) await assert.rejects(readResult(services, task!), { code: "not_found" });
  }
});

Deno.test("a stored source that was changed is not linted as if it were the one submitted", async () => {
  await using service = await openService({ scripted: {} });
  const job_id = await service.submit(onVolume("fault"));
  const folder = `${service.settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}`;
  await Deno.writeTextFile(`${folder}.upload`, "other\n");
  const claim = await claimOne(service);
  // What was just submitted is remembered, once; from then on the disk is asked.
  await service.services.files.read(job_id, claim.source);
  const end = await run(contextOf(service), claim, NEVER);
  assert.equal(end.kind, "failed");
  assert.equal((end as Extract<RunEnd, { kind: "failed" }>).error.code, "storage_unavailable");
});

Deno.test("a worker without the engine says so, and what nobody foresaw is internal", async () => {
  await using service = await openService({ scripted: {} });
  await service.submit(onVolume("fault"));
  const claim = await claimOne(service);
  const codeOf = async (services: typeof service.services) => {
    const end = await run({ ...contextOf(service), services }, claim, NEVER);
    return (end as Extract<RunEnd, { kind: "failed" }>).error.code;
  };
  assert.equal(await codeOf({ ...service.services, engines: new Map() }), "engine_unavailable");
  const read = () => Promise.reject(new TypeError("odd"));
  const files = Object.assign(Object.create(service.services.files), { read });
  assert.equal(await codeOf({ ...service.services, files }), "internal");
});

Deno.test("a claim whose file is not visible yet is due again a little later, and no attempt of it is used", async () => {
  await using service = await openService({ scripted: {} });
  const { services } = service;
  const [given, unseen] = [await service.submit("fault 1\n"), await service.submit("fault 2\n")];
  const claims = await services.store.tasks.claim("w@h", 2, 1, services.now());
  assert.equal(claims.length, 2);
  const before = services.now();
  const finished = await finish(
    services,
    claims.map((claim): RunEnd => ({
      kind: claim.job_id === unseen ? "postponed" : "abandoned",
      claim,
    })),
  );
  assert.equal(finished.accepted.size, 0);
  const within = services.now() - before;
  for (const [job_id, pause] of [[given, 0], [unseen, VISIBILITY_PAUSE]] as const) {
    const [task] = await services.store.tasks.list(job_id, {}, 1);
    assert.deepEqual([task!.status, task!.attempt], ["PENDING", 0]);
    const later = task!.due_at - before - pause;
    assert.ok(later >= 0 && later <= within, `due ${later} ms off`);
  }
});

Deno.test("rules are counted by code and severity", async () => {
  await using service = await openService({ scripted: {} });
  await service.submit("fault\ndoubt\nfault\n");
  const end = await run(contextOf(service), await claimOne(service), NEVER);
  const { result, lines } = end as Extract<RunEnd, { kind: "linted" }>;
  assert.deepEqual(countRules(result), [
    { code: "LT01", severity: "error", count: 2 },
    { code: "LT01", severity: "warning", count: 1 },
  ]);
  assert.equal(lines, 4);
});
