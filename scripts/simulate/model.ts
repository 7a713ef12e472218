/**
 * Lintel on a network of hosts, as its code works: archives are taken in, expanded, claimed in
 * batches round-robin, linted by the processes of workers, and ended in batches. Every stage
 * costs what was measured (`costs.ts`); what is shared makes the rest.
 */
import type { Costs } from "./costs.ts";
import { type Process, Simulation } from "./kernel.ts";
import { Cores, Disk, Lock, Signal } from "./resources.ts";

export interface Cluster {
  /** Web processes, each with a core of its own unless `oneHost`. */
  webs: number;
  workers: number;
  /** Lint processes of each worker. */
  processes: number;
  /** Cores of each worker's host; with `oneHost` all workers, web and the database share them. */
  cores: number;
  databaseCores: number;
  oneHost: boolean;
  /** Milliseconds of a round trip to the database. */
  roundTrip: number;
  /** Milliseconds that a disk takes to make something durable. */
  flush: number;
}

export interface Work {
  archives: number;
  /** Files of each archive. */
  files: number;
}

export interface Outcome {
  seconds: number;
  filesPerSecond: number;
  /** Milliseconds of CPU a file: workers' main threads, without what expanding took, database. */
  mainFile: number;
  databaseFile: number;
  /** The shares of their time for which resources were busy, 0 to 1. */
  use: Record<
    | "web processes"
    | "worker cores"
    | "worker main threads"
    | "database cores"
    | "job rows"
    | "database disk",
    number
  >;
}

/** As in src/worker: work claimed ahead, batches gathered, tasks of one claim. */
const AHEAD = 500;
const GATHER = 40;
const FEW = 16;
const ENOUGH = 48;
const BATCH = 64;
/** Round trips of a claim and of an end, each with its commit, and tasks of an INSERT. */
const CLAIM_TRIPS = 5;
const END_TRIPS = 4;
const CHUNK = 500;

interface Archive {
  row: Lock;
  pending: number;
  open: number;
}

class Model {
  readonly simulation = new Simulation();
  readonly databaseCores: Cores;
  readonly databaseDisk: Disk;
  readonly hosts: Cores[] = [];
  readonly mains: Lock[] = [];
  readonly archives: Archive[];
  readonly due = new Signal();
  /** Archives that are taken in and wait to be expanded, and how one is heard of. */
  readonly uploads: Archive[] = [];
  readonly uploaded = new Signal();
  private readonly coming: Archive[];
  readonly webs: Cores[] = [];
  /** Milliseconds of CPU of all main threads, and of the database. */
  thought = 0;
  asked = 0;
  /** What the CPU of workers and their processes is multiplied with on these hosts. */
  readonly crowding: number;
  private turn = 0;

  constructor(readonly costs: Costs, readonly cluster: Cluster, readonly work: Work) {
    const { simulation } = this;
    const sharing = (cluster.oneHost ? cluster.workers : 1) * cluster.processes;
    const crowd = Math.max(0, 1 - cluster.cores / sharing);
    this.crowding = 1 + costs.crowding * crowd;
    const shared = new Cores(simulation, cluster.cores);
    this.databaseCores = cluster.oneHost ? shared : new Cores(simulation, cluster.databaseCores);
    this.databaseDisk = new Disk(simulation, cluster.flush);
    this.archives = Array.from({ length: work.archives }, () => {
      return { row: new Lock(simulation), pending: 0, open: work.files };
    });
    this.coming = [...this.archives];
    for (let i = 0; i < cluster.webs; i++) {
      this.webs.push(cluster.oneHost ? shared : new Cores(simulation, 1));
      simulation.start(this.takeIn(this.webs[i]!));
    }
    for (let i = 0; i < cluster.workers; i++) {
      this.hosts.push(cluster.oneHost ? shared : new Cores(simulation, cluster.cores));
      this.mains.push(new Lock(simulation));
      simulation.start(this.beats());
      new Worker(this, this.hosts[i]!, this.mains[i]!).start();
    }
  }

  get done(): boolean {
    return this.archives.every((archive) => archive.open === 0);
  }

  /** A web process takes uploads in, one after another. */
  private *takeIn(cores: Cores): Process {
    for (let archive = this.coming.pop(); archive; archive = this.coming.pop()) {
      yield cores.use(this.work.files * this.costs.intakeFile);
      this.uploads.push(archive);
      this.uploaded.ring();
    }
  }

  /** The next job with tasks that wait: one that nobody holds, or else the first of them. */
  nextJob(): Archive | undefined {
    const { archives } = this;
    let first: Archive | undefined;
    for (let i = 0; i < archives.length; i++) {
      const archive = archives[(this.turn + i) % archives.length]!;
      if (archive.pending === 0) continue;
      first ??= archive;
      if (!archive.row.free) continue;
      this.turn = (this.turn + i + 1) % archives.length;
      return archive;
    }
    return first;
  }

  /** A transaction that holds the row of a job from its first statement to its commit. */
  *transaction(archive: Archive, work: number, trips: number): Process {
    yield archive.row.take();
    yield this.simulation.sleep(this.cluster.roundTrip * trips);
    this.asked += work;
    yield this.databaseCores.use(work);
    yield this.databaseDisk.flush();
    archive.row.give();
  }

  /** Once a second a worker tells that it lives. */
  private *beats(): Process {
    while (!this.done) {
      yield this.databaseCores.use(this.costs.heartbeat);
      yield this.simulation.sleep(1000);
    }
  }
}

class Worker {
  /** Files that were claimed, and when. */
  private readonly queue: { archive: Archive; since: number }[] = [];
  private readonly ended: Archive[] = [];
  private running = 0;
  /** Milliseconds of a process's time that a file took lately, as a worker learns it. */
  private pace = 50;
  private readonly wake = new Signal();
  private readonly files = new Signal();
  private readonly flushed = new Signal();
  private readonly disk: Disk;

  constructor(private readonly model: Model, private readonly cores: Cores, private main: Lock) {
    this.disk = new Disk(model.simulation, model.cluster.flush);
  }

  start(): void {
    const { simulation, cluster } = this.model;
    simulation.start(this.expand());
    simulation.start(this.claim());
    simulation.start(this.flush());
    for (let i = 0; i < cluster.processes; i++) simulation.start(this.lint());
  }

  /** Work on the one main thread of this worker's process. */
  private *think(ms: number): Process {
    const work = ms * this.model.crowding;
    this.model.thought += work;
    yield this.main.take();
    yield this.cores.use(work);
    this.main.give();
  }

  private *expand(): Process {
    const { model } = this;
    const { costs, work } = model;
    while (!model.done) {
      const archive = model.uploads.shift();
      if (archive === undefined) {
        yield model.uploaded.wait();
        continue;
      }
      for (let done = 0; done < work.files; done += CHUNK) {
        const size = Math.min(CHUNK, work.files - done);
        yield* this.think(size * costs.expandFile);
        yield* model.transaction(archive, size * costs.insertFile, 2);
      }
      archive.pending = work.files;
      model.due.ring();
    }
  }

  private *claim(): Process {
    const { model } = this;
    const { costs, cluster: { processes } } = model;
    while (!model.done) {
      const ahead = processes * Math.ceil(AHEAD / this.pace);
      const limit = Math.max(2 * processes, Math.min(ahead, processes * BATCH));
      const room = limit - this.running;
      const archive = room < limit / 2 ? undefined : model.nextJob();
      if (archive === undefined) {
        yield room < limit / 2 ? this.wake.wait() : model.due.wait();
        continue;
      }
      const most = Math.min(room, BATCH, archive.pending);
      yield* this.think(costs.askClaim + most * costs.askClaimFile);
      yield* model.transaction(archive, costs.claim + most * costs.claimFile, CLAIM_TRIPS);
      // Others may have claimed while this one waited for the row.
      const taken = Math.min(most, archive.pending);
      archive.pending -= taken;
      this.running += taken;
      const since = model.simulation.now;
      for (let i = 0; i < taken; i++) this.queue.push({ archive, since });
      this.files.ring();
    }
  }

  private *lint(): Process {
    const { model } = this;
    const { costs } = model;
    while (!model.done) {
      const file = this.queue.shift();
      if (file === undefined) {
        yield this.files.wait();
        continue;
      }
      yield* this.think(costs.runFile);
      yield this.cores.use(costs.lintFile * model.crowding);
      // As the code does it: the time since the file was handed over, shared with those behind it.
      const own = (model.simulation.now - file.since) /
        Math.max(1, this.running / model.cluster.processes);
      this.pace += (own - this.pace) / 8;
      this.running--;
      this.ended.push(file.archive);
      if (this.ended.length >= ENOUGH || this.running <= FEW) this.flushed.ring();
      else if (this.ended.length === 1) model.simulation.after(GATHER, () => this.flushed.ring());
      this.wake.ring();
    }
  }

  /** What the database does for these files that nobody waits for. */
  private *others(count: number): Process {
    const ms = count * this.model.costs.otherFile;
    this.model.asked += ms;
    yield this.model.databaseCores.use(ms);
  }

  private *flush(): Process {
    const { model } = this;
    const { costs, simulation } = model;
    while (!model.done) {
      if (this.ended.length === 0 || (this.ended.length < ENOUGH && this.running > FEW)) {
        yield this.flushed.wait();
      }
      const batch = this.ended.splice(0);
      for (const archive of new Set(batch)) {
        const count = batch.filter((a) => a === archive).length;
        yield this.disk.flush();
        yield* this.think(costs.askEnd + count * costs.askEndFile);
        yield* model.transaction(archive, costs.end + count * costs.endFile, END_TRIPS);
        simulation.start(this.others(count));
        archive.open -= count;
      }
    }
  }
}

/** Runs the work on the cluster until its last file has ended. */
export function simulate(costs: Costs, cluster: Cluster, work: Work): Outcome {
  const model = new Model(costs, cluster, work);
  const { simulation, hosts, mains, archives, databaseCores, databaseDisk } = model;
  simulation.run(() => model.done);
  const ms = simulation.now;
  const files = work.archives * work.files;
  const distinct = [...new Set(hosts)];
  const mean = (list: number[]) => list.reduce((sum, n) => sum + n, 0) / list.length;
  return {
    seconds: ms / 1000,
    filesPerSecond: 1000 * files / ms,
    mainFile: model.thought / files - costs.expandFile,
    databaseFile: model.asked / files,
    use: {
      "web processes": cluster.oneHost ? 0 : mean(model.webs.map((web) => web.busy)) / ms,
      "worker cores": mean(distinct.map((host) => host.busy / host.count)) / ms,
      "worker main threads": mean(mains.map((main) => main.busy)) / ms,
      "database cores": databaseCores.busy / databaseCores.count / ms,
      "job rows": Math.max(...archives.map((archive) => archive.row.busy)) / ms,
      "database disk": databaseDisk.busy / ms,
    },
  };
}
