/**
 * A service of several processes on MariaDB and Redis, of which any can be killed: each keeps its
 * place, and another is started in it at once.
 */
import { MariaDb } from "../support/mariadb.ts";
import { freePort } from "../support/ports.ts";
import { Fleet, type Process } from "../support/processes.ts";
import { RedisServer } from "../support/redis.ts";
import { sleep, until } from "../support/wait.ts";

export interface ClusterSize {
  webs: number;
  workers: number;
}

interface Place {
  mode: "web" | "worker";
  port: number;
  process: Process;
  /** How often a process was started in it. */
  starts: number;
}

/** Resident bytes of the service's own processes at a moment, their lint processes left out. */
export interface MemorySample {
  at: number;
  bytes: number;
}

export class Cluster implements AsyncDisposable {
  readonly memory: MemorySample[] = [];
  private readonly places: Place[] = [];
  private sampler: ReturnType<typeof setInterval> | undefined;

  private constructor(
    readonly database: MariaDb,
    readonly redis: RedisServer,
    readonly fleet: Fleet,
    readonly name: string,
  ) {}

  static async start({ webs, workers }: ClusterSize): Promise<Cluster> {
    const [database, redis] = await Promise.all([MariaDb.start(), RedisServer.start()]);
    const name = await database.newDatabase();
    const fleet = await Fleet.open({
      DATABASE_URL: database.url(name),
      QUEUE_URL: redis.url,
      WORKER_CONCURRENCY: "1",
      LOG_LEVEL: "warning",
    });
    const cluster = new Cluster(database, redis, fleet, name);
    for (let i = 0; i < webs + workers; i++) {
      const place = { mode: i < webs ? "web" as const : "worker" as const, port: freePort() };
      cluster.places.push({ ...place, process: cluster.spawn(place), starts: 1 });
    }
    await Promise.all(cluster.webs().map((url) => until(url, () => isReady(url))));
    cluster.sampler = setInterval(() => void cluster.sample(), 1000);
    return cluster;
  }

  /** Addresses of the web processes, whether they answer at the moment or not. */
  webs(): string[] {
    return this.places.filter((p) => p.mode === "web").map((p) => `http://127.0.0.1:${p.port}`);
  }

  get size(): number {
    return this.places.length;
  }

  /** Whether every process answers, whatever it says of how it does. */
  async allAnswer(): Promise<boolean> {
    return (await Promise.all(this.places.map(({ port }) => answers(port)))).every((a) => a);
  }

  /** kill -9 of the process in this place, and another in it. */
  async replace(index: number): Promise<string> {
    const place = this.places[index]!;
    place.process.signal("SIGKILL");
    await place.process.status;
    place.process = this.spawn(place);
    place.starts++;
    return `${place.mode} ${index}`;
  }

  /** kill -9 of MariaDB; it is away for `ms`, and comes back with what it had committed. */
  async restartDatabase(ms: number): Promise<void> {
    await this.database.kill();
    await sleep(ms);
    await this.database.run();
  }

  /** kill -9 of Redis; it is away for `ms`, and comes back empty. */
  async restartRedis(ms: number): Promise<void> {
    await this.redis.kill();
    await sleep(ms);
    await this.redis.up();
  }

  /** SIGTERM to all, once those that were killed last have started; the exit codes. */
  async drain(): Promise<number[]> {
    clearInterval(this.sampler);
    const all = this.places.map(({ port }) => `http://127.0.0.1:${port}`);
    await Promise.all(all.map((url) => until(url, () => isReady(url))));
    for (const { process } of this.places) process.signal("SIGTERM");
    return await Promise.all(this.places.map(({ process }) => process.ended()));
  }

  /** The last lines that each process wrote to standard error, for a report. */
  errors(): string {
    return this.places.map(({ mode, process }) => `${mode}: ${process.stderr.slice(-500)}`)
      .join("\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.sampler);
    await this.fleet[Symbol.asyncDispose]();
    await Promise.all([this.database.stop(), this.redis[Symbol.asyncDispose]()]);
  }

  private spawn({ mode, port }: Pick<Place, "mode" | "port">): Process {
    return this.fleet.spawn(mode, { env: { PORT: String(port), METRICS_PORT: String(port) } });
  }

  /** The least a process takes right after its start says nothing: those are left out. */
  private async sample(): Promise<void> {
    const pids = this.places.map(({ process }) => process.pid);
    const { stdout } = await new Deno.Command("ps", {
      args: ["-o", "rss=,etimes=", "-p", pids.join(",")],
      stderr: "null",
    }).output();
    const rows = new TextDecoder().decode(stdout).trim().split("\n")
      .map((row) => row.trim().split(/\s+/).map(Number) as [number, number])
      .filter(([, seconds]) => seconds >= 5);
    if (rows.length === 0) return;
    const mean = rows.reduce((sum, [rss]) => sum + rss * 1024, 0) / rows.length;
    this.memory.push({ at: performance.now(), bytes: mean });
  }
}

export async function isReady(url: string): Promise<boolean> {
  return await statusOf(`${url}/api/v1/health/ready`) === 200;
}

async function answers(port: number): Promise<boolean> {
  return await statusOf(`http://127.0.0.1:${port}/api/v1/health`) !== null;
}

/** Null where nobody answers: killed, or not listening yet. */
async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
