/**
 * All fixes of a job as one document. They are made while it is sent, file by file: no more than one
 * file is held, one lint process works at a time, and whoever goes away ends the work.
 */
import { LintelError } from "../errors.ts";
import type { Job, Task } from "../jobs/job.ts";
import { isOpen } from "../jobs/states.ts";
import { unifiedDiff } from "../lint/write_diff.ts";
import { counted } from "../text/counted.ts";
import { printable } from "../text/printable.ts";
import { relativePath } from "../text/relative_path.ts";
import { Companions } from "./companions.ts";
import { fixedBytes, fixFile } from "./fix.ts";
import { tasksOf } from "./job_tasks.ts";
import type { Services } from "./services.ts";
import { sourceBytes } from "./sources.ts";
import { Skipped } from "./skipped.ts";

/** Which files an archive of fixes has: those that the fixes change, or every SQL file of the job. */
export const FIXES_FILES = ["changed", "all"] as const;
export type FixesFiles = (typeof FIXES_FILES)[number];

/** Throws `conflict` where the job has not ended, or where none of its files was linted. */
export function refuseUnfixable({ status, counts }: Job): void {
  if (isOpen(status)) {
    throw new LintelError("conflict", `The job is ${status}; its fixes are had at its end.`);
  }
  if (counts.succeeded > 0) return;
  throw new LintelError("conflict", `The job is ${status}, and none of its files was linted.`);
}

/** A file of a job: what its fixes make of it, or why they make nothing of it. */
interface Ended {
  task: Task;
  /** Its path in the document. */
  path: string;
  change: { before: Uint8Array; after: Uint8Array } | null;
}

/** The files of one job, fixed one after the other. */
class Fixes {
  /** Files that could not be fixed, and why. */
  private readonly left = new Skipped();
  private readonly companions: Companions;

  constructor(
    private readonly services: Services,
    private readonly job: Job,
    private readonly signal: AbortSignal,
  ) {
    this.companions = new Companions(services);
  }

  async *run(): AsyncGenerator<Ended> {
    for await (const task of tasksOf(this.services, this.job)) {
      this.endIfAborted();
      const path = this.pathOf(task);
      yield { task, path, change: await this.changeOf(task, path) };
    }
  }

  private endIfAborted(): void {
    if (this.signal.aborted) throw new LintelError("unavailable", "The request was given up.");
  }

  /** Names of an archive were judged when it was read; that of a single file may be anything. */
  pathOf({ file_name }: Task): string {
    return this.job.submission_type === "SINGLE_FILE" ? relativePath(file_name) : file_name;
  }

  /** A line for each file that could not be fixed, as far as they are kept by name. */
  notes(): string[] {
    if (this.left.count === 0) return [];
    const title = `${counted(this.left.count, "file")} could not be fixed:`;
    const lines = this.left.entries().map(({ name, reason }) => `${name}: ${reason}`);
    return [title, ...lines].map(printable);
  }

  private async changeOf(task: Task, path: string): Promise<Ended["change"]> {
    if (task.status !== "SUCCESS") {
      const why = task.error === null ? "" : `, ${task.error.code}`;
      this.left.add(path, `it was not linted (${task.status}${why})`);
      return null;
    }
    // What has no finding has no fix; most files of most jobs are not even read.
    if (task.error_count + task.warning_count === 0) return null;
    try {
      const { services, job, companions, signal } = this;
      const fixed = await fixFile({ services, job, companions, signal }, task);
      if (fixed.fixed === fixed.decoded.text) return null;
      return { before: fixed.bytes, after: await fixedBytes(fixed) };
    } catch (error) {
      this.endIfAborted();
      if (!isOfTheFile(error)) throw error;
      this.left.add(path, error.message);
      return null;
    }
  }
}

/** Whether an error is about the file alone, so that the others can be fixed all the same. */
function isOfTheFile(error: unknown): error is LintelError {
  if (!(error instanceof LintelError)) return false;
  return error.status < 500 || error.code === "engine_failed";
}

/**
 * A patch of every file that the fixes change, in the order of the job; empty where there is none.
 * Lines at its end that begin with `#`, which tools pass over, name what could not be fixed.
 */
export async function* fixesAsPatch(
  services: Services,
  job: Job,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const fixes = new Fixes(services, job, signal);
  for await (const { path, change } of fixes.run()) {
    if (change === null) continue;
    const diff = unifiedDiff(path, change.before, change.after);
    if (diff.length > 0) yield diff;
  }
  const notes = fixes.notes().map((line) => `# ${line}\n`).join("");
  if (notes !== "") yield new TextEncoder().encode(notes);
}

/** A ZIP of the fixed files; its comment names what could not be fixed, which `all` has as it came. */
export async function* fixesAsArchive(
  services: Services,
  job: Job,
  files: FixesFiles,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const fixes = new Fixes(services, job, signal);
  const archive = services.packer(job.created_at);
  /** Of a million files their places are kept, and not their names. */
  const written: number[] = [];
  for await (const { task, path, change } of fixes.run()) {
    const content = change?.after ?? (files === "all" ? await asItCame(services, task) : null);
    if (content === null) continue;
    yield await archive.entry(path, content);
    written.push(task.seq);
  }
  yield* archive.end(pathsOf(services, job, fixes, written), fixes.notes().join("\n"));
}

async function asItCame(services: Services, { job_id, source }: Task): Promise<Uint8Array | null> {
  return source === null ? null : await sourceBytes(services, job_id, source);
}

/** The paths of the files at these places, once more. */
async function* pathsOf(
  services: Services,
  job: Job,
  fixes: Fixes,
  places: readonly number[],
): AsyncGenerator<string> {
  let next = 0;
  for await (const task of tasksOf(services, job)) {
    if (task.seq !== places[next]) continue;
    next++;
    yield fixes.pathOf(task);
  }
}
