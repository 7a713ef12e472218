/** The time that a question about trends is for, and how its answer is written as CSV. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";
import { csvCell } from "../../lint/report/csv.ts";
import {
  MOST_DAYS,
  type Range,
  RANGES,
  type Window,
  windowBetween,
  windowOfRange,
} from "../../workflow/trends.ts";

const When = z.iso.datetime({ offset: true }).optional();

/** Of the query. */
export const WindowQuery = z.object({
  range: z.enum(RANGES).optional().openapi({
    description: "Back from now; `day` where neither this nor `from` is given.",
  }),
  from: When.openapi({ description: "In place of `range`." }),
  to: When.openapi({ description: "With `from`; now where it is not given." }),
  format: z.enum(["json", "csv"]).default("json"),
});

const DAY = 86_400_000;

/** Throws `validation_failed` for what is no range. */
export function windowOf(
  { range, from, to }: { range?: Range; from?: string; to?: string },
  now: number,
): Window {
  if (from === undefined) {
    if (to !== undefined) refuse("to", "takes a `from` beside it");
    return windowOfRange(range ?? "day", now);
  }
  if (range !== undefined) refuse("range", "does not go together with `from`");
  const [start, end] = [Date.parse(from), to === undefined ? now : Date.parse(to)];
  if (end <= start) refuse("to", "takes a time after `from`");
  const days = (end - start) / DAY;
  if (days > MOST_DAYS) {
    refuse("from", `takes a time at most ${MOST_DAYS} days before \`to\`, not ${Math.ceil(days)}`);
  }
  return windowBetween(start, end, now);
}

function refuse(path: string, message: string): never {
  throw new LintelError("validation_failed", `${path} ${message}`, { fields: [{ path, message }] });
}

/** A line of cells, those of null empty. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => cell === null ? "" : csvCell(cell)).join(",") + "\r\n";
}

/** The headers of an answer in CSV, which a browser keeps under this name. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  };
}
