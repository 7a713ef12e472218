/** Every method of the port once, on a database that is full: for tests of how statements run. */
import assert from "node:assert/strict";
import type { Store } from "../../src/store/port.ts";
import { newBaseline } from "./cases/baselines.ts";
import { auditEntry } from "./cases/audit.ts";
import { archiveJob, failure, heldJob, newTask, singleJob, success, T0, workerRow } from "./kit.ts";

/** Calls every method of the port once, lists with every filter. */
export async function useEverything(store: Store): Promise<void> {
  const now = T0 + 10 ** 9;
  await useJobs(store, now);
  const worker = workerRow("w-1", 1, now);
  await store.workers.heartbeat(worker);
  await store.workers.heartbeat(worker);
  const claims = await store.tasks.claim("w-1", 32, 4, now);
  assert.equal(claims.length, 32);
  const counted = { rule_counts: [{ code: "LT01", severity: "error" as const, count: 1 }] };
  const { accepted } = await store.tasks.finish([
    success(claims[0]!, { ...counted, body: "{}" }),
    failure(claims[1]!),
  ]);
  assert.equal(accepted.length, 2);
  assert.equal(await store.tasks.release(claims.slice(2, 4), now), 2);
  assert.equal((await store.tasks.held(claims.map((c) => c.lease_token))).length, 28);
  const { job_id, task_id } = claims[1]!;
  for (const filter of [{}, { status: "SUCCESS" }, { outcome: "clean" }, { file: "f" }] as const) {
    await store.tasks.list(job_id, filter, 10, 5);
  }
  await store.tasks.list(job_id, { code: "LT01", severity: "error" }, 10);
  await store.tasks.list(job_id, { severity: "error" }, 10);
  await store.tasks.list(job_id, { names: ["file-1.sql", "file-2.sql"] }, 10);
  await store.tasks.get(task_id);
  await store.tasks.attempts([task_id, claims[0]!.task_id]);
  assert.equal(await store.tasks.resultBody(claims[0]!.task_id), "{}");
  await store.tasks.retry(task_id, now);
  await store.jobs.retry(job_id, now);
  await useExpansions(store, now);
  await useSessions(store, now);
  await useWebhooks(store, now);
  assert.equal((await store.workers.holders("", 10)).length, 1);
  assert.equal((await store.workers.rescue("w-1", 1, 100, 3, now)).rescued, 28 + 2);
  assert.equal((await store.workers.leases("w-1", 100)).length, 0);
  await store.workers.releaseLeases("w-1", ["none"], now);
  await store.workers.list(0);
  await store.workers.get("w-1");
  const command = await store.workers.command("w-1", "pause", now);
  await store.workers.getCommand(command);
  await store.workers.completeCommand(command, "paused", now);
  await store.workers.prune(now + 1);
  await store.maintenance.depths();
  await store.maintenance.pauseQueue("zip_processing", true, now);
  await store.maintenance.pauseQueue("zip_processing", false, now);
  assert.equal((await store.maintenance.overdue(now + 1, 20)).length, 20);
  await store.maintenance.pruneKeys(now);
  await store.maintenance.ping();
  await useAudit(store);
  await useDeadLetters(store);
  await useBaselines(store);
  await useTrends(store, now);
  await store.jobs.cancel(job_id, now);
  assert.equal(await store.jobs.delete(job_id), true);
}

async function useTrends(store: Store, now: number): Promise<void> {
  const error = { code: "undecodable", message: "" };
  for (let i = 0; i < 3; i++) {
    const labels = { project: "shop" };
    await store.jobs.create(singleJob({ labels, tasks: [newTask(0, { source: null, error })] }));
  }
  assert.equal(await store.trends.count(2), 2);
  assert.equal((await store.trends.points("project:shop", 60, 0, now)).length, 1);
  assert.equal((await store.trends.points(null, 900, T0, T0 + 90_000_000)).length, 100);
  const later = T0 + 20_000 * 60_000;
  assert.equal(await store.trends.sample(later), true);
  assert.equal(await store.trends.sample(later), false);
  assert.equal((await store.trends.samples(60, later - 60_000, later + 60_000)).length, 2);
  assert.ok(await store.trends.prune(60, now) > 0);
}

async function useDeadLetters(store: Store): Promise<void> {
  const page = await store.deadLetters.list({}, 20);
  assert.equal(page.length, 20);
  const { dead_lettered_at, task_id } = page.at(-1)!;
  const next = await store.deadLetters.list({}, 20, {
    dead_lettered_at: dead_lettered_at!,
    task_id,
  });
  assert.equal(next.length, 20);
  const { job_id } = page[0]!;
  assert.ok((await store.deadLetters.list({ job_id }, 20)).length > 0);
  for (const filter of [{ code: "engine_failed" }, { worker: "w" }, { file: "a" }, {}]) {
    await store.deadLetters.list(filter, 20);
    await store.deadLetters.kinds(filter, 20);
  }
  assert.equal(await store.deadLetters.forget([task_id]), 1);
}

async function useBaselines(store: Store): Promise<void> {
  const fingerprint = "ab".repeat(16);
  const findings = [{ fingerprint, code: "LT01", file: "a.sql" }];
  assert.equal(await store.baselines.create(newBaseline(), findings), true);
  await store.baselines.list({}, 10, "a");
  await store.baselines.list({ project: "shop" }, 10);
  const bytes = new TextEncoder().encode("select 1\n");
  const job = heldJob(bytes, { created_at: T0 - 5, options: { baseline: "shop-main" } });
  await store.jobs.create(job);
  assert.equal((await store.jobs.source(job.job_id))?.length, bytes.length);
  const claim = (await store.tasks.claim("w-2", 1000, 1, T0 - 5))
    .find(({ job_id }) => job_id === job.job_id)!;
  const end = success(claim, { fingerprints: [{ fingerprint, error: true }] });
  assert.equal((await store.tasks.finish([end])).ended_jobs.length, 1);
  assert.equal((await store.jobs.get(job.job_id))?.baseline_result?.unchanged, 1);
  await store.baselines.states(job.job_id, [0]);
  assert.equal(await store.baselines.delete("shop-main"), true);
}

async function useAudit(store: Store): Promise<void> {
  const entry = auditEntry({ at: T0 + 5 });
  await store.audit.write([entry]);
  await store.audit.write([{ ...entry, status: 200 }]);
  const before = entry.audit_id;
  for (
    const filter of [{}, { who: "who-3" }, { action: "action-3" }, {
      since: T0,
      until: T0 + 900_000,
    }]
  ) {
    assert.equal((await store.audit.list(filter, 20)).length, 20);
    await store.audit.list(filter, 20, before);
  }
  assert.equal(await store.audit.prune(T0 + 10 ** 7, 50), 50);
}

async function useJobs(store: Store, now: number): Promise<void> {
  const key = { scope: "s", key: "k", body_hash: "h" };
  const job = singleJob({ created_at: now + 5, labels: { project: "shop", branch: "main" } });
  await store.jobs.create(job, key);
  await store.jobs.findKey(key);
  await store.jobs.get(job.job_id);
  const before = job.job_id;
  await store.jobs.list({}, 50, before);
  await store.jobs.list({}, 50);
  await store.jobs.list({ status: "PROCESSING" }, 50, before);
  await store.jobs.list({ verdict: "FAIL" }, 50, before);
  await store.jobs.list({ dialect: "ansi" }, 50, before);
  await store.jobs.list({ engine: "sqlfluff" }, 50, before);
  await store.jobs.list({ since: T0 + 10, until: T0 + 100 }, 50, before);
  await store.jobs.list({ q: "name-12" }, 50, before);
  await store.jobs.list({ q: "name-12", status: "PROCESSING", since: T0 }, 50, before);
  await useLabels(store, before);
  await store.jobs.expired(T0 + 5000, 100);
  const some = (await store.jobs.list({ engine: "sqlfluff" }, 20, before)).map((j) => j.job_id);
  await store.jobs.withRule(some, "LT01");
  await store.jobs.existing([job.job_id, "nothing"]);
  await store.jobs.countActive();
}

async function useWebhooks({ webhooks, jobs }: Store, now: number): Promise<void> {
  const webhook_id = "00000000-0000-7000-8000-000000000001";
  const job = singleJob({ created_at: now + 7 });
  assert.equal(
    await webhooks.create({
      webhook_id,
      url: "https://example.com/",
      events: ["job.finished"],
      project: null,
      description: "",
      secret: "whsec_",
      previous_secret: null,
      previous_until: null,
      created_at: now,
      created_by: "boss",
      disabled_at: null,
      disabled_reason: null,
    }, 10),
    true,
  );
  await webhooks.get(webhook_id);
  await webhooks.list();
  await jobs.create(job);
  await jobs.cancel(job.job_id, now);
  const [event] = await webhooks.events(10);
  const [one, two] = [1, 2].map((n) => ({
    delivery_id: `0000000${n}-0000-7000-8000-000000000000`,
    webhook_id,
    event: "job.finished",
    job_id: job.job_id,
    payload: "{}",
    created_at: now,
  }));
  assert.equal(await webhooks.take(event!.event_id, [one!]), true);
  await webhooks.add(two!);
  const [first, second] = await webhooks.claim(2, 1000, now);
  const made = { at: now, status: 200, error: null, duration_ms: 1 };
  assert.equal(await webhooks.end({ claim: first!, now, made, state: "delivered" }), true);
  await webhooks.release([second!], now);
  await webhooks.deliveries(webhook_id, "pending", 10, "g");
  assert.equal((await webhooks.deliveries(webhook_id, undefined, 10)).length, 2);
  await webhooks.update(webhook_id, { disabled_at: now }, now);
  assert.equal(await webhooks.prune(now + 9, 1), 1);
  await webhooks.delete(webhook_id);
}

async function useSessions({ sessions }: Store, now: number): Promise<void> {
  const session_hash = "a".repeat(64);
  const row = { token_name: "ci", token_proof: "b".repeat(64), created_at: now };
  await sessions.create({ ...row, session_hash, expires_at: now + 1 });
  assert.notEqual(await sessions.get(session_hash, now), null);
  assert.equal(await sessions.end(session_hash), true);
  await sessions.prune(now);
}

async function useLabels(store: Store, before: string): Promise<void> {
  const rare = "project:p7";
  for (const labels of [[rare], [rare, "branch:main"]]) {
    assert.equal((await store.jobs.list({ labels }, 50, before)).length, 50);
    assert.equal((await store.jobs.list({ labels, dialect: "ansi" }, 50, before)).length, 50);
    await store.jobs.list({ labels, since: T0 }, 50, before);
  }
}

async function useExpansions(store: Store, now: number): Promise<void> {
  for (let i = 0; i < 4; i++) await store.jobs.create(archiveJob({ created_at: T0 - 1 }));
  const claims = await store.expansions.claim("w-1", 5, now);
  await store.expansions.addTasks(claims[0]!, [newTask(0)], now);
  await store.expansions.finish(claims[0]!, [], now);
  await store.expansions.fail(claims[1]!, { code: "internal", message: "" }, [], now, now);
  await store.expansions.release(claims[2]!, now);
  await store.tasks.expansionAttempts(claims[1]!.job.job_id);
}
