/** Writes the report of a job page by page, so that its size does not matter. */
import type { Job, Task } from "../jobs/job.ts";
import type { BaselineComparison } from "../lint/baseline.ts";
import { type ReportFormat, REPORTS } from "../lint/report/mod.ts";
import type { ReportContext, ReportFile, ReportHead, ReportKind } from "../lint/report/port.ts";
import { reportedBy, reportFile, ReportTally } from "../lint/report/prepare.ts";
import { VERSION } from "../version.ts";
import { Companions } from "./companions.ts";
import { tasksOf } from "./job_tasks.ts";
import { readResult, sourceText } from "./read.ts";
import type { Services } from "./services.ts";

/** Characters that are put together before they are passed on. */
const PIECE = 1 << 18;

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

function contextOf(services: Services, job: Job): ReportContext {
  const rules = services.engines.get(job.engine)?.catalogue().rules ?? [];
  const byCode = new Map(rules.map((rule) => [rule.code, rule]));
  return { version: VERSION, rule: (code) => byCode.get(code), colour: false };
}

/** The files of a job in order, each as the format needs it. */
async function* filesOf(
  services: Services,
  job: Job,
  kind: ReportKind,
  baseline: BaselineComparison | null,
): AsyncGenerator<ReportFile> {
  const companions = new Companions(services);
  const fileOf = async (task: Task): Promise<ReportFile> => {
    const result = task.result === null ? null : await readResult(services, task);
    const ended = { file: task.file_name, task_status: task.status, result, error: task.error };
    const text = () => sourceText(services, job, task, companions);
    return reportedBy(kind, await reportFile(kind, ended, text, baseline));
  };
  for await (const task of tasksOf(services, job)) yield await fileOf(task);
}

/** The parts of the report, in order; with `baseline`, findings are told or chosen by it. */
export async function* report(
  services: Services,
  job: Job,
  format: ReportFormat,
  baseline: BaselineComparison | null = null,
): AsyncGenerator<string> {
  const kind: ReportKind = REPORTS[format];
  const writer = kind.writer(contextOf(services, job));
  const head = headOf(job);
  const tally = new ReportTally();
  let text = writer.head(head);
  for await (const file of filesOf(services, job, kind, baseline)) {
    text += writer.file(file, tally.files);
    tally.add(file);
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  yield text + writer.foot(tally.foot(baseline), head);
}
