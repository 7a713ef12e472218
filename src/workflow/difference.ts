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

/** Tasks looked at in one go, those that a page looks at, and pairs of results that it reads. */
const PAGE = 200;
const MOST_TASKS = 5000;
const MOST_RESULTS = 500;

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

/** What a page has looked into: the sums of all its pages are those of the job. */
export interface Difference {
  /** The job that this one is compared with. */
  against: string;
  total: Change;
  /** Files that were compared, and those that could not be. */
  files_compared: number;
  files_not_compared: number;
  rules: (Change & { code: string })[];
  /** Files whose findings differ or could not be compared, in the order of the jobs. */
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

/**
 * Where a page begins: in which of the two jobs' files, after which of them, and for how many files
 * of this job the one before has had one so far.
 */
export interface DifferencePlace {
  /** Files of this job come first, then those that only the job before has. */
  side: "now" | "before";
  seq: number;
  paired: number;
}

const START: DifferencePlace = { side: "now", seq: -1, paired: 0 };

/**
 * A page of the difference. It looks into a bounded number of files and reads a bounded number of
 * results, whatever the jobs have; `next` is where the next one begins, null after the last.
 */
export async function differenceOf(
  services: Services,
  job: Job,
  origin: Job,
  limit: number,
  from: DifferencePlace = START,
): Promise<{ page: Difference; next: DifferencePlace | null }> {
  const page = new Builder(origin.job_id, limit);
  let { side, seq, paired } = from;
  let results = 0;
  const here = () => ({ page: page.done(), next: { side, seq, paired } });
  for (let looked = 0; looked < MOST_TASKS; looked += PAGE) {
    const [of, other] = side === "now" ? [job, origin] : [origin, job];
    const tasks = await services.store.tasks.list(of.job_id, {}, PAGE, seq);
    const others = await counterparts(services, tasks, other.job_id);
    for (const task of tasks) {
      const match = others.get(task.file_name) ?? null;
      if (side === "before") {
        if (match === null && !page.add(null, task, null)) return here();
      } else if (match === null) {
        if (!page.add(task, null, null)) return here();
      } else {
        if (hasResults(task, match) && results++ === MOST_RESULTS) return here();
        if (!page.add(task, match, await compared(services, task, match))) return here();
        paired++;
      }
      seq = task.seq;
    }
    if (tasks.length === PAGE) continue;
    // Where each file of the job before was met, none is left that only it has.
    if (side === "before" || paired === origin.counts.total) {
      return { page: page.done(), next: null };
    }
    [side, seq] = ["before", -1];
  }
  return here();
}

/**
 * The files of the same names in the other job. Both come of one archive, so that most have the
 * same place in both; the others are looked for by name.
 */
async function counterparts(
  services: Services,
  tasks: readonly Task[],
  job_id: string,
): Promise<Map<string, Task>> {
  const found = new Map<string, Task>();
  if (tasks.length === 0) return found;
  const { tasks: store } = services.store;
  const [first, last] = [tasks[0]!.seq, tasks.at(-1)!.seq];
  const wanted = new Set(tasks.map(({ file_name }) => file_name));
  const take = (task: Task): void => {
    if (wanted.delete(task.file_name)) found.set(task.file_name, task);
  };
  (await store.list(job_id, {}, last - first + 1, first - 1)).forEach(take);
  if (wanted.size > 0) {
    (await store.list(job_id, { names: [...wanted] }, wanted.size)).forEach(take);
  }
  return found;
}

/** Whether a comparison has anything to read: what has no findings in both need not be. */
function hasResults(task: Task, was: Task): boolean {
  return task.status === "SUCCESS" && was.status === "SUCCESS" &&
    [task, was].some((t) => t.error_count + t.warning_count > 0);
}

/** Changes by rule, of a file that was linted in both jobs; null where it was not. */
async function compared(
  services: Services,
  task: Task,
  was: Task,
): Promise<Map<string, Change> | null> {
  if (task.status !== "SUCCESS" || was.status !== "SUCCESS") return null;
  if (!hasResults(task, was)) return new Map();
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
  private readonly listed: FileChange[] = [];
  private compared = 0;
  private left = 0;

  constructor(private readonly against: string, private readonly limit: number) {}

  /** False where the file would have to be listed and there is no room. */
  add(task: Task | null, was: Task | null, changes: Map<string, Change> | null): boolean {
    const sum: Change = { new: 0, gone: 0, unchanged: 0 };
    for (const change of changes?.values() ?? []) add(sum, change);
    const differs = changes === null || sum.new > 0 || sum.gone > 0;
    if (differs && this.listed.length === this.limit) return false;
    for (const [code, change] of changes ?? []) {
      const rule = this.rules.get(code) ?? { new: 0, gone: 0, unchanged: 0 };
      add(rule, change);
      this.rules.set(code, rule);
    }
    add(this.total, sum);
    if (changes === null) this.left++;
    else this.compared++;
    if (!differs) return true;
    this.listed.push({
      file_name: (task ?? was)!.file_name,
      task_id: task?.task_id ?? null,
      was_task_id: was?.task_id ?? null,
      compared: changes !== null,
      ...sum,
    });
    return true;
  }

  done(): Difference {
    const rules = [...this.rules].map(([code, change]) => ({ code, ...change }));
    return {
      against: this.against,
      total: this.total,
      files_compared: this.compared,
      files_not_compared: this.left,
      rules: rules.sort((a, b) => a.code < b.code ? -1 : 1),
      files: this.listed,
    };
  }
}
