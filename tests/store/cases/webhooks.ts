/** Webhooks, the events of jobs, and the messages to them. */
import assert from "node:assert/strict";
import type { NewDelivery, Store, Webhook } from "../../../src/store/port.ts";
import { idAt } from "../../../src/store/queries/ids.ts";
import { uuidv7 } from "../../../src/workflow/ids.ts";
import {
  archiveJob,
  type Case,
  claimExpansion,
  claimOne,
  createExpanded,
  createSingle,
  failure,
  newTask,
  singleJob,
  success,
  T0,
  workerRow,
} from "../kit.ts";

const MOST = 5;
const LEASE = 1000;

function webhook(change: Partial<Webhook> = {}): Webhook {
  return {
    webhook_id: uuidv7(T0),
    url: "https://example.com/hook?a=ü",
    events: ["job.finished"],
    project: null,
    description: "",
    secret: "whsec_x",
    previous_secret: null,
    previous_until: null,
    created_at: T0,
    created_by: "boss",
    disabled_at: null,
    disabled_reason: null,
    ...change,
  };
}

async function register(store: Store, change: Partial<Webhook> = {}): Promise<Webhook> {
  const made = webhook(change);
  assert.equal(await store.webhooks.create(made, MOST), true);
  return made;
}

function message(of: Webhook, change: Partial<NewDelivery> = {}): NewDelivery {
  return {
    delivery_id: uuidv7(T0),
    webhook_id: of.webhook_id,
    event: "job.finished",
    job_id: null,
    payload: '{"type":"job.finished"}',
    created_at: T0,
    ...change,
  };
}

/** Ids of the jobs that events tell of. */
async function told(store: Store): Promise<string[]> {
  return (await store.webhooks.events(100)).map(({ job_id }) => job_id);
}

const made = { at: T0, status: 500, error: null, duration_ms: 7 };

export const webhookCases: Case[] = [
  {
    name: "a webhook is changed where its secrets are those that were read, and not otherwise",
    async run(store) {
      const { webhooks } = store;
      const { webhook_id } = await register(store, { previous_secret: "whsec_0" });
      const read = { secret: "whsec_x", previous_secret: "whsec_0" };
      const change = { secret: "whsec_y", previous_secret: null };
      for (const other of [{ ...read, secret: "whsec_z" }, { ...read, previous_secret: null }]) {
        assert.equal(await webhooks.update(webhook_id, change, T0, other), null);
      }
      assert.equal((await webhooks.get(webhook_id))?.secret, "whsec_x");
      const changed = await webhooks.update(webhook_id, change, T0, read);
      assert.deepEqual([changed?.secret, changed?.previous_secret], ["whsec_y", null]);
      assert.equal(await webhooks.update(webhook_id, change, T0, read), null);
    },
  },
  {
    name: "webhooks are kept as they were made, changed and removed, and bounded in number",
    async run({ webhooks }) {
      const all = Array.from({ length: MOST }, (_, i) =>
        webhook({
          webhook_id: uuidv7(T0 + i),
          events: i === 0 ? ["job.finished", "gate.failed"] : ["gate.failed"],
          project: i === 0 ? "shöp" : null,
        }));
      for (const each of all) assert.equal(await webhooks.create(each, MOST), true);
      assert.equal(await webhooks.create(webhook(), MOST), false);
      assert.deepEqual(await webhooks.list(), all);
      const { webhook_id } = all[0]!;
      assert.deepEqual(await webhooks.get(webhook_id), all[0]);
      assert.equal(await webhooks.get("none"), null);
      const change = { url: "https://b.example/", events: ["gate.failed" as const], project: null };
      const changed = await webhooks.update(webhook_id, change, T0);
      assert.deepEqual(changed, { ...all[0]!, ...change });
      assert.deepEqual(await webhooks.update(webhook_id, {}, T0), changed);
      assert.equal(await webhooks.update("none", change, T0), null);
      assert.equal(await webhooks.delete(webhook_id), true);
      assert.equal(await webhooks.delete(webhook_id), false);
      assert.equal((await webhooks.list()).length, MOST - 1);
    },
  },
  {
    name: "without an enabled webhook the end of a job leaves no event",
    async run(store) {
      await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      assert.deepEqual(await told(store), []);
      await register(store, { disabled_at: T0, disabled_reason: "off" });
      await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      assert.deepEqual(await told(store), []);
    },
  },
  {
    name: "with one, every way in which a job ends leaves one event, and no other move does",
    async run(store) {
      await register(store);
      await register(store);
      const single = await createSingle(store);
      const claim = await claimOne(store);
      assert.deepEqual(await told(store), []);
      const end = success(claim);
      await store.tasks.finish([end]);
      await store.tasks.finish([end]);
      assert.deepEqual(await told(store), [single.job_id]);

      const failed = await createSingle(store);
      await store.tasks.finish([failure(await claimOne(store))]);
      await store.jobs.retry(failed.job_id, T0 + 20);
      await store.tasks.finish([success(await claimOne(store, T0 + 30))]);
      assert.deepEqual((await told(store)).filter((id) => id === failed.job_id).length, 2);

      const cancelled = await createExpanded(store, 3);
      await store.jobs.cancel(cancelled.job_id, T0 + 40);
      await store.jobs.cancel(cancelled.job_id, T0 + 41);

      const empty = archiveJob();
      await store.jobs.create(empty);
      await store.expansions.finish(await claimExpansion(store, empty.job_id), [], T0 + 5);

      const broken = archiveJob();
      await store.jobs.create(broken);
      const error = { code: "invalid_archive", message: "no" };
      const first = await claimExpansion(store, broken.job_id);
      await store.expansions.fail(first, error, [], T0 + 6, T0 + 5);
      assert.ok(!(await told(store)).includes(broken.job_id));
      const second = await claimExpansion(store, broken.job_id, T0 + 7);
      await store.expansions.fail(second, error, [], null, T0 + 8);

      const born = singleJob({
        tasks: [newTask(0, { source: null, error: { code: "undecodable", message: "no" } })],
      });
      await store.jobs.create(born);

      const count = new Map<string, number>();
      for (const id of await told(store)) count.set(id, (count.get(id) ?? 0) + 1);
      const once = [single, cancelled, empty, broken, born].map((job) => [job.job_id, 1] as const);
      assert.deepEqual(count, new Map([...once, [failed.job_id, 2]]));
    },
  },
  {
    name: "a job that a lost worker brings to its end leaves an event as well",
    async run(store) {
      await register(store);
      const job = await createSingle(store);
      await store.workers.heartbeat(workerRow("w-lost", 1));
      const [claim] = await store.tasks.claim("w-lost", 1, 1, T0 + 1);
      assert.equal(claim?.job_id, job.job_id);
      await store.workers.rescue("w-lost", 1, 10, 1, T0 + 2);
      assert.deepEqual(await told(store), [job.job_id]);
      const zip = archiveJob();
      await store.jobs.create(zip);
      await store.workers.heartbeat(workerRow("w-two", 1));
      await store.expansions.claim("w-two", 1, T0 + 3);
      await store.workers.rescue("w-two", 1, 10, 1, T0 + 4);
      assert.deepEqual((await told(store)).sort(), [job.job_id, zip.job_id].sort());
    },
  },
  {
    name: "an event is taken once, with its messages at once, for webhooks that are still there",
    async run(store) {
      const [hook, gone] = [await register(store), await register(store)];
      await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      const [event] = await store.webhooks.events(10);
      await store.webhooks.delete(gone.webhook_id);
      const messages = [message(hook), message(gone)];
      const taken = await Promise.all([
        store.webhooks.take(event!.event_id, messages),
        store.webhooks.take(
          event!.event_id,
          messages.map((m) => ({ ...m, delivery_id: uuidv7(T0) })),
        ),
      ]);
      assert.deepEqual(taken.toSorted(), [false, true]);
      assert.deepEqual(await told(store), []);
      assert.equal((await store.webhooks.deliveries(hook.webhook_id, undefined, 10)).length, 1);
      assert.equal(await store.webhooks.take("none", []), false);
    },
  },
  {
    name: "due messages are claimed a few of each webhook, and again once their lease is over",
    async run(store) {
      const { webhooks } = store;
      const [a, b] = [await register(store), await register(store)];
      for (let i = 0; i < 4; i++) {
        await webhooks.add(message(a, { created_at: T0 + i, delivery_id: uuidv7(T0 + i) }));
      }
      await webhooks.add(message(b, { created_at: T0 + 50 }));
      assert.deepEqual(await webhooks.claim(2, LEASE, T0 - 1), []);
      const first = await webhooks.claim(2, LEASE, T0 + 60);
      const count = (hook: Webhook) =>
        first.filter(({ webhook }) => webhook.webhook_id === hook.webhook_id).length;
      assert.deepEqual([count(a), count(b)], [2, 1]);
      assert.deepEqual(first.map(({ delivery }) => delivery.attempt), [1, 1, 1]);
      assert.deepEqual(
        first.find(({ webhook }) => webhook.webhook_id === b.webhook_id)!.webhook,
        b,
      );
      assert.deepEqual(await webhooks.claim(2, LEASE, T0 + 61, [a.webhook_id]), []);
      const rest = await webhooks.claim(2, LEASE, T0 + 61);
      assert.equal(rest.length, 2);
      assert.deepEqual(await webhooks.claim(9, LEASE, T0 + 62), []);
      assert.equal((await webhooks.claim(9, LEASE, T0 + 60 + LEASE)).length, 3);
      // Whoever lost its claim changes nothing any more.
      const late = { claim: first[0]!, now: T0 + 70, made, state: "delivered" as const };
      assert.equal(await webhooks.end(late), false);
    },
  },
  {
    name: "an attempt ends a message or puts it off, and each is kept; a claim can be given back",
    async run(store) {
      const { webhooks } = store;
      const hook = await register(store);
      const sent = message(hook);
      await webhooks.add(sent);
      const [one] = await webhooks.claim(1, LEASE, T0);
      const later = { claim: one!, now: T0 + 5, made, state: "pending" as const, due_at: T0 + 100 };
      assert.equal(await webhooks.end(later), true);
      assert.equal(await webhooks.end(later), false);
      assert.deepEqual(await webhooks.claim(1, LEASE, T0 + 99), []);
      const [two] = await webhooks.claim(1, LEASE, T0 + 100);
      assert.equal(two!.delivery.attempt, 2);
      await webhooks.release([two!], T0 + 101);
      const [three] = await webhooks.claim(1, LEASE, T0 + 101);
      assert.equal(three!.delivery.attempt, 2);
      const ok = { at: T0 + 102, status: 204, error: null, duration_ms: 3 };
      const end = { claim: three!, now: T0 + 103, made: ok, state: "delivered" as const };
      assert.equal(await webhooks.end(end), true);
      assert.deepEqual(await webhooks.deliveries(hook.webhook_id, undefined, 10), [{
        ...sent,
        state: "delivered",
        attempt: 2,
        attempts: [made, ok],
        due_at: T0 + 103,
        finished_at: T0 + 103,
      }]);
      assert.deepEqual(await webhooks.claim(1, LEASE, T0 + 9999), []);
    },
  },
  {
    name:
      "a webhook that is disabled is sent nothing that waited, and what is under way changes nothing",
    async run(store) {
      const { webhooks } = store;
      const hook = await register(store);
      for (let i = 0; i < 3; i++) await webhooks.add(message(hook));
      const [claim] = await webhooks.claim(1, LEASE, T0);
      await webhooks.update(
        hook.webhook_id,
        { disabled_at: T0 + 1, disabled_reason: "410" },
        T0 + 1,
      );
      const states = async () =>
        (await webhooks.deliveries(hook.webhook_id, undefined, 10)).map(({ state }) => state);
      assert.deepEqual(await states(), ["failed", "failed", "failed"]);
      assert.equal(
        await webhooks.end({ claim: claim!, now: T0 + 2, made, state: "pending", due_at: T0 + 3 }),
        false,
      );
      await webhooks.add(message(hook));
      assert.deepEqual(await webhooks.claim(9, LEASE, T0 + 9), []);
      await webhooks.update(hook.webhook_id, { disabled_at: null, disabled_reason: null }, T0 + 9);
      assert.equal((await webhooks.claim(9, LEASE, T0 + 9)).length, 1);
    },
  },
  {
    name: "what waits, however old, takes no place in a page of messages to forget",
    async run(store) {
      const { webhooks } = store;
      const hook = await register(store);
      const idOf = (i: number) => `${idAt(T0 + i * 1000)}-7000-8000-000000000000`;
      for (let i = 0; i < 5; i++) {
        const created_at = T0 + i * 1000;
        await webhooks.add(message(hook, { delivery_id: idOf(i), created_at }));
      }
      for (const claim of await webhooks.claim(9, LEASE, T0 + 9000)) {
        const waits = claim.delivery.delivery_id <= idOf(1);
        await webhooks.end(
          waits
            ? { claim, now: T0 + 9001, made, state: "pending", due_at: T0 + 10_000 }
            : { claim, now: T0 + 9001, made, state: "delivered" },
        );
      }
      assert.equal(await webhooks.prune(T0 + 99_000, 2), 2);
      assert.equal(await webhooks.prune(T0 + 99_000, 2), 1);
      const left = await webhooks.deliveries(hook.webhook_id, undefined, 9);
      assert.deepEqual(left.map(({ delivery_id }) => delivery_id), [idOf(1), idOf(0)]);
    },
  },
  {
    name:
      "messages are listed newest first, by state, page by page, and forgotten once they are old",
    async run(store) {
      const { webhooks } = store;
      const [hook, other] = [await register(store), await register(store)];
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) {
        const delivery_id = `${idAt(T0 + i * 1000)}-7000-8000-000000000000`;
        ids.unshift(delivery_id);
        await webhooks.add(message(hook, { delivery_id, created_at: T0 + i * 1000 }));
      }
      await webhooks.add(message(other));
      const page = async (...rest: [DeliveryStateOf | undefined, number, string?]) =>
        (await webhooks.deliveries(hook.webhook_id, ...rest)).map(({ delivery_id }) => delivery_id);
      assert.deepEqual(await page(undefined, 3), ids.slice(0, 3));
      assert.deepEqual(await page(undefined, 3, ids[2]), ids.slice(3));
      const claims = await webhooks.claim(3, LEASE, T0 + 9000);
      for (
        const claim of claims.filter(({ delivery }) => delivery.webhook_id === hook.webhook_id)
      ) {
        await webhooks.end({ claim, now: T0 + 9001, made, state: "delivered" });
      }
      assert.deepEqual(await page("delivered", 9), ids.slice(2));
      assert.deepEqual(await page("pending", 9), ids.slice(0, 2));
      assert.equal(await webhooks.prune(T0 + 500, 100), 1);
      assert.equal(await webhooks.prune(T0 + 99_000, 1), 1);
      assert.equal(await webhooks.prune(T0 + 99_000, 100), 1);
      assert.deepEqual(await page(undefined, 9), ids.slice(0, 2));
      await webhooks.delete(hook.webhook_id);
      assert.deepEqual(await page(undefined, 9), []);
    },
  },
];

type DeliveryStateOf = "pending" | "delivered" | "failed";
