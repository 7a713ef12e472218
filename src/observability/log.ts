/**
 * Logs as JSON lines: `timestamp, level, logger, message, module`, from warnings on `function` and
 * `line`, then `job_id, task_id, request_id` and whatever else the event carries, and an error's
 * stack as `exception`. Standard output always, and `LOG_FILE` where it is set.
 */
import { printableJson } from "../text/printable.ts";
import { type CallSite, callSite } from "./call_site.ts";
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

/** Under which a record's properties hold where it was said: no field is called so. */
const SITE = "(site)";

/** The stack of an error, and of what caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}

/** One log line of a record, without the line's end. An Error under `error` becomes `exception`. */
function formatLine(record: LogRecord): string {
  const { error, [SITE]: site, ...fields } = record.properties;
  const exception = error === undefined ? {} : { exception: stackOf(error) };
  // Names of files and messages of engines are in it, and a terminal may show it.
  return printableJson(JSON.stringify({
    timestamp: new Date(record.timestamp).toISOString(),
    level: LEVELS[record.level] ?? "INFO",
    logger: record.category.join("."),
    // The raw one: LogTape would fill `{name}` from the fields, and ours are literal.
    message: record.rawMessage,
    // What the log library says of itself comes from no module of ours.
    ...(site ?? { module: record.category.join("/") }) as Partial<CallSite>,
    ...fields,
    ...exception,
  }));
}

/** Where lines go; `close` releases what was opened. */
export interface LogTarget {
  write(line: string): void;
  close(): void;
  /** Opens the file anew where there is one, which somebody may have moved away. */
  reopen?(): void;
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
  const open = () => Deno.openSync(path, { append: true, create: true });
  let file = open();
  return {
    write: (line) => writeAll(file, encoder.encode(line + "\n")),
    close: () => file.close(),
    reopen() {
      // Opened first: where that fails, lines go on to where they went.
      const next = open();
      file.close();
      file = next;
    },
  };
}

/** Opens log files anew when SIGHUP says that they were moved away (logrotate); undone by what it returns. */
export function reopenOnHangup(targets: readonly LogTarget[]): () => void {
  const logger = log("log");
  const reopen = (): void => {
    for (const target of targets) {
      try {
        target.reopen?.();
      } catch (error) {
        logger.error("the log file could not be opened anew; lines go to the old one", { error });
      }
    }
    logger.info("log files were opened anew");
  };
  Deno.addSignalListener("SIGHUP", reopen);
  return () => Deno.removeSignalListener("SIGHUP", reopen);
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

/**
 * The log of one part of the program: `lintel.NAME`. Messages are literal, without templates.
 * Its module is the file that asks for it; only warnings and errors are worth a look at the stack.
 */
export function log(name: string): Log {
  const logger = getLogger(["lintel", ...name.split(".")]);
  const own = { [SITE]: { module: callSite()?.module ?? name } };
  const here = () => ({ [SITE]: callSite() ?? own[SITE] });
  return {
    debug: (message, fields = {}) => logger.debug(message, { ...own, ...fields }),
    info: (message, fields = {}) => logger.info(message, { ...own, ...fields }),
    warning: (message, fields = {}) => logger.warning(message, { ...here(), ...fields }),
    error: (message, fields = {}) => logger.error(message, { ...here(), ...fields }),
  };
}
