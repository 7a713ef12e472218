/**
 * What a job that lints another's files again finds otherwise: the text is the same in both, so a
 * finding is the same where rule, line and column are.
 */
import { LintelError } from "../errors.ts";
import type { Job, Task } from "../jobs/job.ts";
import { isOpen } from "../jobs/states.ts";
import type { Violation } from "../lint/result.ts";
import { readResult } from "./read.ts";
import type { Services } from "./services.ts";

const PAGE = 200;

export interface Change {
  new: number;
  gone: number;
  unchanged: number;
}

export interface FileChange extends Change {
  file_name: string;
  /** The file in this job and in the one before; null where it has none. */
  task_id: string | null;
  was_task_id: string | null;
  /** False where it was not linted in both, so that nothing can be said of its findings. */
  compared: boolean;
}

export interface Difference {
  /** The job that this one is compared with. */
  against: string;
  total: Change;
  /** Files that were compared, and those that could not be. */
  files_compared: number;
  files_not_compared: number;
  rules: (Change & { code: string })[];
  /** Files whose findings differ or could not be compared, in the order of the job. */
  files: FileChange[];
}

/**
 * The job that it was made from, where both have ended. Throws `conflict` where it was made from
 * none or one of the two is open, `not_found` where that one is gone.
 */
export async function originOf(services: Services, job: Job): Promise<Job> {
  if (job.relint_of === null) {
    throw new LintelError("conflict", "This job was not made from another one (relint).");
  }
  const origin = await services.store.jobs.get(job.relint_of);
  if (origin === null) {
    throw new LintelError("not_found", `The job ${job.relint_of} that it was made from is gone.`);
  }
  for (const { job_id, status } of [job, origin]) {
    if (!isOpen(status)) continue;
    throw new LintelError("conflict", `The job ${job_id} is ${status}; compare them at its end.`);
  }
  return origin;
}

/** Reads every result of both jobs, a page at a time. */
export async function differenceOf(
  services: Services,
  job: Job,
  origin: Job,
): Promise<Difference> {
  const difference = new Builder(origin.job_id);
  // Both come of one archive: a file mostly has the same place in both.
  const before = new Map<string, Task>();
  const later: Task[] = [];
  const pair = async (task: Task): Promise<boolean> => {
    const was = before.get(task.file_name);
    if (was === undefined) return false;
    before.delete(task.file_name);
    difference.add(task, was, await compared(services, task, was));
    return true;
  };
  const pages = [pagesOf(services, job.job_id), pagesOf(services, origin.job_id)] as const;
  for (;;) {
    const [now, was] = await Promise.all(pages.map((page) => page.next()));
    if (now!.done && was!.done) break;
    for (const task of was!.done ? [] : was!.value) before.set(task.file_name, task);
    for (const task of now!.done ? [] : now!.value) if (!await pair(task)) later.push(task);
  }
  for (const task of later) if (!await pair(task)) difference.add(task, null, null);
  for (const was of before.values()) difference.add(null, was, null);
  return difference.done();
}

async function* pagesOf(services: Services, job_id: string): AsyncGenerator<Task[]> {
  let after: number | undefined;
  for (;;) {
    const tasks = await services.store.tasks.list(job_id, {}, PAGE, after);
    if (tasks.length > 0) yield tasks;
    if (tasks.length < PAGE) return;
    after = tasks.at(-1)!.seq;
  }
}

/** Changes by rule, of a file that was linted in both jobs; null where it was not. */
async function compared(
  services: Services,
  task: Task,
  was: Task,
): Promise<Map<string, Change> | null> {
  if (task.status !== "SUCCESS" || was.status !== "SUCCESS") return null;
  const [now, then] = await Promise.all([
    readResult(services, task),
    readResult(services, was),
  ]);
  return changesOf(now.violations, then.violations);
}

/** Findings of one text by two runs, compared by rule and place, each as often as it is there. */
export function changesOf(
  now: readonly Violation[],
  then: readonly Violation[],
): Map<string, Change> {
  const left = new Map<string, number>();
  const key = ({ code, line, column }: Violation): string => `${code} ${line} ${column}`;
  for (const violation of then) left.set(key(violation), (left.get(key(violation)) ?? 0) + 1);
  const changes = new Map<string, Change>();
  const changeOf = (code: string): Change => {
    const known = changes.get(code) ?? { new: 0, gone: 0, unchanged: 0 };
    changes.set(code, known);
    return known;
  };
  for (const violation of now) {
    const count = left.get(key(violation)) ?? 0;
    if (count > 0) left.set(key(violation), count - 1);
    changeOf(violation.code)[count > 0 ? "unchanged" : "new"]++;
  }
  for (const [place, count] of left) {
    if (count > 0) changeOf(place.split(" ")[0]!).gone += count;
  }
  return changes;
}

function add(sum: Change, change: Change): void {
  for (const key of ["new", "gone", "unchanged"] as const) sum[key] += change[key];
}

/** A difference while its files come. */
class Builder {
  private readonly total: Change = { new: 0, gone: 0, unchanged: 0 };
  private readonly rules = new Map<string, Change>();
  private readonly files: (FileChange & { seq: number })[] = [];
  private compared = 0;
  private left = 0;

  constructor(private readonly against: string) {}

  add(task: Task | null, was: Task | null, changes: Map<string, Change> | null): void {
    const sum: Change = { new: 0, gone: 0, unchanged: 0 };
    for (const [code, change] of changes ?? []) {
      add(sum, change);
      const rule = this.rules.get(code) ?? { new: 0, gone: 0, unchanged: 0 };
      add(rule, change);
      this.rules.set(code, rule);
    }
    add(this.total, sum);
    if (changes === null) this.left++;
    else this.compared++;
    if (changes !== null && sum.new === 0 && sum.gone === 0) return;
    this.files.push({
      file_name: (task ?? was)!.file_name,
      task_id: task?.task_id ?? null,
      was_task_id: was?.task_id ?? null,
      compared: changes !== null,
      ...sum,
      seq: (task ?? was)!.seq,
    });
  }

  done(): Difference {
    const rules = [...this.rules].map(([code, change]) => ({ code, ...change }));
    return {
      against: this.against,
      total: this.total,
      files_compared: this.compared,
      files_not_compared: this.left,
      rules: rules.sort((a, b) => a.code < b.code ? -1 : 1),
      files: this.files.sort((a, b) => a.seq - b.seq).map(({ seq: _, ...file }) => file),
    };
  }
}
