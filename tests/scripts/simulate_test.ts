import assert from "node:assert/strict";
import type { Costs } from "../../scripts/simulate/costs.ts";
import { type Process, Simulation } from "../../scripts/simulate/kernel.ts";
import { type Cluster, simulate } from "../../scripts/simulate/model.ts";
import { Cores, Disk, Lock } from "../../scripts/simulate/resources.ts";

/** When each of the processes ended, in the order in which they ended. */
function endings(simulation: Simulation, processes: (() => Process)[]): [number, number][] {
  const ended: [number, number][] = [];
  for (const [at, process] of processes.entries()) {
    simulation.start((function* (): Process {
      yield* process();
      ended.push([at, simulation.now]);
    })());
  }
  simulation.run(() => false);
  return ended;
}

Deno.test("cores divide their time equally, and give nobody more than one core", () => {
  const simulation = new Simulation();
  const cores = new Cores(simulation, 2);
  const compute = (ms: number) =>
    function* (): Process {
      yield cores.use(ms);
    };
  // 10 and 10 and 40 on two cores: at two thirds until 15, then one alone on a core of its own.
  const ended = endings(simulation, [compute(10), compute(40), compute(10)]);
  assert.deepEqual(ended.map(([at]) => at), [0, 2, 1]);
  assert.deepEqual(ended.map(([, ms]) => Math.round(ms)), [15, 15, 45]);
  assert.equal(cores.busy, 60);
});

Deno.test("a lock is held by one at a time, in the order of asking", () => {
  const simulation = new Simulation();
  const lock = new Lock(simulation);
  const hold = (ms: number) =>
    function* (): Process {
      yield lock.take();
      yield simulation.sleep(ms);
      lock.give();
    };
  assert.deepEqual(endings(simulation, [hold(5), hold(7), hold(1)]), [[0, 5], [1, 12], [2, 13]]);
  assert.equal(lock.busy, 13);
});

Deno.test("a disk that flushes serves all that asked meanwhile with its next flush", () => {
  const simulation = new Simulation();
  const disk = new Disk(simulation, 10);
  const write = (from: number) =>
    function* (): Process {
      yield simulation.sleep(from);
      yield disk.flush();
    };
  const ended = endings(simulation, [write(0), write(1), write(9), write(30)]);
  assert.deepEqual(ended.map(([, ms]) => ms), [10, 20, 20, 40]);
});

const COSTS: Costs = {
  intakeFile: 0,
  expandFile: 0,
  runFile: 0.1,
  askClaim: 0,
  askClaimFile: 0,
  askEnd: 0,
  askEndFile: 0,
  lintFile: 1.9,
  crowding: 0,
  insertFile: 0,
  claim: 0,
  claimFile: 0,
  end: 0,
  endFile: 0,
  heartbeat: 0,
  otherFile: 0,
  flush: 0,
};

const HOSTS: Omit<Cluster, "workers"> = {
  webs: 1,
  processes: 2,
  cores: 2,
  databaseCores: 4,
  oneHost: false,
  roundTrip: 0,
  flush: 0,
};

Deno.test("while nothing is shared, workers do what their cores can do", () => {
  const work = (workers: number) => ({ archives: workers, files: 4000 });
  const one = simulate(COSTS, { ...HOSTS, workers: 1 }, work(1));
  assert.ok(Math.abs(one.filesPerSecond - 1000) < 30, String(one.filesPerSecond));
  const ten = simulate(COSTS, { ...HOSTS, workers: 10 }, work(10));
  assert.ok(Math.abs(ten.filesPerSecond - 10_000) < 600, String(ten.filesPerSecond));
  assert.ok(ten.use["worker cores"] > 0.9);
});

Deno.test("on one host more workers are no faster, and crowding makes them slower", () => {
  const host = { ...HOSTS, oneHost: true };
  const work = { archives: 1, files: 2000 };
  const one = simulate(COSTS, { ...host, workers: 1 }, work);
  const four = simulate(COSTS, { ...host, workers: 4 }, work);
  assert.ok(Math.abs(four.filesPerSecond / one.filesPerSecond - 1) < 0.05);
  const crowded = simulate({ ...COSTS, crowding: 0.5 }, { ...host, workers: 4 }, work);
  assert.ok(crowded.filesPerSecond < 0.85 * four.filesPerSecond);
});

Deno.test("a database that is out of cores, and the row of one job, bound what many workers do", () => {
  const busy = { ...COSTS, endFile: 0.4 };
  const many = simulate(busy, { ...HOSTS, workers: 40 }, { archives: 160, files: 300 });
  assert.ok(Math.abs(many.filesPerSecond - 10_000) < 1500, String(many.filesPerSecond));
  assert.ok(many.use["database cores"] > 0.9);
  const alone = simulate(busy, { ...HOSTS, workers: 40 }, { archives: 1, files: 4000 });
  assert.ok(alone.filesPerSecond < 2600, String(alone.filesPerSecond));
  assert.ok(alone.use["job rows"] > 0.9);
});
