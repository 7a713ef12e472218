/** The engine `sqlfluff`: the real SQLFluff in warm Python processes that speak JSON lines. */
import type { Catalogue } from "../lint/port.ts";
import { PooledEngine } from "../pool/engine.ts";
import { fence, UTIL_LINUX } from "../pool/fence.ts";
import type { PoolOptions } from "../pool/pool.ts";
import worker from "./worker.py" with { type: "text" };

export interface SqlfluffOptions extends Omit<PoolOptions, "command" | "startTimeout"> {
  /** The Python that has SQLFluff installed: a path, or a name to be found on `searchPath`. */
  python: string;
  searchPath: string | undefined;
  memoryMb: number;
  /** What every engine offers, for checking options. */
  catalogue: Catalogue;
}

/** Python and SQLFluff's grammars before any file is linted, in megabytes. */
const BASE_MB = 200;
/** Importing SQLFluff on a busy machine takes its time. */
const START_TIMEOUT = 60_000;

/** Starts nothing before the first request. */
export function sqlfluffEngine(options: SqlfluffOptions): PooledEngine {
  const env: Record<string, string> = {};
  if (options.searchPath !== undefined) env.PATH = options.searchPath;
  const command = fence(
    // -I: neither the environment nor the working folder adds to what Python imports.
    { path: options.python, args: ["-I", "-X", "utf8", "-c", worker], env },
    (options.memoryMb + BASE_MB) * 1024 * 1024,
    UTIL_LINUX,
  );
  return new PooledEngine({
    ...options,
    command,
    startTimeout: START_TIMEOUT,
    name: "sqlfluff",
  });
}
