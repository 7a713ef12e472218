/** Writes the report of a job page by page, so that its size does not matter. */
import type { Job, Task } from "../jobs/job.ts";
import type { ReportFile, ReportHead } from "../lint/report/port.ts";
import { type ReportFormat, REPORTS } from "../lint/report/mod.ts";
import { readResult } from "./read.ts";
import type { Services } from "./services.ts";

const PAGE = 200;

function headOf(job: Job): ReportHead {
  return {
    job_id: job.job_id,
    job_status: job.status,
    verdict: job.verdict,
    file_name: job.file_name,
    engine: job.engine,
    dialect: job.dialect,
    created_at: new Date(job.created_at).toISOString(),
    skipped: job.skipped,
    error: job.error,
  };
}

async function fileOf(services: Services, task: Task): Promise<ReportFile> {
  return {
    file: task.file_name,
    task_status: task.status,
    result: task.result === null ? null : await readResult(services, task),
    error: task.error,
  };
}

/** The parts of the report, in order. */
export async function* report(
  services: Services,
  job: Job,
  format: ReportFormat,
): AsyncGenerator<string> {
  const writer = REPORTS[format];
  const head = headOf(job);
  const by_rule: Record<string, number> = {};
  const foot = {
    files: 0,
    failed: 0,
    summary: { total: 0, error_count: 0, warning_count: 0, by_rule },
  };
  yield writer.head(head);
  let after: number | undefined;
  for (;;) {
    const tasks = await services.store.tasks.list(job.job_id, {}, PAGE, after);
    let text = "";
    for (const task of tasks) {
      const file = await fileOf(services, task);
      text += writer.file(file, foot.files++);
      if (task.status === "FAILURE") foot.failed++;
      for (const [code, count] of Object.entries(file.result?.summary.by_rule ?? {})) {
        by_rule[code] = (by_rule[code] ?? 0) + count;
      }
      foot.summary.error_count += file.result?.summary.error_count ?? 0;
      foot.summary.warning_count += file.result?.summary.warning_count ?? 0;
    }
    if (text !== "") yield text;
    if (tasks.length < PAGE) break;
    after = tasks.at(-1)!.seq;
  }
  foot.summary.total = foot.summary.error_count + foot.summary.warning_count;
  yield writer.foot(foot, head);
}
