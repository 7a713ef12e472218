/** Keeping baselines: their row, and what they hold in parts of many findings each. */
import type { Selectable } from "kysely";
import type { BaselineFinding } from "../../lint/baseline.ts";
import type { Baseline, BaselineFilter, TaskStates } from "../baselines_port.ts";
import type { BaselinesTable } from "../schema.ts";
import {
  all,
  batch,
  built,
  type Db,
  first,
  type Plan,
  prepared,
  run,
  type Statement,
} from "../plan.ts";

type BaselineRow = Selectable<BaselinesTable>;

/** Findings of a part: some tens of kilobytes. */
const PART = 400;

const selectBaseline = prepared<{ name: string }, BaselineRow>((db, p) =>
  db.selectFrom("baselines").selectAll().where("name", "=", p("name"))
);

export function* getBaseline(db: Db, name: string): Plan<Baseline | null> {
  const row = yield* first(selectBaseline(db, { name }));
  return row === undefined ? null : { ...row };
}

const insertBaseline = prepared<BaselineRow>((db, p) =>
  db.insertInto("baselines").values({
    name: p("name"),
    project: p("project"),
    owner: p("owner"),
    reason: p("reason"),
    created_at: p("created_at"),
    created_by: p("created_by"),
    expires_at: p("expires_at"),
    from_job: p("from_job"),
    findings: p("findings"),
  })
);

const insertPart = prepared<{ name: string; part: number; entries: string }>((db, p) =>
  db.insertInto("baseline_parts").values({
    name: p("name"),
    part: p("part"),
    entries: p("entries"),
  })
);

export function* createBaseline(
  db: Db,
  baseline: Baseline,
  findings: readonly BaselineFinding[],
): Plan<boolean> {
  const { name } = baseline;
  if ((yield* first(selectBaseline(db, { name }))) !== undefined) return false;
  yield* run({ ...insertBaseline(db, baseline), race: true });
  const parts: Statement<unknown>[] = [];
  for (let at = 0; at < findings.length; at += PART) {
    const entries = JSON.stringify(findings.slice(at, at + PART));
    parts.push({ ...insertPart(db, { name, part: at / PART, entries }), heavy: true });
  }
  yield* batch(parts);
  return true;
}

export function listBaselines(
  db: Db,
  { project }: BaselineFilter,
  limit: number,
  after = "",
): Statement<BaselineRow> {
  let query = db.selectFrom("baselines").selectAll().where("name", ">", after)
    .orderBy("name").limit(limit);
  if (project !== undefined) query = query.where("project", "=", project);
  return built(query);
}

export function* pageOfBaselines(
  db: Db,
  filter: BaselineFilter,
  limit: number,
  after?: string,
): Plan<Baseline[]> {
  return (yield* all(listBaselines(db, filter, limit, after))).map((row) => ({ ...row }));
}

const selectParts = prepared<{ name: string }, { entries: string }>((db, p) =>
  db.selectFrom("baseline_parts").select("entries").where("name", "=", p("name")).orderBy("part")
);

export function* baselineFindings(db: Db, name: string): Plan<BaselineFinding[] | null> {
  if ((yield* first(selectBaseline(db, { name }))) === undefined) return null;
  const parts = yield* all({ ...selectParts(db, { name }), heavy: true });
  return parts.flatMap(({ entries }) => JSON.parse(entries) as BaselineFinding[]);
}

const deleteRow = prepared<{ name: string }>((db, p) =>
  db.deleteFrom("baselines").where("name", "=", p("name"))
);

/** What it holds goes by its foreign key. */
export function* deleteBaseline(db: Db, name: string): Plan<boolean> {
  return (yield* run({ ...deleteRow(db, { name }), heavy: true })) > 0;
}

export function* statesOf(
  db: Db,
  job_id: string,
  seqs: readonly number[],
): Plan<TaskStates[]> {
  if (seqs.length === 0) return [];
  const query = db.selectFrom("job_fingerprints").select(["seq", "states"])
    .where("job_id", "=", job_id).where("seq", "in", seqs).where("states", "is not", null);
  return (yield* all(built(query))).map(({ seq, states }) => ({ seq, states: states! }));
}
