import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import type { ControlAction, ControlCommand, Store, WorkerRow } from "../../src/store/port.ts";
import { Heartbeat, type HeartbeatOptions } from "../../src/worker/heartbeat.ts";
import { FakeTime } from "../support/fake_time.ts";

/** A store that only knows heartbeats. */
function storeOf(): {
  store: Store;
  rows: WorkerRow[];
  done: [string, string][];
  commands: ControlCommand[];
  held: Set<string>;
  leased: Set<string>;
  fail: (down: boolean) => void;
} {
  const rows: WorkerRow[] = [];
  const done: [string, string][] = [];
  const commands: ControlCommand[] = [];
  const held = new Set<string>();
  const leased = new Set<string>();
  let down = false;
  const store = {
    workers: {
      heartbeat(row: WorkerRow) {
        if (down) return Promise.reject(new LintelError("store_unavailable", "down"));
        rows.push(row);
        return Promise.resolve(commands.splice(0));
      },
      leases: () => Promise.resolve([...leased]),
      releaseLeases(_id: string, tokens: string[]) {
        for (const token of tokens) leased.delete(token);
        return Promise.resolve(tokens.length);
      },
      completeCommand: (id: string, result: string) => Promise.resolve(done.push([id, result])),
    },
    tasks: { held: (tokens: string[]) => Promise.resolve(tokens.filter((t) => held.has(t))) },
  } as unknown as Store;
  return { store, rows, done, commands, held, leased, fail: (value) => down = value };
}

function optionsOf(more: Partial<HeartbeatOptions> = {}): HeartbeatOptions {
  return {
    worker_id: "w@h",
    host: "h",
    pid: 1,
    concurrency: 2,
    started_at: 0,
    status: () => "online",
    info: () => ({}),
    now: () => 7,
    known: () => [],
    leases: () => [],
    abortLost: () => {},
    execute: () => Promise.resolve("done"),
    ...more,
  };
}

function commandOf(action: ControlAction): ControlCommand {
  return {
    command_id: action,
    worker_id: "w@h",
    action,
    created_at: 0,
    done_at: null,
    result: null,
  };
}

Deno.test("a worker is known before it works, beats each second, and says when it ends", async () => {
  using time = new FakeTime();
  const { store, rows } = storeOf();
  const heartbeat = new Heartbeat(store, optionsOf());
  await heartbeat.start();
  assert.equal(rows.length, 1);
  await time.tick(3000);
  assert.deepEqual(rows.map((r) => r.beat), [1, 2, 3, 4]);
  await heartbeat.stop();
  assert.deepEqual([rows.at(-1)?.status, rows.at(-1)?.beat, time.pending], ["offline", 5, 0]);
});

Deno.test("a store that goes away before the first beat is waited for, and not for ever", async () => {
  using time = new FakeTime();
  const { store, rows, fail } = storeOf();
  fail(true);
  const patient = new Heartbeat(store, optionsOf()).start();
  await time.tick(3000);
  assert.equal(rows.length, 0);
  fail(false);
  await time.tick(1000);
  await patient;
  assert.equal(rows.length > 0, true);
  fail(true);
  const hopeless = assert.rejects(new Heartbeat(store, optionsOf()).start(), { message: "down" });
  await time.tick(60_000);
  await hopeless;
});

Deno.test("a store that is down is told again at the next beat", async () => {
  using time = new FakeTime();
  const { store, rows, fail } = storeOf();
  const heartbeat = new Heartbeat(store, optionsOf());
  await heartbeat.start();
  fail(true);
  await time.tick(5000);
  assert.equal(rows.length, 1);
  fail(false);
  await time.tick(1000);
  assert.equal(rows.length, 2);
  assert.ok(rows[1]!.beat > rows[0]!.beat);
  fail(true);
  await heartbeat.stop();
});

Deno.test("commands are carried out in order, and their result is told", async () => {
  using time = new FakeTime();
  const { store, done, commands } = storeOf();
  const execute = ({ action }: ControlCommand) => Promise.resolve(`did ${action}`);
  const heartbeat = new Heartbeat(store, optionsOf({ execute }));
  await heartbeat.start();
  for (const action of ["pause", "resume"] as const) commands.push(commandOf(action));
  await time.tick(1000);
  assert.deepEqual(done, [["pause", "did pause"], ["resume", "did resume"]]);
  await heartbeat.stop();
});

Deno.test("a command that fails is told as such, once, and those behind it are carried out", async () => {
  using time = new FakeTime();
  const { store, done, commands } = storeOf();
  const execute = ({ action }: ControlCommand) =>
    action === "pause" ? Promise.reject(new Error("no way")) : Promise.resolve(`did ${action}`);
  const heartbeat = new Heartbeat(store, optionsOf({ execute }));
  await heartbeat.start();
  for (const action of ["pause", "resume"] as const) commands.push(commandOf(action));
  await time.tick(3000);
  assert.deepEqual(done, [["pause", "failed: no way"], ["resume", "did resume"]]);
  await heartbeat.stop();
});

Deno.test("leases that the store does not know any more are given up, and no others", async () => {
  using time = new FakeTime();
  const { store, held } = storeOf();
  const leases = ["a", "b"];
  const kept: string[][] = [];
  const abortLost = (tokens: ReadonlySet<string>) => kept.push([...tokens].toSorted());
  const heartbeat = new Heartbeat(store, optionsOf({ leases: () => [...leases], abortLost }));
  held.add("a").add("b");
  await heartbeat.start();
  await time.tick(1000);
  assert.deepEqual(kept, []);
  held.delete("a");
  await time.tick(1000);
  assert.deepEqual(kept, [["b"]]);
  await heartbeat.stop();
});

Deno.test("a lease that was claimed while the store was asked about others is not given up with them", async () => {
  using time = new FakeTime();
  const { store, held } = storeOf();
  const leases = ["kept", "lost"];
  held.add("kept");
  const ask = store.tasks.held;
  store.tasks.held = (tokens) => {
    leases.push("claimed");
    return ask(tokens);
  };
  const told: string[][] = [];
  const heartbeat = new Heartbeat(
    store,
    optionsOf({ leases: () => [...leases], abortLost: (known) => told.push([...known]) }),
  );
  await heartbeat.start();
  await time.tick(1000);
  assert.deepEqual(told, [["kept", "claimed"]]);
  await heartbeat.stop();
});

Deno.test("a worker knows whether the store takes its heartbeats", async () => {
  using time = new FakeTime();
  const { store, fail } = storeOf();
  const heartbeat = new Heartbeat(store, optionsOf());
  assert.equal(heartbeat.heard(), false);
  await heartbeat.start();
  assert.equal(heartbeat.heard(), true);
  fail(true);
  await time.tick(10_000);
  assert.equal(heartbeat.heard(), false);
  fail(false);
  await time.tick(1000);
  assert.equal(heartbeat.heard(), true);
  await heartbeat.stop();
});

Deno.test("a lease that the worker does not know at two beats is given back, and no other", async () => {
  using time = new FakeTime();
  const { store, leased } = storeOf();
  const known = new Set(["mine"]);
  const heartbeat = new Heartbeat(store, optionsOf({ known: () => [...known] }));
  await heartbeat.start();
  for (const token of ["mine", "lost", "late"]) leased.add(token);
  await time.tick(1000);
  assert.deepEqual([...leased], ["mine", "lost", "late"]);
  // The answer to this claim was only slow.
  known.add("late");
  await time.tick(1000);
  assert.deepEqual([...leased], ["mine", "late"]);
  await heartbeat.stop();
});
