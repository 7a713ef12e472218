/**
 * Measures what the moves of tasks cost the database's server and the process that asks it, without
 * a service: in batches of one file and of many, whose difference is what each file costs. Linux.
 */
import { loadSettings } from "../../src/config/load.ts";
import { openStore } from "../../src/modes/stores.ts";
import type { RuleCount } from "../../src/jobs/job.ts";
import type { Store, TaskClaim } from "../../src/store/port.ts";
import { endOf, expandedArchive } from "../service/made_up_work.ts";
import type { Costs } from "./costs.ts";
import { cpuOf } from "./cpu.ts";

const WORKER = "costs@host";

/** Files of a large batch. */
const BATCH = 64;
/** How often a batch of one file is moved, and a large one. */
const SINGLES = 1500;
const BATCHES = 150;
const INSERTED = 20_000;
const BEATS = 1000;

/** Milliseconds of CPU, of the database's server and of the process that asks it. */
interface Used {
  server: number;
  asking: number;
}

/** What a claim takes, and the end of what was claimed. */
interface Moves {
  claim: Used;
  end: Used;
}

/** Findings of a usual file, by rule. */
const FOUND: RuleCount[] = [
  { code: "LT01", severity: "error", count: 2 },
  { code: "CP01", severity: "error", count: 1 },
  { code: "RF04", severity: "error", count: 1 },
];

/** A store, and the process of its server. */
class Meter {
  constructor(private readonly store: Store, private readonly server: number) {}

  private async timed(work: () => Promise<void>): Promise<Used> {
    const [server, asking] = [await cpuOf(this.server), await cpuOf(Deno.pid)];
    await work();
    return { server: await cpuOf(this.server) - server, asking: await cpuOf(Deno.pid) - asking };
  }

  /** Each of `rounds` claims of `size` tasks, and each of their ends. */
  async moves(size: number, rounds: number): Promise<Moves> {
    const { tasks } = this.store;
    await expandedArchive(this.store, WORKER, size * rounds);
    const batches: TaskClaim[][] = [];
    const claims = await this.timed(async () => {
      for (let i = 0; i < rounds; i++) {
        batches.push(await tasks.claim(WORKER, size, size, Date.now()));
      }
    });
    const ends = await this.timed(async () => {
      for (const batch of batches) await tasks.finish(batch.map((claim) => endOf(claim, FOUND)));
    });
    const each = ({ server, asking }: Used) => ({
      server: server / rounds,
      asking: asking / rounds,
    });
    return { claim: each(claims), end: each(ends) };
  }

  /** All files of one archive. */
  async inserts(files: number): Promise<Used> {
    let job_id = "";
    const used = await this.timed(async () => {
      job_id = await expandedArchive(this.store, WORKER, files);
    });
    // Nobody may claim its tasks: their files are not there.
    await this.store.jobs.cancel(job_id, Date.now());
    return used;
  }

  /** So many heartbeats of a worker, with its leases. */
  heartbeats(count: number): Promise<Used> {
    const { workers } = this.store;
    return this.timed(async () => {
      for (let beat = 0; beat < count; beat++) {
        await workers.heartbeat({
          worker_id: WORKER,
          host: "host",
          pid: 1,
          status: "online",
          concurrency: 2,
          started_at: 1,
          heartbeat_at: Date.now(),
          beat,
          info: {},
        });
        await workers.leases(WORKER, 1000);
      }
    });
  }
}

/** What a move costs by itself and each of its files, of a batch of one and one of BATCH. */
function split(one: number, many: number): { each: number; file: number } {
  const file = Math.max(0, (many - one) / (BATCH - 1));
  return { each: Math.max(0, one - file), file };
}

type DatabaseCosts = Omit<
  Costs,
  "intakeFile" | "expandFile" | "runFile" | "lintFile" | "crowding" | "otherFile" | "flush"
>;

/** `pid` is the process of the server at `url`, a database that is filled. */
export async function databaseCosts(url: string, pid: number): Promise<DatabaseCosts> {
  const environment = (name: string) => name === "DATABASE_URL" ? url : undefined;
  const store = await openStore(loadSettings(environment).settings);
  const meter = new Meter(store, pid);
  // What is run for the first time takes longer.
  await meter.moves(32, 20);
  const inserts = await meter.inserts(INSERTED);
  const beats = await meter.heartbeats(BEATS);
  const one = await meter.moves(1, SINGLES);
  const many = await meter.moves(BATCH, BATCHES);
  await store.close();
  const [claim, end, askClaim, askEnd] = (["server", "asking"] as const).flatMap((who) =>
    (["claim", "end"] as const).map((move) => split(one[move][who], many[move][who]))
  );
  return {
    insertFile: inserts.server / INSERTED,
    claim: claim!.each,
    claimFile: claim!.file,
    end: end!.each,
    endFile: end!.file,
    askClaim: askClaim!.each,
    askClaimFile: askClaim!.file,
    askEnd: askEnd!.each,
    askEndFile: askEnd!.file,
    heartbeat: beats.server / BEATS,
  };
}
