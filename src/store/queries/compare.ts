/**
 * Compares what a job has found with its baseline, in the plan that ends the job: whoever sees its
 * end sees the outcome. Only jobs with a baseline come here.
 */
import { BaselineComparison } from "../../lint/baseline.ts";
import { type BaselineResult, gateVerdict } from "../../jobs/baseline_result.ts";
import type { TaskEnd } from "../port.ts";
import { all, batch, type Db, type Plan, prepared, type Statement } from "../plan.ts";
import { baselineFindings } from "./baselines.ts";

/** Digits of a fingerprint; those of a task stand together without anything between. */
const DIGITS = 32;

const insertFingerprints = prepared<
  { job_id: string; seq: number; fingerprints: string; errors: string }
>((db, p) =>
  db.insertInto("job_fingerprints").values({
    job_id: p("job_id"),
    seq: p("seq"),
    fingerprints: p("fingerprints"),
    errors: p("errors"),
  })
);

/** The statement that keeps the fingerprints of an end, where it has any. */
export function keepFingerprints(db: Db, end: TaskEnd): Statement<unknown>[] {
  if (end.status !== "SUCCESS" || end.fingerprints === undefined) return [];
  if (end.fingerprints.length === 0) return [];
  const { job_id, seq } = end.claim;
  const fingerprints = end.fingerprints.map(({ fingerprint }) => fingerprint).join("");
  const errors = end.fingerprints.map(({ error }) => error ? "1" : "0").join("");
  return [insertFingerprints(db, { job_id, seq, fingerprints, errors })];
}

const selectFingerprints = prepared<
  { job_id: string },
  { seq: number; fingerprints: string; errors: string }
>((db, p) =>
  db.selectFrom("job_fingerprints").select(["seq", "fingerprints", "errors"])
    .where("job_id", "=", p("job_id")).orderBy("seq")
);

const selectFiles = prepared<{ job_id: string }, { seq: number; file_name: string }>((db, p) =>
  db.selectFrom("tasks").select(["seq", "file_name"]).where("job_id", "=", p("job_id"))
    .where("status", "=", "SUCCESS")
);

/** What a comparison before this one said, of a job that was retried. */
const clearStates = prepared<{ job_id: string }>((db, p) =>
  db.updateTable("job_fingerprints").set({ states: null }).where("job_id", "=", p("job_id"))
    .where("states", "is not", null)
);

const setStates = prepared<{ job_id: string; seq: number; states: string }>((db, p) =>
  db.updateTable("job_fingerprints").set({ states: p("states") })
    .where("job_id", "=", p("job_id")).where("seq", "=", p("seq"))
);

const setResult = prepared<{ job_id: string; result: string }>((db, p) =>
  db.updateTable("jobs").set({ baseline_result: p("result") }).where("job_id", "=", p("job_id"))
);

/** The plan must hold the row of the job. */
export function* compareJob(
  db: Db,
  job_id: string,
  baseline: string,
  succeeded: number,
): Plan<void> {
  const heavy = true;
  const findings = yield* baselineFindings(db, baseline);
  if (findings === null) {
    const missing: BaselineResult = {
      new: 0,
      new_errors: 0,
      unchanged: 0,
      gone: 0,
      verdict: null,
      missing: true,
    };
    yield* batch([setResult(db, { job_id, result: JSON.stringify(missing) })]);
    return;
  }
  const files = new Map(
    (yield* all({ ...selectFiles(db, { job_id }), heavy })).map((row) => [row.seq, row.file_name]),
  );
  const present = new Set(files.values());
  const comparison = new BaselineComparison({ findings }, (file) => present.has(file));
  const updates: Statement<unknown>[] = [{ ...clearStates(db, { job_id }), heavy }];
  let new_errors = 0;
  for (const row of yield* all({ ...selectFingerprints(db, { job_id }), heavy })) {
    let states = "";
    for (let i = 0; i < row.errors.length; i++) {
      const fingerprint = row.fingerprints.slice(i * DIGITS, (i + 1) * DIGITS);
      const state = comparison.state({ fingerprint, file: files.get(row.seq) ?? "" });
      states += state === "new" ? "n" : "u";
      if (state === "new" && row.errors[i] === "1") new_errors++;
    }
    const { seq } = row;
    if (states.includes("n")) updates.push(setStates(db, { job_id, seq, states }));
  }
  const tally = { ...comparison.tally(), new_errors };
  const verdict = gateVerdict({ succeeded, new_errors });
  const result: BaselineResult = { ...tally, verdict, missing: false };
  yield* batch([...updates, setResult(db, { job_id, result: JSON.stringify(result) })]);
}
