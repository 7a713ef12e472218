/** Lints outside of any job: the caller waits, and nothing is stored. */
import { LintelError } from "../errors.ts";
import type { EngineName, LintOptions } from "../lint/port.ts";
import type { LintResult } from "../lint/result.ts";
import { withDefaults } from "./defaults.ts";
import type { Services } from "./services.ts";

export interface LintNow {
  engine: EngineName | undefined;
  file: string;
  sql: string;
  options: LintOptions;
  fix: boolean;
  signal?: AbortSignal;
}

/** Throws what the engine throws, and `unknown_engine`. */
export async function lintNow(services: Services, request: LintNow): Promise<LintResult> {
  const name = request.engine ?? services.defaults.engine;
  const engine = services.engines.get(name);
  if (engine === undefined) {
    throw new LintelError("unknown_engine", `There is no engine ${JSON.stringify(name)}.`);
  }
  engine.validate(request.options);
  return await engine.lint({
    ...request.options,
    file: request.file,
    sql: request.sql,
    config_files: withDefaults(services.defaults.dialect, []),
    fix: request.fix,
  }, request.signal);
}
