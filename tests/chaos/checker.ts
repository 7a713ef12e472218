/**
 * Judges a run from what is left of it, and from nothing else: the database and the disk. It
 * shares no code with the service.
 *   deno run --allow-net --allow-read tests/chaos/checker.ts URL DATABASE STORAGE_ROOT PROMISED.json
 * Prints its counts as JSON, and a line for each fault; exits 1 where there is one.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";

interface Promised {
  job_id: string;
  files: number;
}

interface Counts {
  promised_tasks: number;
  succeeded: number;
  /** Promised, and not ended well. */
  lost: number;
  /** Tasks with two good attempts, and jobs that nobody was promised. */
  doubled: number;
  /** Results whose bytes were read back and hash to what their row says. */
  results_read: number;
  sources_read: number;
  orphans: number;
  failed_attempts: number;
}

class Checker {
  readonly faults: string[] = [];
  readonly counts: Counts = {
    promised_tasks: 0,
    succeeded: 0,
    lost: 0,
    doubled: 0,
    results_read: 0,
    sources_read: 0,
    orphans: 0,
    failed_attempts: 0,
  };
  private readonly packs = new Map<string, Uint8Array>();

  constructor(
    private readonly database: Connection,
    private readonly root: string,
    private readonly promised: readonly Promised[],
  ) {}

  async run(): Promise<void> {
    this.counts.promised_tasks = this.promised.reduce((sum, { files }) => sum + files, 0);
    await this.jobs();
    await this.attempts();
    await this.files();
  }

  private fault(text: string): void {
    if (this.faults.length < 100) this.faults.push(text);
  }

  private async rows(sql: string, parameters: unknown[] = []): Promise<RowDataPacket[]> {
    const [rows] = await this.database.query<RowDataPacket[]>(sql, parameters);
    return rows;
  }

  private path(job_id: string, file: string): string {
    const folder = join(this.root, "jobs", job_id.slice(-2), job_id);
    return file === "upload" ? `${folder}.upload` : join(folder, file);
  }

  private async jobs(): Promise<void> {
    const rows = await this.rows("select * from jobs");
    const found = new Map(rows.map((row) => [row.job_id as string, row]));
    const promised = new Set(this.promised.map(({ job_id }) => job_id));
    if (promised.size < this.promised.length) {
      this.counts.doubled += this.promised.length - promised.size;
      this.fault("two submissions were promised the same job");
    }
    for (const job_id of found.keys()) {
      if (promised.has(job_id)) continue;
      this.counts.doubled++;
      this.fault(`${job_id}: nobody was promised this job`);
    }
    for (const { job_id, files } of this.promised) {
      const job = found.get(job_id);
      if (job === undefined) {
        this.counts.lost += files;
        this.fault(`${job_id}: promised, and not there`);
      } else await this.job(job, files);
    }
  }

  private async job(job: RowDataPacket, files: number): Promise<void> {
    const { job_id } = job;
    if (job.status !== "COMPLETED") this.fault(`${job_id}: is ${job.status}`);
    const tasks = await this.rows("select * from tasks where job_id = ? order by seq", [job_id]);
    const good = tasks.filter((task) => task.status === "SUCCESS");
    this.counts.succeeded += good.length;
    this.counts.lost += Math.max(0, files - good.length);
    if (tasks.length !== files) this.fault(`${job_id}: ${tasks.length} tasks of ${files}`);
    const open = `${job.pending}/${job.processing}/${job.failed}/${job.cancelled}`;
    if (open !== "0/0/0/0" || job.succeeded !== good.length || job.tasks_total !== files) {
      this.fault(`${job_id}: counters ${open}, ${job.succeeded} of ${job.tasks_total} succeeded`);
    }
    // Every file has one finding of LT01; others depend on nothing but the rules.
    const errors = good.reduce((sum, task) => sum + task.error_count, 0);
    if (job.error_count !== errors) {
      this.fault(`${job_id}: ${job.error_count} errors, its tasks have ${errors}`);
    }
    for (const task of tasks) {
      if (task.status !== "SUCCESS") this.fault(`${task.task_id}: is ${task.status}`);
      else await this.bytes(job_id, task);
    }
    this.packs.clear();
  }

  private async bytes(job_id: string, task: RowDataPacket): Promise<void> {
    const source = task.source_file === "store"
      ? await this.storedSource(job_id, task)
      : this.read(job_id, task, "source");
    if (source !== null) this.counts.sources_read++;
    if (task.result_file === "store") {
      const [row] = await this.rows("select body from task_results where task_id = ?", [
        task.task_id,
      ]);
      if (row?.body?.length !== task.result_length) {
        this.fault(`${task.task_id}: the result in the store is not what its row says`);
      } else this.result(task, row!.body);
      return;
    }
    const result = this.read(job_id, task, "result");
    if (result !== null) this.result(task, new TextDecoder().decode(result));
  }

  private result(task: RowDataPacket, json: string): void {
    const { violations } = JSON.parse(json) as { violations: { code: string }[] };
    if (!violations.some(({ code }) => code === "LT01")) {
      this.fault(`${task.task_id}: LT01 is missing from its result`);
    } else this.counts.results_read++;
  }

  /** The bytes that a row names, where they are there and hash to what it says. */
  private read(job_id: string, task: RowDataPacket, what: "source" | "result"): Uint8Array | null {
    const path = this.path(job_id, task[`${what}_file`]);
    let pack = this.packs.get(path);
    if (pack === undefined) {
      if (!existsSync(path)) {
        this.fault(`${task.task_id}: the file of its ${what} is missing: ${path}`);
        return null;
      }
      pack = readFileSync(path);
      this.packs.set(path, pack);
    }
    const offset = Number(task[`${what}_offset`]);
    const bytes = pack.subarray(offset, offset + Number(task[`${what}_length`]));
    return this.hashed(task, what, bytes);
  }

  private async storedSource(job_id: string, task: RowDataPacket): Promise<Uint8Array | null> {
    const [row] = await this.rows("select bytes from job_sources where job_id = ?", [job_id]);
    if (row !== undefined) return this.hashed(task, "source", row.bytes);
    this.fault(`${task.task_id}: its source is not in the store`);
    return null;
  }

  /** The bytes, if they hash to what the row says. */
  private hashed(
    task: RowDataPacket,
    what: "source" | "result",
    bytes: Uint8Array,
  ): Uint8Array | null {
    if (createHash("sha256").update(bytes).digest("hex") === task[`${what}_sha256`]) return bytes;
    this.fault(`${task.task_id}: its ${what} does not have its SHA-256`);
    return null;
  }

  private async attempts(): Promise<void> {
    const twice = await this.rows(
      "select task_id, count(*) as n from attempts " +
        "where task_id is not null and error_code is null group by task_id having n > 1",
    );
    this.counts.doubled += twice.length;
    for (const { task_id, n } of twice) this.fault(`${task_id}: ${n} good attempts`);
    const without = await this.rows(
      "select t.task_id from tasks t left join attempts a " +
        "on a.task_id = t.task_id and a.error_code is null " +
        "where t.status = 'SUCCESS' and a.task_id is null",
    );
    for (const { task_id } of without) this.fault(`${task_id}: succeeded without an attempt`);
    const [failed] = await this.rows(
      "select count(*) as n from attempts where error_code is not null",
    );
    this.counts.failed_attempts = Number(failed!.n);
    const leases = await this.rows("select task_id from tasks where lease_token is not null");
    for (const { task_id } of leases) this.fault(`${task_id}: is still leased`);
  }

  /** Every file on the disk must be one that a row names. */
  private async files(): Promise<void> {
    const named = new Set<string>();
    for (const row of await this.rows("select job_id, upload_file from jobs")) {
      named.add(this.path(row.job_id, row.upload_file));
    }
    for (const what of ["source", "result"]) {
      const rows = await this.rows(
        `select distinct job_id, ${what}_file as file from tasks where ${what}_file is not null`,
      );
      for (const row of rows) {
        named.add(this.path(row.job_id, row.file));
        // The configuration files of an archive lie beside its sources.
        const expansion = /^sources-(.*)\.pack$/.exec(row.file)?.[1];
        named.add(this.path(row.job_id, `companions-${expansion}.json`));
      }
    }
    const walk = (folder: string): void => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) walk(path);
        else if (!named.has(path)) {
          this.counts.orphans++;
          this.fault(`no row names ${path}`);
        }
      }
    };
    walk(this.root);
  }
}

if (import.meta.main) {
  const [address = "", name = "", root = "", manifest = ""] = Deno.args;
  const url = new URL(address);
  const database = await createConnection({
    connectTimeout: 120_000,
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: name,
    supportBigNumbers: true,
  });
  const checker = new Checker(database, root, JSON.parse(readFileSync(manifest, "utf8")));
  await checker.run();
  await database.end();
  console.log(JSON.stringify(checker.counts));
  for (const fault of checker.faults) console.log(fault);
  Deno.exit(checker.faults.length > 0 ? 1 : 0);
}
