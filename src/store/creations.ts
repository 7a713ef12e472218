/**
 * New jobs on their way to a database that runs transactions side by side. Those that come while
 * others are being committed are committed together: a transaction and its fsync cost the server
 * more than a row. Nobody hears of a job before it is durable. SQLite's writer does so by itself.
 */
import { LintelError } from "../errors.ts";
import type { Database } from "./database_port.ts";
import type { CreateResult, IdempotencyKey, NewJob } from "./port.ts";
import { createAgain, createJob, createJobs } from "./queries/create.ts";

/** Transactions at a time: one that waits for a lock does not hold up all new jobs. */
const MOST_AT_ONCE = 2;
/** Jobs of one transaction, and tasks, which bounds how much is sent at once. */
const MOST_JOBS = 100;
const MOST_TASKS = 500;

interface Waiting {
  job: NewJob;
  resolve(result: CreateResult): void;
  reject(error: unknown): void;
}

export class Creations {
  /** Those that are not answered yet. */
  private readonly open = new Set<Promise<CreateResult>>();
  private waiting: Waiting[] = [];
  private running = 0;

  constructor(private readonly database: Pick<Database, "db" | "write" | "serial">) {}

  /** Resolves once the job is durable; throws `uncertain` where nobody can tell whether it is. */
  create(job: NewJob, key?: IdempotencyKey): Promise<CreateResult> {
    const creation = key === undefined && !this.database.serial
      ? this.together(job)
      : this.alone(job, key);
    this.open.add(creation);
    const answered = () => void this.open.delete(creation);
    creation.then(answered, answered);
    return creation;
  }

  /** Resolves once everything asked for before this is answered. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.open);
  }

  private together(job: NewJob): Promise<CreateResult> {
    return new Promise<CreateResult>((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      if (this.running < MOST_AT_ONCE) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running++;
    while (this.waiting.length > 0) await this.commit(this.nextGroup());
    this.running--;
  }

  private nextGroup(): Waiting[] {
    let tasks = 0;
    let size = 0;
    for (const { job } of this.waiting) {
      tasks += job.tasks.length;
      if (size === MOST_JOBS || size > 0 && tasks > MOST_TASKS) break;
      size++;
    }
    return this.waiting.splice(0, size);
  }

  /** Never throws: each of the group hears for itself. */
  private async commit(group: readonly Waiting[]): Promise<void> {
    const { db, write } = this.database;
    try {
      await write(() => createJobs(db, group.map(({ job }) => job)));
      for (const { resolve } of group) resolve({ created: true });
    } catch (error) {
      const unavailable = error instanceof LintelError && error.code === "store_unavailable";
      if (unavailable && !error.uncertain) {
        for (const { reject } of group) reject(error);
        return;
      }
      // What the database does not take of one job must not cost the others, and what nobody heard
      // of is looked up job by job.
      const uncertain = error instanceof LintelError && error.uncertain;
      const each = ({ job }: Waiting) => uncertain ? this.lookUp(job) : this.alone(job);
      await Promise.all(
        group.map((waiting) => each(waiting).then(waiting.resolve, waiting.reject)),
      );
    }
  }

  private async alone(job: NewJob, key?: IdempotencyKey): Promise<CreateResult> {
    const { db, write } = this.database;
    try {
      return await write(() => createJob(db, job, key));
    } catch (error) {
      if (!(error instanceof LintelError && error.uncertain)) throw error;
      return await this.lookUp(job, key);
    }
  }

  /** What became of a submission; what this throws leaves that as uncertain as it was. */
  private async lookUp(job: NewJob, key?: IdempotencyKey): Promise<CreateResult> {
    const { db, write } = this.database;
    try {
      return await write(() => createAgain(db, job, key));
    } catch (error) {
      if (!(error instanceof LintelError)) throw error;
      throw new LintelError(error.code, error.message, { cause: error, uncertain: true });
    }
  }
}
