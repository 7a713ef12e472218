/** Jobs, tasks and ends for what measures a store without a service: nothing is linted. */
import type { RuleCount } from "../../src/jobs/job.ts";
import type { NewTask, Store, TaskClaim, TaskEnd } from "../../src/store/port.ts";
import { uuidv7 } from "../../src/workflow/ids.ts";

const SOURCE = { file: "upload", offset: 0, length: 9, sha256: "ab".repeat(32) };
const RESULT = { file: "results.pack", offset: 0, length: 7, sha256: "cd".repeat(32) };
/** Tasks that are added to an archive in one transaction. */
const CHUNK = 500;

export function newTask(seq: number): NewTask {
  return { task_id: uuidv7(), seq, file_name: `file-${seq}.sql`, source: SOURCE };
}

/** A single job of one task, or without tasks an archive that is yet to be expanded. */
export function newJob(tasks: NewTask[]) {
  return {
    job_id: uuidv7(),
    submission_type: tasks.length === 0 ? "ZIP_ARCHIVE" as const : "SINGLE_FILE" as const,
    file_name: "query.sql",
    dialect: "ansi",
    engine: "native" as const,
    options: { dialect: "ansi" },
    upload_file: "upload",
    upload_bytes: 9,
    created_at: Date.now(),
    tasks,
  };
}

/** The end of a file with findings. */
export function endOf(claim: TaskClaim, rule_counts: RuleCount[]): TaskEnd {
  return {
    claim,
    finished_at: Date.now(),
    status: "SUCCESS",
    outcome: "findings",
    result: RESULT,
    error_count: 2,
    warning_count: 0,
    statements_total: 1,
    source_lines: 1,
    statements_parsed: 1,
    duration_ms: 1,
    rule_counts,
  };
}

/** An archive that `worker` has expanded into so many tasks, which wait; the id of its job. */
export async function expandedArchive(
  store: Store,
  worker: string,
  tasks: number,
): Promise<string> {
  const job = newJob([]);
  await store.jobs.create(job);
  const [claim] = await store.expansions.claim(worker, 1, Date.now());
  for (let at = 0; at < tasks; at += CHUNK) {
    const size = Math.min(CHUNK, tasks - at);
    const chunk = Array.from({ length: size }, (_, i) => newTask(at + i));
    await store.expansions.addTasks(claim!, chunk, Date.now());
  }
  await store.expansions.finish(claim!, [], Date.now());
  return job.job_id;
}
