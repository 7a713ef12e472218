/**
 * What was found stands in the rows of tasks and jobs. In a table of its own it was three of the five
 * rows that the end of a file wrote. That table stays, unused, for processes of the version before,
 * which go on writing to it during an upgrade.
 */
import { type RawBuilder, sql } from "kysely";
import { built, type Db, type Plan, run, type Statement } from "../plan.ts";
import type { DatabaseKind } from "./tables.ts";

/** `[[code, severity, count], …]` without blanks, of which MySQL writes one behind each comma. */
const LIST: Readonly<Record<DatabaseKind, RawBuilder<unknown>>> = {
  sqlite: sql`json_group_array(json_array(code, severity, findings))`,
  mysql: sql`replace(json_arrayagg(json_array(code, severity, findings)), ', ', ',')`,
};

function ofTasks(list: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`update tasks set rule_counts =
    (select ${list} from task_rule_counts where task_rule_counts.task_id = tasks.task_id)
    where exists (select 1 from task_rule_counts where task_rule_counts.task_id = tasks.task_id)`;
}

/** By job, as a table of its own: no database reads one job's sums at a time. */
function sums(list: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select job_id, ${list} as list from
    (select job_id, code, severity, sum(findings) as findings
      from task_rule_counts group by job_id, code, severity) as found
    group by job_id) as sums`;
}

const OF_JOBS: Readonly<Record<DatabaseKind, RawBuilder<unknown>>> = {
  sqlite: sql`update jobs set rule_counts = sums.list from ${sums(LIST.sqlite)}
    where sums.job_id = jobs.job_id`,
  mysql: sql`update jobs join ${sums(LIST.mysql)} on sums.job_id = jobs.job_id
    set jobs.rule_counts = sums.list`,
};

export function* ruleCounts(db: Db, kind: DatabaseKind): Plan<void> {
  const heavily = (raw: RawBuilder<unknown>): Statement<unknown> => {
    const { sql: text, parameters } = raw.compile(db);
    return { sql: text, parameters, heavy: true };
  };
  for (const table of ["jobs", "tasks"] as const) {
    yield* run(built(db.schema.alterTable(table).addColumn("rule_counts", sql`text`)));
  }
  yield* run(heavily(ofTasks(LIST[kind])));
  yield* run(heavily(OF_JOBS[kind]));
}
