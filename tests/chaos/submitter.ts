/**
 * Submits what the run is about, as a client that believes only what it was answered: every
 * submission carries an Idempotency-Key and is sent again, to any web process, until it is taken.
 */
import { zipOf } from "../support/archives.ts";
import { patience } from "../support/patience.ts";
import { sleep } from "../support/wait.ts";
import type { Random } from "./random.ts";
import { onVolume } from "../support/on_volume.ts";

/** A job that was promised with a 202: how many files it has. */
export interface Promised {
  job_id: string;
  files: number;
}

export interface SubmitterOptions {
  tasks: number;
  /** Files of one archive; a tenth of the tasks are single files. */
  archive: number;
  clients: number;
  webs: () => string[];
  random: Random;
}

/** Milliseconds that one submission may take in all. */
const PATIENCE = patience(60_000);

/** SQL that no other file has, with one finding for LT01. */
function sqlOf(number: number): string {
  return `SELECT  a${number} FROM t${number % 97}\n`;
}

/** A single file: every other one is too long for the store to hold. */
function singleOf(number: number, sql: string): string {
  return number % 2 === 0 ? sql : onVolume(sql);
}

export class Submitter {
  readonly promised: Promised[] = [];
  /** Submissions that were sent more than once. */
  repeated = 0;
  private files = 0;

  constructor(private readonly options: SubmitterOptions) {}

  /** Resolves when every task was promised. */
  async run(): Promise<void> {
    const { tasks, archive, clients } = this.options;
    const singles = Math.floor(tasks / 10);
    const sizes: number[] = [];
    for (let left = tasks - singles; left > 0; left -= archive) sizes.push(Math.min(left, archive));
    // Single files among archives, as they come.
    const every = Math.max(1, Math.floor(singles / Math.max(1, sizes.length)));
    const work: number[] = [];
    for (const size of sizes) work.push(size, ...Array(every).fill(1));
    const missing = tasks - work.reduce((sum, n) => sum + n, 0);
    for (let i = 0; i < missing; i++) work.push(1);
    let next = 0;
    await Promise.all(Array.from({ length: clients }, async () => {
      for (let at = next++; at < work.length; at = next++) await this.submit(at, work[at]!);
    }));
  }

  private async submit(number: number, files: number): Promise<void> {
    const first = this.files;
    this.files += files;
    const names = Array.from({ length: files }, (_, i) => [`q${i}.sql`, sqlOf(first + i)] as const);
    const init: RequestInit = files === 1
      ? {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sql_content: singleOf(number, names[0]![1]) }),
      }
      : {
        headers: { "content-type": "application/zip" },
        body: await zipOf(Object.fromEntries(names)),
      };
    const key = `chaos-${number}`;
    for (const end = performance.now() + PATIENCE;;) {
      const answer = await this.send(key, init);
      if (answer !== null) {
        this.promised.push({ job_id: answer, files });
        return;
      }
      if (performance.now() > end) throw new Error(`submission ${number} was never taken`);
      this.repeated++;
      await sleep(100 + this.options.random.below(400));
    }
  }

  /** The job's id; null where it was not taken, or nobody knows. */
  private async send(key: string, init: RequestInit): Promise<string | null> {
    const url = this.options.random.pick(this.options.webs());
    try {
      const response = await fetch(`${url}/api/v1/jobs`, {
        ...init,
        method: "POST",
        headers: { ...init.headers, "idempotency-key": key },
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      if (response.status === 202) return (JSON.parse(text) as { job_id: string }).job_id;
      const later = [409, 429, 503].includes(response.status);
      if (!later) throw new Refused(`${response.status}: ${text}`);
      return null;
    } catch (error) {
      if (error instanceof Refused) throw error;
      // Killed while it answered, or not started yet: the same key is sent again.
      return null;
    }
  }
}

/** An answer that no repetition changes. */
class Refused extends Error {}
