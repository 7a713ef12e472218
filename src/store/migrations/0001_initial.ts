/** The first tables. */
import { type ColumnDataType, type CreateTableBuilder, type RawBuilder, sql } from "kysely";
import { built, type Db, type Plan, run } from "../plan.ts";
import { createTable, type DatabaseKind } from "./tables.ts";

const uuid: ColumnDataType = "varchar(36)";
const worker: ColumnDataType = "varchar(255)";
const text: RawBuilder<unknown> = sql`mediumtext`;

/** Rows that go with their job. Named as a constraint of the table, which every database honours. */
function belongsToJob<T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
): CreateTableBuilder<T, C> {
  return table.addForeignKeyConstraint(
    `${table.toOperationNode().table.table.identifier.name}_of_job`,
    ["job_id" as C],
    "jobs",
    ["job_id"],
    (c) => c.onDelete("cascade"),
  );
}

export function* initial(db: Db, kind: DatabaseKind): Plan<void> {
  yield* jobs(db, kind);
  yield* tasks(db, kind);
  yield* details(db, kind);
  yield* workers(db, kind);
}

function* jobs(db: Db, kind: DatabaseKind): Plan<void> {
  let table = createTable(db, kind, "jobs")
    .addColumn("job_id", uuid, (c) => c.primaryKey())
    .addColumn("status", "varchar(24)", (c) => c.notNull())
    .addColumn("verdict", "varchar(8)")
    .addColumn("submission_type", "varchar(16)", (c) => c.notNull())
    .addColumn("file_name", "varchar(255)", (c) => c.notNull())
    .addColumn("dialect", "varchar(50)", (c) => c.notNull())
    .addColumn("engine", "varchar(20)", (c) => c.notNull())
    .addColumn("options", text, (c) => c.notNull())
    .addColumn("upload_file", "varchar(100)", (c) => c.notNull())
    .addColumn("upload_bytes", "bigint", (c) => c.notNull())
    .addColumn("skipped", text, (c) => c.notNull())
    .addColumn("error_code", "varchar(50)")
    .addColumn("error_message", text)
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("started_at", "bigint")
    .addColumn("finished_at", "bigint")
    .addColumn("turn", "bigint")
    .addColumn("expand_due_at", "bigint")
    .addColumn("expand_attempt", "integer", (c) => c.notNull())
    .addColumn("expand_lease", "varchar(80)")
    .addColumn("expand_worker", worker)
    .addColumn("expand_started_at", "bigint");
  for (
    const counter of [
      "tasks_total",
      "pending",
      "processing",
      "succeeded",
      "failed",
      "cancelled",
      "error_count",
      "warning_count",
    ] as const
  ) {
    table = table.addColumn(counter, "integer", (c) => c.notNull().defaultTo(0)) as typeof table;
  }
  yield* run(built(table));
  for (const column of ["status", "verdict", "dialect", "engine", "file_name"] as const) {
    yield* run(
      built(db.schema.createIndex(`jobs_${column}`).on("jobs").columns([column, "job_id"])),
    );
  }
  yield* run(built(db.schema.createIndex("jobs_turn").on("jobs").columns(["turn", "pending"])));
  for (const column of ["expand_due_at", "expand_worker", "finished_at"] as const) {
    yield* run(built(db.schema.createIndex(`jobs_${column}`).on("jobs").column(column)));
  }
}

function* tasks(db: Db, kind: DatabaseKind): Plan<void> {
  let table = createTable(db, kind, "tasks")
    .addColumn("task_id", uuid, (c) => c.primaryKey())
    .addColumn("job_id", uuid, (c) => c.notNull())
    .addColumn("seq", "integer", (c) => c.notNull())
    .addColumn("file_name", text, (c) => c.notNull())
    .addColumn("status", "varchar(12)", (c) => c.notNull())
    .addColumn("outcome", "varchar(20)")
    .addColumn("attempt", "integer", (c) => c.notNull())
    .addColumn("worker_id", worker)
    .addColumn("lease_worker", worker)
    .addColumn("lease_token", "varchar(80)")
    .addColumn("due_at", "bigint", (c) => c.notNull());
  for (const what of ["source", "result"] as const) {
    table = table.addColumn(`${what}_file`, "varchar(120)")
      .addColumn(`${what}_offset`, "bigint")
      .addColumn(`${what}_length`, "bigint")
      .addColumn(`${what}_sha256`, "varchar(64)") as typeof table;
  }
  const whole = belongsToJob(table).addColumn("error_code", "varchar(50)")
    .addColumn("error_message", text)
    .addColumn("error_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("warning_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("statements_total", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("statements_parsed", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("duration_ms", "double precision")
    .addColumn("dead_lettered_at", "bigint")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("started_at", "bigint")
    .addColumn("finished_at", "bigint");
  yield* run(built(whole));
  const index = (name: string) => db.schema.createIndex(name).on("tasks");
  yield* run(built(index("tasks_job").unique().columns(["job_id", "seq"])));
  yield* run(built(index("tasks_claim").columns(["job_id", "status", "due_at", "seq"])));
  yield* run(built(index("tasks_due").columns(["status", "due_at"])));
  yield* run(built(index("tasks_lease_worker").column("lease_worker")));
}

function* details(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    belongsToJob(createTable(db, kind, "attempts"))
      .addColumn(
        "attempt_id",
        kind === "sqlite" ? "integer" : "bigint",
        (c) => c.primaryKey().autoIncrement(),
      )
      .addColumn("job_id", uuid, (c) => c.notNull())
      .addColumn("task_id", uuid)
      .addColumn("attempt", "integer", (c) => c.notNull())
      .addColumn("worker_id", worker, (c) => c.notNull())
      .addColumn("started_at", "bigint", (c) => c.notNull())
      .addColumn("finished_at", "bigint", (c) => c.notNull())
      .addColumn("error_code", "varchar(50)")
      .addColumn("error_message", text),
  ));
  const attempts = (name: string) => db.schema.createIndex(name).on("attempts");
  yield* run(built(attempts("attempts_job").columns(["job_id", "task_id"])));
  yield* run(built(attempts("attempts_task").column("task_id")));
  yield* run(built(
    belongsToJob(createTable(db, kind, "task_rule_counts"))
      .addColumn("job_id", uuid, (c) => c.notNull())
      .addColumn("task_id", uuid, (c) => c.notNull())
      .addColumn("code", "varchar(50)", (c) => c.notNull())
      .addColumn("severity", "varchar(10)", (c) => c.notNull())
      .addColumn("findings", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("task_rule_counts_key", ["task_id", "code", "severity"]),
  ));
  yield* run(built(
    db.schema.createIndex("task_rule_counts_job").on("task_rule_counts")
      .columns(["job_id", "code", "severity", "findings"]),
  ));
  yield* run(built(
    belongsToJob(createTable(db, kind, "idempotency_keys"))
      .addColumn("scope", "varchar(100)", (c) => c.notNull())
      .addColumn("idempotency_key", "varchar(255)", (c) => c.notNull())
      .addColumn("body_hash", "varchar(64)", (c) => c.notNull())
      .addColumn("job_id", uuid, (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("idempotency_keys_key", ["scope", "idempotency_key"]),
  ));
  const keys = (name: string) => db.schema.createIndex(name).on("idempotency_keys");
  yield* run(built(keys("idempotency_keys_created").column("created_at")));
  yield* run(built(keys("idempotency_keys_job").column("job_id")));
}

function* workers(db: Db, kind: DatabaseKind): Plan<void> {
  yield* run(built(
    createTable(db, kind, "workers")
      .addColumn("worker_id", worker, (c) => c.primaryKey())
      .addColumn("host", "varchar(255)", (c) => c.notNull())
      .addColumn("pid", "integer", (c) => c.notNull())
      .addColumn("status", "varchar(12)", (c) => c.notNull())
      .addColumn("concurrency", "integer", (c) => c.notNull())
      .addColumn("started_at", "bigint", (c) => c.notNull())
      .addColumn("heartbeat_at", "bigint", (c) => c.notNull())
      .addColumn("beat", "bigint", (c) => c.notNull())
      .addColumn("info", text, (c) => c.notNull()),
  ));
  yield* run(built(
    db.schema.createIndex("workers_heartbeat").on("workers").column("heartbeat_at"),
  ));
  yield* run(built(
    createTable(db, kind, "worker_commands")
      .addColumn("command_id", uuid, (c) => c.primaryKey())
      .addColumn("worker_id", worker, (c) => c.notNull())
      .addColumn("action", "varchar(20)", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("done_at", "bigint")
      .addColumn("result", text),
  ));
  yield* run(built(
    db.schema.createIndex("worker_commands_worker").on("worker_commands")
      .columns(["worker_id", "done_at"]),
  ));
}
