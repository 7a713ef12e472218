/** Workers, their heartbeats, and the commands given to them. */
import type { Selectable } from "kysely";
import type { ControlCommand, WorkerRow } from "../port.ts";
import type { CommandsTable, WorkersTable } from "../schema.ts";
import { all, built, type Db, type Plan, prepared, run } from "../plan.ts";

interface BeatParams extends Omit<WorkerRow, "info"> {
  info: string;
}

const updateWorker = prepared<BeatParams>((db, p) =>
  db.updateTable("workers").set({
    status: p("status"),
    concurrency: p("concurrency"),
    heartbeat_at: p("heartbeat_at"),
    beat: p("beat"),
    info: p("info"),
  }).where("worker_id", "=", p("worker_id"))
);

const insertWorker = prepared<BeatParams>((db, p) =>
  db.insertInto("workers").values({
    worker_id: p("worker_id"),
    host: p("host"),
    pid: p("pid"),
    status: p("status"),
    concurrency: p("concurrency"),
    started_at: p("started_at"),
    heartbeat_at: p("heartbeat_at"),
    beat: p("beat"),
    info: p("info"),
  })
);

export const openCommands = prepared<{ worker_id: string }, Selectable<CommandsTable>>((db, p) =>
  db.selectFrom("worker_commands").selectAll().where("worker_id", "=", p("worker_id"))
    .where("done_at", "is", null).orderBy("created_at")
);

export function* beat(db: Db, worker: WorkerRow): Plan<ControlCommand[]> {
  const params = { ...worker, info: JSON.stringify(worker.info) };
  if ((yield* run(updateWorker(db, params))) === 0) yield* run(insertWorker(db, params));
  const { worker_id } = worker;
  return (yield* all(openCommands(db, { worker_id }))).map(toCommand);
}

export function toCommand(row: Selectable<CommandsTable>): ControlCommand {
  return { ...row, action: row.action as ControlCommand["action"] };
}

export const selectWorker = prepared<{ worker_id: string }, Selectable<WorkersTable>>((db, p) =>
  db.selectFrom("workers").selectAll().where("worker_id", "=", p("worker_id"))
);

export const selectWorkers = prepared<{ since: number }, Selectable<WorkersTable>>((db, p) =>
  db.selectFrom("workers").selectAll().where((eb) =>
    eb.or([
      eb("heartbeat_at", ">=", p("since")),
      eb("status", "not in", ["offline", "lost"]),
    ])
  ).orderBy("worker_id")
);

export const insertCommand = prepared<
  { command_id: string; worker_id: string; action: string; now: number }
>((db, p) =>
  db.insertInto("worker_commands").values({
    command_id: p("command_id"),
    worker_id: p("worker_id"),
    action: p("action"),
    created_at: p("now"),
  })
);

export const selectCommand = prepared<{ command_id: string }, Selectable<CommandsTable>>((db, p) =>
  db.selectFrom("worker_commands").selectAll().where("command_id", "=", p("command_id"))
);

export const endCommand = prepared<
  { command_id: string; result: string; now: number }
>((db, p) =>
  db.updateTable("worker_commands").set({ done_at: p("now"), result: p("result") })
    .where("command_id", "=", p("command_id")).where("done_at", "is", null)
);

export function* pruneWorkers(db: Db, cutoff: number): Plan<number> {
  const commands = yield* run(built(
    db.deleteFrom("worker_commands").where("created_at", "<", cutoff),
  ));
  const workers = yield* run(built(
    db.deleteFrom("workers").where("heartbeat_at", "<", cutoff)
      .where("status", "in", ["offline", "lost"]),
  ));
  return commands + workers;
}
