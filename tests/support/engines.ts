/** Engines for tests: the pool around a process that does what the SQL says. */
import { fileURLToPath } from "node:url";
import { denoDirectory } from "../../src/config/load.ts";
import { mergeCatalogues } from "../../src/lint/catalogue.ts";
import type { EngineName } from "../../src/lint/port.ts";
import { NATIVE_CATALOGUE } from "../../src/native/catalogue.ts";
import { PooledEngine } from "../../src/pool/engine.ts";
import { type Command, fence, UTIL_LINUX } from "../../src/pool/fence.ts";
import type { PoolOptions } from "../../src/pool/pool.ts";
import { SQLFLUFF_CATALOGUE } from "../../src/sqlfluff/catalogue.ts";

export const CATALOGUE = mergeCatalogues(NATIVE_CATALOGUE, SQLFLUFF_CATALOGUE);

const SCRIPT = fileURLToPath(new URL("./scripted_engine.ts", import.meta.url));

/** V8's heap of a scripted process, megabytes: small, so that eating it takes no time. */
const HEAP_MB = 64;

/** Starts scripted_engine.ts; `folder` is where its commands may make and look for files. */
export function scriptedCommand(folder: string, ...args: string[]): Command {
  const denoDir = denoDirectory();
  return fence(
    {
      path: Deno.execPath(),
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--no-check",
        "--cached-only",
        `--v8-flags=--max-old-space-size=${HEAP_MB}`,
        `--allow-read=${folder}`,
        `--allow-write=${folder}`,
        SCRIPT,
        ...args,
      ],
      env: denoDir === undefined ? {} : { DENO_DIR: denoDir },
    },
    2 * 1024 ** 3,
    UTIL_LINUX,
  );
}

/** Limits that nothing runs into; a test sets the one it is about. */
export const POOL: Omit<PoolOptions, "command"> = {
  size: 2,
  timeout: 60_000,
  startTimeout: 60_000,
  idle: 60_000,
  maxRequests: 0,
};

/** An engine of a pool of scripted processes. */
export function scriptedEngine(
  folder: string,
  pool: Partial<PoolOptions> = {},
  name: EngineName = "native",
): PooledEngine {
  return new PooledEngine({
    command: scriptedCommand(folder),
    ...POOL,
    ...pool,
    name,
    catalogue: CATALOGUE,
  });
}
