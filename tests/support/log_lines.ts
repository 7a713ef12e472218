/** Catches the log of this process. One test of a file at a time may do so. */
import { type LogTarget, startLogging, stopLogging } from "../../src/observability/log.ts";

export interface CaughtLog extends AsyncDisposable {
  lines: Record<string, unknown>[];
}

export async function logLines(level: Parameters<typeof startLogging>[0]): Promise<CaughtLog> {
  const lines: Record<string, unknown>[] = [];
  const target: LogTarget = { write: (line) => lines.push(JSON.parse(line)), close() {} };
  await startLogging(level, [target]);
  return { lines, [Symbol.asyncDispose]: () => stopLogging([target]) };
}
