/**
 * The answer to a COMMIT that is lost on its way: the store has done what was asked, and its
 * caller heard an error. For every method that writes, what its caller does then must lead to the
 * state that the first call meant, and to no other.
 */
import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { migrate, openMysqlStore } from "../../src/store/mysql/mod.ts";
import type { ExpansionClaim, NewJob, Store, TaskClaim } from "../../src/store/port.ts";
import { mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { patience } from "../support/patience.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";
import { sleep, until } from "../support/wait.ts";
import type { AuditEntry } from "../../src/store/port.ts";
import { newBaseline } from "./cases/baselines.ts";
import { auditEntry } from "./cases/audit.ts";
import { assertConsistent } from "./consistency.ts";
import { HOOK, webhookLosses } from "./lost_answers_webhooks.ts";
import {
  again,
  archiveJob,
  claimExpansion,
  claimOne,
  createExpanded,
  createSingle,
  failure,
  newTask,
  singleJob,
  success,
  T0,
  WORKER,
  workerRow,
} from "./kit.ts";

/** Methods that only read: nothing is lost with their answer. */
const READING = [
  "jobs.findKey jobs.get jobs.list jobs.expired jobs.existing jobs.countActive jobs.packFiles",
  "jobs.source jobs.withRule jobs.filesOf deadLetters.list deadLetters.kinds",
  "baselines.get baselines.list baselines.findings baselines.states",
  "tasks.get tasks.list tasks.attempts tasks.expansionAttempts",
  "tasks.resultBody tasks.held workers.get workers.list workers.getCommand workers.holders",
  "workers.leases maintenance.depths maintenance.facts maintenance.overdue maintenance.ping",
  "maintenance.time audit.list trends.points trends.samples sessions.get",
  "webhooks.get webhooks.list webhooks.events webhooks.deliveries",
].flatMap((names) => names.split(" "));

interface Lost<Given> {
  prepare(store: Store): Promise<Given>;
  /** The call whose answer is lost, and that is repeated where its caller does so. */
  act(store: Store, given: Given): Promise<unknown>;
  /** What the caller does on hearing of the error; it repeats the call unless this says else. */
  then?(store: Store, given: Given): Promise<unknown>;
  check(store: Store, given: Given): Promise<void>;
}

const ERROR = { code: "storage_unavailable", message: "the volume is away" };

function lost<Given>(what: Lost<Given>): Lost<unknown> {
  return what as Lost<unknown>;
}

const CASES: Readonly<Record<string, Lost<unknown>>> = {
  ...webhookLosses,
  "jobs.cancel": lost<NewJob>({
    prepare: (store) => createExpanded(store, 3),
    act: (store, job) => store.jobs.cancel(job.job_id, T0 + 50),
    async check(store, job) {
      const got = await store.jobs.get(job.job_id);
      assert.deepEqual([got?.status, got?.counts.cancelled], ["CANCELLED", 3]);
    },
  }),
  "jobs.retry": lost<NewJob>({
    async prepare(store) {
      const job = await createExpanded(store, 2);
      const claims = await store.tasks.claim(WORKER, 2, 2, T0 + 5);
      await store.tasks.finish(claims.map((claim) => failure(claim)));
      return job;
    },
    act: (store, job) => store.jobs.retry(job.job_id, T0 + 200),
    async check(store, job) {
      assert.equal((await store.jobs.get(job.job_id))?.counts.pending, 2);
    },
  }),
  "audit.write": lost<AuditEntry>({
    prepare: () => Promise.resolve(auditEntry()),
    act: (store, entry) => store.audit.write([entry]),
    check: async (store, entry) => assert.deepEqual(await store.audit.list({}, 10), [entry]),
  }),
  "trends.count": lost<void>({
    async prepare(store) {
      for (let i = 0; i < 3; i++) await createSingle(store);
      const claims = await store.tasks.claim(WORKER, 3, 1, T0 + 5);
      await store.tasks.finish(claims.map((claim) => success(claim)));
    },
    act: (store) => store.trends.count(10),
    async check(store) {
      const [point] = await store.trends.points(null, 60, 0, T0 * 2);
      assert.deepEqual([point?.jobs, point?.files, point?.lines], [3, 3, 30]);
    },
  }),
  "trends.sample": lost<void>({
    prepare: () => Promise.resolve(),
    act: (store) => store.trends.sample(T0),
    async check(store) {
      const samples = await store.trends.samples(21_600, 0, T0 * 2);
      assert.deepEqual(samples.map((each) => each.samples), [1, 1]);
    },
  }),
  "trends.prune": lost<void>({
    async prepare(store) {
      await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      await store.trends.count(10);
    },
    act: (store) => store.trends.prune(60, T0 * 2),
    async check(store) {
      assert.deepEqual(await store.trends.points(null, 60, 0, T0 * 2), []);
      assert.equal((await store.trends.points(null, 900, 0, T0 * 2)).length, 1);
    },
  }),
  "deadLetters.forget": lost<TaskClaim>({
    async prepare(store) {
      await createSingle(store);
      const claim = await claimOne(store);
      await store.tasks.finish([failure(claim, true)]);
      return claim;
    },
    act: (store, { task_id }) => store.deadLetters.forget([task_id]),
    async check(store, { task_id }) {
      assert.deepEqual(await store.deadLetters.list({}, 10), []);
      assert.equal((await store.tasks.get(task_id))?.status, "FAILURE");
    },
  }),
  "baselines.create": lost<void>({
    prepare: () => Promise.resolve(),
    act: (store) => store.baselines.create(newBaseline(), []),
    // Whoever made it hears that the name is taken, and finds what was made.
    then: async (store) => assert.equal(await store.baselines.create(newBaseline(), []), false),
    check: async (store) => assert.deepEqual(await store.baselines.get("shop-main"), newBaseline()),
  }),
  "baselines.delete": lost<boolean>({
    prepare: (store) => store.baselines.create(newBaseline(), []),
    act: (store) => store.baselines.delete("shop-main"),
    check: async (store) => assert.equal(await store.baselines.get("shop-main"), null),
  }),
  "audit.prune": lost<AuditEntry[]>({
    async prepare(store) {
      const entries = [T0, T0 + 1000, T0 + 2000].map((at) => auditEntry({ at }));
      await store.audit.write(entries);
      return entries;
    },
    act: (store) => store.audit.prune(T0 + 1500, 10),
    check: async (store, entries) => assert.deepEqual(await store.audit.list({}, 10), [entries[2]]),
  }),
  "jobs.delete": lost<NewJob>({
    async prepare(store) {
      const job = await createExpanded(store, 2);
      await store.jobs.cancel(job.job_id, T0 + 5);
      return job;
    },
    act: (store, job) => store.jobs.delete(job.job_id),
    check: async (store, job) => assert.equal(await store.jobs.get(job.job_id), null),
  }),
  "expansions.claim": lost<NewJob>({
    async prepare(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      return job;
    },
    act: (store) => store.expansions.claim(WORKER, 1, T0 + 5),
    // The worker's heartbeat finds it.
    async then(store) {
      const leases = await store.workers.leases(WORKER, 10);
      assert.equal(await store.workers.releaseLeases(WORKER, leases, T0 + 50), 1);
    },
    async check(store, job) {
      assert.equal((await claimExpansion(store, job.job_id, T0 + 60)).attempt, 1);
    },
  }),
  "expansions.addTasks": lost<ExpansionClaim>({
    async prepare(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      return await claimExpansion(store, job.job_id);
    },
    act: (store, claim) => store.expansions.addTasks(claim, [newTask(0), newTask(1)], T0),
    then: (store, claim) => store.expansions.fail(claim, ERROR, [], T0 + 50, T0 + 20),
    async check(store, claim) {
      assert.equal((await store.jobs.get(claim.job.job_id))?.counts.total, 0);
      assert.equal((await claimExpansion(store, claim.job.job_id, T0 + 60)).attempt, 2);
    },
  }),
  "expansions.forgetTasks": lost<ExpansionClaim>({
    async prepare(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0), newTask(1)], T0);
      return claim;
    },
    act: (store, claim) => store.expansions.forgetTasks(claim),
    // The attempt fails by it, which finds nothing left to take back.
    then: (store, claim) => store.expansions.fail(claim, ERROR, [], T0 + 50, T0 + 20),
    async check(store, claim) {
      assert.equal((await store.jobs.get(claim.job.job_id))?.counts.total, 0);
      assert.equal((await claimExpansion(store, claim.job.job_id, T0 + 60)).attempt, 2);
    },
  }),
  "expansions.finish": lost<ExpansionClaim>({
    async prepare(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      const claim = await claimExpansion(store, job.job_id);
      await store.expansions.addTasks(claim, [newTask(0)], T0);
      return claim;
    },
    act: (store, claim) => store.expansions.finish(claim, [], T0 + 20),
    // The worker takes it for a failure, which it is not: nothing of it is taken back.
    async then(store, claim) {
      assert.equal(await store.expansions.fail(claim, ERROR, [], T0 + 50, T0 + 20), false);
    },
    check: async (store) => assert.equal((await claimOne(store, T0 + 60)).seq, 0),
  }),
  "expansions.fail": lost<ExpansionClaim>({
    async prepare(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      return await claimExpansion(store, job.job_id);
    },
    act: (store, claim) => store.expansions.fail(claim, ERROR, [], T0 + 50, T0 + 20),
    then: (store, claim) => store.expansions.release(claim, T0 + 30),
    async check(store, claim) {
      assert.equal((await store.tasks.expansionAttempts(claim.job.job_id)).length, 1);
      assert.equal((await claimExpansion(store, claim.job.job_id, T0 + 60)).attempt, 2);
    },
  }),
  "expansions.release": lost<ExpansionClaim>({
    async prepare(store) {
      const job = archiveJob();
      await store.jobs.create(job);
      return await claimExpansion(store, job.job_id);
    },
    act: (store, claim) => store.expansions.release(claim, T0 + 30),
    async check(store, claim) {
      assert.equal((await claimExpansion(store, claim.job.job_id, T0 + 60)).attempt, 1);
    },
  }),
  "tasks.claim": lost<NewJob>({
    prepare: (store) => createExpanded(store, 3),
    act: (store) => store.tasks.claim(WORKER, 2, 2, T0 + 5),
    async then(store) {
      const leases = await store.workers.leases(WORKER, 10);
      assert.equal(await store.workers.releaseLeases(WORKER, leases, T0 + 50), 2);
    },
    async check(store) {
      const claims = await store.tasks.claim(WORKER, 3, 3, T0 + 60);
      assert.deepEqual(claims.map((claim) => claim.attempt), [1, 1, 1]);
    },
  }),
  "tasks.finish": lost<{ job: NewJob; claims: TaskClaim[]; heard?: unknown }>({
    async prepare(store) {
      const job = await createExpanded(store, 3);
      const [first, ...claims] = await store.tasks.claim(WORKER, 3, 3, T0 + 5);
      await store.tasks.finish([failure(first!)]);
      return { job, claims };
    },
    async act(store, given) {
      const finished_at = T0 + 100 + (given.heard === undefined ? 0 : 7);
      given.heard = {};
      const counted = { rule_counts: [{ code: "LT01", severity: "error" as const, count: 2 }] };
      const ends = given.claims.map((claim) => success(claim, { ...counted, finished_at }));
      given.heard = await store.tasks.finish(ends);
    },
    async check(store, { job, claims, heard }) {
      const status = "PARTIALLY_COMPLETED" as const;
      assert.deepEqual(heard, {
        accepted: claims.map((claim) => claim.task_id),
        ended_jobs: [{ job_id: job.job_id, status }],
      });
      assert.equal((await store.jobs.get(job.job_id))?.status, status);
      assert.equal((await store.jobs.get(job.job_id))?.rule_counts[0]?.count, 4);
    },
  }),
  "tasks.release": lost<TaskClaim[]>({
    async prepare(store) {
      await createExpanded(store, 2);
      return await store.tasks.claim(WORKER, 2, 2, T0 + 5);
    },
    act: (store, claims) => store.tasks.release(claims, T0 + 20),
    check: async (store) => assert.equal((await claimOne(store, T0 + 60)).attempt, 1),
  }),
  "tasks.retry": lost<TaskClaim>({
    async prepare(store) {
      await createSingle(store);
      const claim = await claimOne(store);
      await store.tasks.finish([failure(claim)]);
      return claim;
    },
    act: (store, claim) => store.tasks.retry(claim.task_id, T0 + 200),
    check: async (store) => assert.equal((await claimOne(store, T0 + 300)).attempt, 2),
  }),
  "workers.heartbeat": lost<void>({
    prepare: () => Promise.resolve(),
    act: (store) => store.workers.heartbeat(workerRow(WORKER, 1)),
    then: (store) => store.workers.heartbeat(workerRow(WORKER, 2)),
    async check(store) {
      assert.deepEqual(await store.workers.list(0), [workerRow(WORKER, 2)]);
    },
  }),
  "workers.command": lost<void>({
    prepare: async (store) => void await store.workers.heartbeat(workerRow(WORKER, 1)),
    act: (store) => store.workers.command(WORKER, "pause", T0 + 1),
    // Whoever asked is told that it failed, and asks again: both are carried out.
    async check(store) {
      const commands = await store.workers.heartbeat(workerRow(WORKER, 2));
      assert.deepEqual(commands.map((command) => command.action), ["pause", "pause"]);
    },
  }),
  "workers.completeCommand": lost<string>({
    prepare: (store) => store.workers.command(WORKER, "pause", T0 + 1),
    act: (store, id) => store.workers.completeCommand(id, "paused", T0 + 2),
    async check(store, id) {
      assert.equal((await store.workers.getCommand(id))?.result, "paused");
      assert.deepEqual(await store.workers.heartbeat(workerRow(WORKER, 2)), []);
    },
  }),
  "workers.rescue": lost<TaskClaim[]>({
    async prepare(store) {
      await createExpanded(store, 2);
      return await store.tasks.claim(WORKER, 2, 2, T0 + 5);
    },
    act: (store) => store.workers.rescue(WORKER, -1, 10, 3, T0 + 50),
    async check(store, claims) {
      const attempts = await store.tasks.attempts(claims.map((claim) => claim.task_id));
      assert.deepEqual(attempts.map((a) => a.error?.code), ["worker_lost", "worker_lost"]);
      assert.equal((await claimOne(store, T0 + 60)).attempt, 2);
    },
  }),
  "workers.releaseLeases": lost<string[]>({
    async prepare(store) {
      await createExpanded(store, 2);
      await store.tasks.claim(WORKER, 2, 2, T0 + 5);
      return await store.workers.leases(WORKER, 10);
    },
    act: (store, tokens) => store.workers.releaseLeases(WORKER, tokens, T0 + 50),
    check: async (store) => assert.equal((await claimOne(store, T0 + 60)).attempt, 1),
  }),
  "workers.prune": lost<void>({
    prepare: async (store) => void await store.workers.heartbeat(workerRow(WORKER, 1)),
    act: (store) => store.workers.prune(T0 + 1),
    check: async (store) => assert.equal(await store.workers.get(WORKER), null),
  }),
  "maintenance.pruneKeys": lost<void>({
    prepare: async (store) =>
      void await store.jobs.create(singleJob(), { scope: "s", key: "k", body_hash: "h" }),
    act: (store) => store.maintenance.pruneKeys(T0 + 1),
    async check(store) {
      const key = { scope: "s", key: "k", body_hash: "h" };
      assert.equal(await store.jobs.findKey(key), null);
    },
  }),
  "maintenance.pauseQueue": lost<void>({
    prepare: () => Promise.resolve(),
    act: (store) => store.maintenance.pauseQueue("sql_analysis", true, T0 + 1),
    async check(store) {
      assert.equal((await store.maintenance.depths())[1]?.paused_at, T0 + 1);
    },
  }),
};

/** A store behind a proxy, and the same one without. */
async function open(): Promise<
  {
    proxy: TcpProxy;
    far: Store;
    near: Store;
    query: (sql: string) => Promise<unknown>;
  } & AsyncDisposable
> {
  const server = await mariaDb();
  const database = await server.newDatabase();
  const limits = { poolSize: 4, idleSeconds: 5, queryTimeout: patience(5000) };
  const proxy = TcpProxy.start(server.port);
  const near = await openMysqlStore({ ...limits, address: server.address(database) });
  const far = await openMysqlStore({ ...limits, address: server.address(database, proxy.port) });
  return {
    proxy,
    far,
    near,
    query: (sql) => server.query(sql, database),
    async [Symbol.asyncDispose]() {
      await Promise.all([near.close(), far.close()]);
      await proxy[Symbol.asyncDispose]();
    },
  };
}

mariadbTest("every method that writes is asked what a lost answer leaves behind", async () => {
  await using stores = await open();
  const { near } = stores;
  const names = ([
    "jobs",
    "expansions",
    "tasks",
    "workers",
    "maintenance",
    "audit",
    "trends",
    "deadLetters",
    "baselines",
    "sessions",
    "webhooks",
  ] as const)
    .flatMap((part) => Object.keys(near[part]).map((method) => `${part}.${method}`));
  assert.deepEqual(
    new Set([...READING, ...Object.keys(CASES), "jobs.create"]),
    new Set(names),
  );
});

for (const [name, { prepare, act, then = act, check }] of Object.entries(CASES)) {
  mariadbTest(`the answer to ${name} is lost, and its caller comes to the same end`, async () => {
    await using stores = await open();
    const { proxy, far, near } = stores;
    const given = await prepare(near);
    proxy.swallow = 1;
    await assert.rejects(act(far, given), { code: "store_unavailable", uncertain: true });
    assert.equal(proxy.swallowed, 1);
    await assertConsistent(near);
    await then(far, given);
    await assertConsistent(near);
    await check(near, given);
    await assertConsistent(near);
  });
}

mariadbTest(
  "the answer to jobs.create is lost, and it finds out that the job is there",
  async () => {
    await using stores = await open();
    const { proxy, far, near } = stores;
    for (const key of [undefined, { scope: "s", key: "k", body_hash: "h" }]) {
      const job = singleJob();
      proxy.swallow = 1;
      assert.deepEqual(await far.jobs.create(job, key), { created: true });
      assert.notEqual(await near.jobs.get(job.job_id), null);
      if (key === undefined) continue;
      const replay = { created: false, job_id: job.job_id, same_body: true };
      assert.deepEqual(await far.jobs.create(singleJob(), key), replay);
    }
    assert.equal((await near.jobs.list({}, 10)).length, 2);
    await assertConsistent(near);
  },
);

mariadbTest(
  "a lost answer is one to a commit that was made, however slow its statements",
  async () => {
    await using stores = await open();
    const { proxy, far, near } = stores;
    const job = await createExpanded(near, 2);
    const claims = await near.tasks.claim(WORKER, 2, 2, T0 + 5);
    // The packet with the commit ends the job, then leaves an event: each is answered apart.
    await near.webhooks.create(HOOK, 9);
    await stores.query(
      "create trigger slow before insert on webhook_events for each row do sleep(0.2)",
    );
    proxy.swallow = 1;
    const ends = claims.map((claim) => success(claim));
    await assert.rejects(far.tasks.finish(ends), { code: "store_unavailable", uncertain: true });
    assert.equal((await near.jobs.get(job.job_id))?.status, "COMPLETED");
  },
);

mariadbTest("a submission that cannot look again says that it is uncertain", async () => {
  await using stores = await open();
  const { proxy, far, near } = stores;
  const job = singleJob();
  const key = { scope: "s", key: "k", body_hash: "h" };
  proxy.swallow = 1;
  const creation = far.jobs.create(job, key);
  // Without a pause: the store looks again as soon as the answer is lost.
  while (proxy.swallow > 0) await sleep(0);
  proxy.refusing = true;
  const error = await creation.then(() => null, (e) => e);
  assert.ok(error instanceof LintelError && error.uncertain, String(error));
  proxy.refusing = false;
  const replay = { created: false, job_id: job.job_id, same_body: true };
  assert.deepEqual(await far.jobs.create(singleJob(), key), replay);
  assert.notEqual(await near.jobs.get(job.job_id), null);
});

mariadbTest(
  "a connection that breaks before the commit has done nothing, and nobody notices",
  async () => {
    await using stores = await open();
    const { proxy, far, near } = stores;
    await far.maintenance.ping();
    // What the pool has kept is broken now, and it does not know yet.
    proxy.cut();
    const job = singleJob();
    assert.deepEqual(await far.jobs.create(job), { created: true });
    proxy.cut();
    assert.equal((await far.jobs.get(job.job_id))?.status, "ACCEPTED");
    const claim = await claimOne(far);
    proxy.cut();
    assert.deepEqual((await far.tasks.finish([again(claim, T0 + 50)])).accepted, [claim.task_id]);
    await assertConsistent(near);
  },
);

mariadbTest(
  "a server that does not answer is store_unavailable in time, and comes back by itself",
  async () => {
    const server = await mariaDb();
    await using proxy = TcpProxy.start(server.port);
    const database = await server.newDatabase();
    const limits = { poolSize: 2, idleSeconds: 5 };
    // Migrated before, because a busy machine may need longer for that than what follows waits.
    await migrate({ ...limits, address: server.address(database) });
    const address = server.address(database, proxy.port);
    const store = await openMysqlStore({ ...limits, address, queryTimeout: 500 });
    const answers = () => store.maintenance.ping().then(() => true, () => false);
    try {
      const stall = Promise.withResolvers<void>();
      proxy.stalled = stall.promise;
      const calls = [
        store.maintenance.ping(),
        store.jobs.create(singleJob()),
        store.jobs.list({}, 10),
        // More than the pool has connections.
        store.tasks.claim(WORKER, 1, 1, T0),
      ];
      for (const result of await Promise.allSettled(calls)) {
        assert.equal(result.status === "rejected" && result.reason.code, "store_unavailable");
      }
      proxy.stalled = Promise.resolve();
      stall.resolve();
      await until("the store answers again", answers);
      proxy.refusing = true;
      proxy.cut();
      await assert.rejects(store.maintenance.ping(), { code: "store_unavailable" });
      proxy.refusing = false;
      await until("the store answers once more", answers);
    } finally {
      await store.close();
    }
  },
);

Deno.test.afterAll(stopMariaDb);
