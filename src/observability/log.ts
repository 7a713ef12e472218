/**
 * Logs as JSON lines: `timestamp, level, logger, message`, then `job_id, task_id, request_id` and
 * whatever else the event carries. Standard output always, and `LOG_FILE` where it is set.
 */
import { printableJson } from "../text/printable.ts";
import { configure, getLogger, type LogRecord, reset } from "@logtape/logtape";

/** Fields of a log line beside the fixed ones. Values must be JSON. */
export type Fields = Record<string, unknown>;

export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warning(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields & { error?: unknown }): void;
}

/** Level names as the Python service wrote them. */
const LEVELS: Readonly<Record<string, string>> = {
  trace: "DEBUG",
  debug: "DEBUG",
  info: "INFO",
  warning: "WARNING",
  error: "ERROR",
  fatal: "ERROR",
};

/** One log line of a record, without the line's end. An Error under `error` becomes `exception`. */
export function formatLine(record: LogRecord): string {
  const { error, ...fields } = record.properties;
  const exception = error === undefined
    ? {}
    : { exception: error instanceof Error ? error.stack ?? error.message : String(error) };
  // Names of files and messages of engines are in it, and a terminal may show it.
  return printableJson(JSON.stringify({
    timestamp: new Date(record.timestamp).toISOString(),
    level: LEVELS[record.level] ?? "INFO",
    logger: record.category.join("."),
    // The raw one: LogTape would fill `{name}` from the fields, and ours are literal.
    message: record.rawMessage,
    ...fields,
    ...exception,
  }));
}

/** Where lines go; `close` releases what was opened. */
export interface LogTarget {
  write(line: string): void;
  close(): void;
}

const encoder = new TextEncoder();

function writeAll(file: { writeSync(p: Uint8Array): number }, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

/** Standard output; a reader that went away must not end the service. */
export function standardOutput(): LogTarget {
  let open = true;
  return {
    write(line) {
      if (!open) return;
      try {
        writeAll(Deno.stdout, encoder.encode(line + "\n"));
      } catch (error) {
        if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
        open = false;
      }
    },
    close() {},
  };
}

/** Appends to a file, which is created if it is not there. */
export function logFile(path: string): LogTarget {
  const file = Deno.openSync(path, { append: true, create: true });
  return {
    write: (line) => writeAll(file, encoder.encode(line + "\n")),
    close: () => file.close(),
  };
}

/** Starts logging to the targets, at `level` and above. Call once a process. */
export async function startLogging(
  level: "debug" | "info" | "warning" | "error",
  targets: readonly LogTarget[],
): Promise<void> {
  await configure({
    reset: true,
    sinks: {
      lines: (record: LogRecord) => {
        const line = formatLine(record);
        for (const target of targets) target.write(line);
      },
    },
    loggers: [
      { category: ["lintel"], lowestLevel: level, sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["lines"] },
    ],
  });
}

/** Stops logging and closes the targets. */
export async function stopLogging(targets: readonly LogTarget[]): Promise<void> {
  await reset();
  for (const target of targets) target.close();
}

/** The log of one part of the program: `lintel.NAME`. Messages are literal, without templates. */
export function log(name: string): Log {
  const logger = getLogger(["lintel", ...name.split(".")]);
  return {
    debug: (message, fields = {}) => logger.debug(message, fields),
    info: (message, fields = {}) => logger.info(message, fields),
    warning: (message, fields = {}) => logger.warning(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
  };
}
