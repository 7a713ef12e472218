/** A snapshot as lines of text, no wider than the terminal; colours are asked for by name. */
import { printable } from "../../src/text/printable.ts";
import type { QueueLine, Snapshot, WorkerLine } from "./snapshot.ts";

export type Colour = "red" | "yellow" | "green" | "dim" | "bold";
/** Colours a text, or gives it back as it is where there are no colours. */
export type Paint = (colour: Colour, text: string) => string;

export interface ViewOptions {
  url: string;
  /** Characters of a line. */
  width: number;
  paint: Paint;
  /** Tasks a second since the look before, null where that is not known. */
  rate: number | null;
  /** Unix milliseconds, for what runs since when. */
  now: number;
}

const BAR = 20;

/** Cut to `width` characters, then filled up with blanks. */
function cell(text: string, width: number): string {
  const shown = printable(text);
  return (shown.length > width ? `${shown.slice(0, Math.max(0, width - 1))}…` : shown)
    .padEnd(width);
}

function bytes(n: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  for (; n >= 1024 && unit < units.length - 1; unit++) n /= 1024;
  return `${n.toFixed(n < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

/** Seconds as people say them: `4 s`, `3 min`, `2 h`. */
export function age(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

function usage(name: string, percent: number | null, more: string, paint: Paint): string {
  if (percent === null) return `  ${cell(name, 9)} not known`;
  const filled = Math.round(Math.min(100, Math.max(0, percent)) / 100 * BAR);
  const bar = "█".repeat(filled) + "░".repeat(BAR - filled);
  const colour: Colour = percent >= 90 ? "red" : percent >= 80 ? "yellow" : "green";
  return `  ${cell(name, 9)} ${paint(colour, bar)} ${percent.toFixed(0).padStart(3)}%  ${more}`;
}

const STATUS_COLOUR: Readonly<Record<string, Colour>> = {
  online: "green",
  healthy: "green",
  active: "green",
  paused: "yellow",
  draining: "yellow",
  warning: "yellow",
};

function status(text: string, width: number, paint: Paint): string {
  return paint(STATUS_COLOUR[text] ?? "red", cell(text, width));
}

/** What a worker runs now: the file of its longest task, and how many more there are. */
function doing(worker: WorkerLine, now: number): string {
  const tasks = [...worker.current_tasks].sort((a, b) =>
    (a.time_start ?? Infinity) - (b.time_start ?? Infinity)
  );
  const first = tasks[0];
  if (first === undefined) return "";
  const file = first.kwargs?.file_name ?? first.task_name ?? "a task";
  const since = first.time_start === undefined ? "" : ` for ${age(now / 1000 - first.time_start)}`;
  const more = tasks.length > 1 ? `, and ${tasks.length - 1} more` : "";
  return `${file}${since}${more}`;
}

/** The name's column gives way on a narrow terminal; the others have their least. */
function nameWidth(width: number): number {
  return Math.min(34, Math.max(12, width - 50));
}

function workerLine(worker: WorkerLine, { now, width, paint }: ViewOptions): string {
  // As getrusage(2) counts: kilobytes, the most there were.
  const memory = worker.rusage.maxrss === undefined ? "" : bytes(worker.rusage.maxrss * 1024);
  const name = nameWidth(width);
  const fixed = 2 + name + 1 + 9 + 1 + 7 + 1 + 9 + 1 + 8 + 1;
  return `  ${cell(worker.worker_name, name)} ${status(worker.status, 9, paint)} ${
    cell(`${worker.active_tasks}/${worker.concurrency}`, 7)
  } ${cell(String(worker.total_tasks), 9)} ${cell(memory, 8)} ${
    cell(doing(worker, now), Math.max(0, width - fixed)).trimEnd()
  }`.trimEnd();
}

function queueLine(queue: QueueLine, paint: Paint): string {
  const oldest = queue.length === 0 ? "" : `oldest ${age(queue.oldest_age_seconds)}`;
  return `  ${cell(queue.name, 16)} ${status(queue.status, 8, paint)} ${
    cell(`${queue.length} waiting`, 16)
  } ${oldest}`.trimEnd();
}

/** The whole screen, top to bottom. */
export function view(snapshot: Snapshot, options: ViewOptions): string[] {
  const { paint, width, rate } = options;
  const { system, health, workers, queues } = snapshot;
  const online = workers.filter((worker) => worker.status === "online").length;
  const throughput = rate === null ? "" : `   ${rate.toFixed(1)} tasks/s`;
  const lines = [
    `${paint("bold", "Lintel")} ${cell(options.url, Math.max(0, width - 30)).trimEnd()}   ${
      status(health.status, health.status.length, paint)
    }${throughput}`,
    ...health.reasons.map((reason) => `  ${paint("yellow", cell(reason, width - 2).trimEnd())}`),
    "",
    paint("bold", "Queues"),
    ...queues.map((queue) => queueLine(queue, paint)),
    "",
    paint("bold", `Workers  ${online} online of ${workers.length}`),
    paint(
      "dim",
      `  ${cell("name", nameWidth(width))} ${cell("status", 9)} ${cell("active", 7)} ${
        cell("done", 9)
      } ${cell("peak RSS", 8)} now`,
    ),
    ...workers.map((worker) => workerLine(worker, options)),
    "",
    paint("bold", "Web host"),
    usage("CPU", system.cpu.usage_percent, `${system.cpu.core_count} cores`, paint),
    usage(
      "memory",
      system.memory.usage_percent,
      `${bytes(system.memory.used)} of ${bytes(system.memory.total)}`,
      paint,
    ),
  ];
  for (const [name, disk] of [["disk", system.disk], ["files", system.nfs_storage]] as const) {
    if (disk !== null) {
      lines.push(
        usage(name, disk.usage_percent, `${bytes(disk.used)} of ${bytes(disk.total)}`, paint),
      );
    }
  }
  return lines;
}
