/** Workers, their heartbeats and the commands to them. */
import type { Selectable } from "kysely";
import type { ControlAction, ControlCommand, WorkerRow } from "../port.ts";
import type { CommandsTable, WorkersTable } from "../schema.ts";
import { all, batch, type Db, first, type Plan, prepared, run } from "../plan.ts";
import { toWorker } from "./rows.ts";

type WorkerParams = Omit<WorkerRow, "info"> & { info: string };

const updateWorker = prepared<WorkerParams>((db, p) =>
  db.updateTable("workers").set({
    status: p("status"),
    concurrency: p("concurrency"),
    heartbeat_at: p("heartbeat_at"),
    beat: p("beat"),
    info: p("info"),
  }).where("worker_id", "=", p("worker_id"))
);

const insertWorker = prepared<WorkerParams>((db, p) =>
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

const openCommands = prepared<{ worker_id: string }, Selectable<CommandsTable>>((db, p) =>
  db.selectFrom("worker_commands").selectAll().where("worker_id", "=", p("worker_id"))
    .where("done_at", "is", null).orderBy("created_at").orderBy("command_id")
);

function toCommand(row: Selectable<CommandsTable>): ControlCommand {
  return { ...row, action: row.action as ControlAction };
}

export function* heartbeat(db: Db, worker: WorkerRow): Plan<ControlCommand[]> {
  const params = { ...worker, info: JSON.stringify(worker.info) };
  const [updated, commands] = yield* batch([
    updateWorker(db, params),
    openCommands(db, { worker_id: worker.worker_id }),
  ]);
  if (updated!.changes === 0) yield* run({ ...insertWorker(db, params), race: true });
  return (commands!.rows as Selectable<CommandsTable>[]).map(toCommand);
}

export const selectWorker = prepared<{ worker_id: string }, Selectable<WorkersTable>>((db, p) =>
  db.selectFrom("workers").selectAll().where("worker_id", "=", p("worker_id"))
);

export function* getWorker(db: Db, worker_id: string): Plan<WorkerRow | null> {
  const row = yield* first(selectWorker(db, { worker_id }));
  return row === undefined ? null : toWorker(row);
}

const selectWorkers = prepared<{ since: number }, Selectable<WorkersTable>>((db, p) =>
  db.selectFrom("workers").selectAll().where((eb) =>
    eb.or([
      eb("status", "not in", ["offline", "lost"]),
      eb("heartbeat_at", ">=", p("since")),
    ])
  ).orderBy("worker_id")
);

export function* listWorkers(db: Db, since: number): Plan<WorkerRow[]> {
  return (yield* all(selectWorkers(db, { since }))).map(toWorker);
}

const insertCommand = prepared<
  { command_id: string; worker_id: string; action: string; now: number }
>((db, p) =>
  db.insertInto("worker_commands").values({
    command_id: p("command_id"),
    worker_id: p("worker_id"),
    action: p("action"),
    created_at: p("now"),
  })
);

export function* addCommand(
  db: Db,
  worker_id: string,
  action: ControlAction,
  now: number,
): Plan<string> {
  const command_id = crypto.randomUUID();
  yield* run(insertCommand(db, { command_id, worker_id, action, now }));
  return command_id;
}

const selectCommand = prepared<{ command_id: string }, Selectable<CommandsTable>>((db, p) =>
  db.selectFrom("worker_commands").selectAll().where("command_id", "=", p("command_id"))
);

export function* getCommand(db: Db, command_id: string): Plan<ControlCommand | null> {
  const row = yield* first(selectCommand(db, { command_id }));
  return row === undefined ? null : toCommand(row);
}

const updateCommand = prepared<{ command_id: string; result: string; now: number }>((db, p) =>
  db.updateTable("worker_commands").set({ done_at: p("now"), result: p("result") })
    .where("command_id", "=", p("command_id")).where("done_at", "is", null)
);

export function* completeCommand(
  db: Db,
  command_id: string,
  result: string,
  now: number,
): Plan<void> {
  yield* run(updateCommand(db, { command_id, result, now }));
}

const deleteWorkers = prepared<{ cutoff: number }>((db, p) =>
  db.deleteFrom("workers").where("heartbeat_at", "<", p("cutoff"))
);

/** Also commands that nobody will ever take, their worker being gone. */
const deleteCommands = prepared<{ cutoff: number }>((db, p) =>
  db.deleteFrom("worker_commands").where("created_at", "<", p("cutoff"))
);

/** A row that nothing has touched since `cutoff`, whatever it says, is of no living worker. */
export function* pruneWorkers(db: Db, cutoff: number): Plan<number> {
  const workers = yield* run(deleteWorkers(db, { cutoff }));
  return workers + (yield* run(deleteCommands(db, { cutoff })));
}
