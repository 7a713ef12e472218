/** Samples of how much waits: one a minute from whichever process comes first, summed by time. */
import type { Selectable } from "kysely";
import type { QueueSamplesTable } from "../schema.ts";
import { type QueueSample, TREND_STEPS, type TrendStep } from "../trends_port.ts";
import { all, batch, type Db, locked, type Plan, prepared } from "../plan.ts";
import { depths } from "./maintenance.ts";

type Row = Selectable<QueueSamplesTable>;
type Key = Pick<Row, "queue" | "step" | "at">;

const MINUTE = 60_000;

/** Of the minute that begins at `at`, where it has been sampled. */
export const selectSampled = prepared<{ at: number }, { queue: string }>((db, p) =>
  db.selectFrom("queue_samples").select("queue").where("step", "=", 60).where("at", "=", p("at"))
    .limit(1)
);

const selectRow = prepared<Key, Row>((db, p) =>
  db.selectFrom("queue_samples").selectAll().where("queue", "=", p("queue"))
    .where("step", "=", p("step")).where("at", "=", p("at"))
);

const insertRow = prepared<Row>((db, p) =>
  db.insertInto("queue_samples").values({
    queue: p("queue"),
    step: p("step"),
    at: p("at"),
    samples: p("samples"),
    length_sum: p("length_sum"),
    length_max: p("length_max"),
    oldest_max: p("oldest_max"),
  })
);

const updateRow = prepared<Row>((db, p) =>
  db.updateTable("queue_samples").set({
    samples: p("samples"),
    length_sum: p("length_sum"),
    length_max: p("length_max"),
    oldest_max: p("oldest_max"),
  }).where("queue", "=", p("queue")).where("step", "=", p("step")).where("at", "=", p("at"))
);

/** The minute of a time, Unix ms. */
export function minuteOf(now: number): number {
  return Math.floor(now / MINUTE) * MINUTE;
}

/** Adds what waits now to its minute and to the longer steps; false where that was done before. */
export function* sampleQueues(db: Db, now: number): Plan<boolean> {
  const rows: Row[] = [];
  const waiting = yield* depths(db);
  for (const step of TREND_STEPS) {
    const at = Math.floor(now / (step * 1000)) * step * 1000;
    for (const { queue, length, oldest_at } of waiting) {
      const oldest = oldest_at === null ? 0 : Math.max(0, now - oldest_at);
      rows.push({
        ...{ queue, step, at, samples: 1 },
        ...{ length_sum: length, length_max: length, oldest_max: oldest },
      });
    }
  }
  // The rows of the minute are locked before all others, and whoever finds them leaves it at that.
  const answers = yield* batch(
    rows.map(({ queue, step, at }) => locked(selectRow(db, { queue, step, at }), "wait")),
  );
  const before = answers.map((answer) => answer.rows[0] as Row | undefined);
  if (before.some((row) => row?.step === 60)) return false;
  yield* batch(rows.map((row, i) => {
    const sum = before[i];
    if (sum === undefined) return { ...insertRow(db, row), race: true as const };
    return updateRow(db, {
      ...row,
      samples: sum.samples + 1,
      length_sum: sum.length_sum + row.length_sum,
      length_max: Math.max(sum.length_max, row.length_max),
      oldest_max: Math.max(sum.oldest_max, row.oldest_max),
    });
  }));
  return true;
}

const selectSamples = prepared<{ step: number; from: number; to: number }, Row>((db, p) =>
  db.selectFrom("queue_samples").selectAll().where("step", "=", p("step"))
    .where("at", ">=", p("from")).where("at", "<", p("to")).orderBy("at").orderBy("queue")
);

export function* queueSamples(
  db: Db,
  step: TrendStep,
  from: number,
  to: number,
): Plan<QueueSample[]> {
  const rows = yield* all(selectSamples(db, { step, from, to }));
  return rows.map(({ queue, at, samples, length_sum, length_max, oldest_max }) => ({
    ...{ queue: queue as QueueSample["queue"], at, samples },
    ...{ length_sum, length_max, oldest_max },
  }));
}

export const deleteSamples = prepared<{ step: number; cutoff: number }>((db, p) =>
  db.deleteFrom("queue_samples").where("step", "=", p("step")).where("at", "<", p("cutoff"))
);
