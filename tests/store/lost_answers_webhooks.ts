/** What callers do when the answer to a write about sessions or webhooks is lost. */
import assert from "node:assert/strict";
import type { DeliveryClaim, SessionRow, Store, Webhook } from "../../src/store/port.ts";
import { claimOne, createSingle, success, T0 } from "./kit.ts";

interface Lost<Given> {
  prepare(store: Store): Promise<Given>;
  act(store: Store, given: Given): Promise<unknown>;
  then?(store: Store, given: Given): Promise<unknown>;
  check(store: Store, given: Given): Promise<void>;
}

function lost<Given>(what: Lost<Given>): Lost<unknown> {
  return what as Lost<unknown>;
}

const LEASE = 1000;
export const HOOK: Webhook = {
  webhook_id: "01a00000-0000-7000-8000-000000000001",
  url: "https://hook.example/",
  events: ["job.finished"],
  project: null,
  description: "",
  secret: "whsec_1",
  previous_secret: null,
  previous_until: null,
  created_at: T0,
  created_by: "boss",
  disabled_at: null,
  disabled_reason: null,
};
const { webhook_id } = HOOK;
const SESSION: SessionRow = {
  session_hash: "a".repeat(64),
  token_name: "ci",
  token_proof: "b".repeat(64),
  created_at: T0,
  expires_at: T0 + 10,
};
const MADE = { at: T0, status: 200, error: null, duration_ms: 1 };

function message(n: number) {
  const delivery_id = `01a0000${n}-0000-7000-8000-000000000000`;
  return { delivery_id, webhook_id, event: "x", job_id: null, payload: "{}", created_at: T0 };
}

async function withMessage({ webhooks }: Store): Promise<void> {
  await webhooks.create(HOOK, 9);
  await webhooks.add(message(1));
}

async function withClaim(store: Store): Promise<DeliveryClaim> {
  await withMessage(store);
  const [claim] = await store.webhooks.claim(1, LEASE, T0);
  return claim!;
}

const all = ({ webhooks }: Store) => webhooks.deliveries(webhook_id, undefined, 10);

export const webhookLosses: Readonly<Record<string, Lost<unknown>>> = {
  "sessions.create": lost<void>({
    prepare: async () => {},
    act: ({ sessions }) => sessions.create(SESSION),
    // The browser heard of no cookie, and signs in again for another one.
    then: ({ sessions }) => sessions.create({ ...SESSION, session_hash: "c".repeat(64) }),
    async check({ sessions }) {
      assert.notEqual(await sessions.get("c".repeat(64), T0), null);
      assert.equal(await sessions.prune(T0 + 10), 2);
    },
  }),
  "sessions.end": lost<void>({
    prepare: ({ sessions }) => sessions.create(SESSION),
    act: ({ sessions }) => sessions.end(SESSION.session_hash),
    check: async ({ sessions }) => assert.equal(await sessions.get(SESSION.session_hash, T0), null),
  }),
  "sessions.prune": lost<void>({
    prepare: ({ sessions }) => sessions.create(SESSION),
    act: ({ sessions }) => sessions.prune(T0 + 10),
    check: async ({ sessions }) => assert.equal(await sessions.get(SESSION.session_hash, T0), null),
  }),
  "webhooks.create": lost<void>({
    prepare: async () => {},
    act: ({ webhooks }) => webhooks.create(HOOK, 9),
    then: ({ webhooks }) => webhooks.get(webhook_id),
    check: async ({ webhooks }) => assert.deepEqual(await webhooks.list(), [HOOK]),
  }),
  "webhooks.update": lost<void>({
    prepare: async ({ webhooks }) => void await webhooks.create(HOOK, 9),
    act: ({ webhooks }) => webhooks.update(webhook_id, { secret: "whsec_2" }, T0),
    then: ({ webhooks }) => webhooks.get(webhook_id),
    check: async ({ webhooks }) =>
      assert.deepEqual(await webhooks.list(), [{ ...HOOK, secret: "whsec_2" }]),
  }),
  "webhooks.delete": lost<void>({
    prepare: withMessage,
    act: ({ webhooks }) => webhooks.delete(webhook_id),
    async check(store) {
      assert.deepEqual([await store.webhooks.list(), await all(store)], [[], []]);
    },
  }),
  "webhooks.take": lost<string>({
    async prepare(store) {
      await store.webhooks.create(HOOK, 9);
      await createSingle(store);
      await store.tasks.finish([success(await claimOne(store))]);
      const [event] = await store.webhooks.events(10);
      return event!.event_id;
    },
    act: ({ webhooks }, event_id) => webhooks.take(event_id, [message(1)]),
    async check(store) {
      assert.equal((await all(store)).length, 1);
      assert.deepEqual(await store.webhooks.events(10), []);
    },
  }),
  "webhooks.add": lost<void>({
    prepare: async ({ webhooks }) => void await webhooks.create(HOOK, 9),
    act: ({ webhooks }) => webhooks.add(message(1)),
    // Whoever wanted to see a message asks for another.
    then: ({ webhooks }) => webhooks.add(message(2)),
    check: async (store) => assert.equal((await all(store)).length, 2),
  }),
  "webhooks.claim": lost<void>({
    prepare: withMessage,
    act: ({ webhooks }) => webhooks.claim(1, LEASE, T0),
    // Nobody has the claim; the message is due again when it is void.
    then: async ({ webhooks }) => {
      assert.deepEqual(await webhooks.claim(1, LEASE, T0 + LEASE - 1), []);
      assert.equal((await webhooks.claim(1, LEASE, T0 + LEASE)).length, 1);
    },
    check: async (store) => assert.equal((await all(store))[0]!.attempt, 2),
  }),
  "webhooks.end": lost<DeliveryClaim>({
    prepare: withClaim,
    act: ({ webhooks }, claim) =>
      webhooks.end({ claim, now: T0 + 5, made: MADE, state: "delivered" }),
    async check(store) {
      const [delivery] = await all(store);
      assert.deepEqual([delivery!.state, delivery!.attempts], ["delivered", [MADE]]);
    },
  }),
  "webhooks.release": lost<DeliveryClaim>({
    prepare: withClaim,
    act: ({ webhooks }, claim) => webhooks.release([claim], T0 + 5),
    check: async (store) => assert.equal((await all(store))[0]!.attempt, 0),
  }),
  "webhooks.prune": lost<void>({
    async prepare(store) {
      const claim = await withClaim(store);
      await store.webhooks.end({ claim, now: T0, made: MADE, state: "delivered" });
    },
    act: ({ webhooks }) => webhooks.prune(Date.UTC(2100), 10),
    check: async (store) => assert.deepEqual(await all(store), []),
  }),
};
