/** Lints outside of any job: the caller waits, and nothing is stored. */
import { LintelError } from "../errors.ts";
import type { ConfigFile, EngineName, LintEngine, LintOptions, Outline } from "../lint/port.ts";
import type { LintResult } from "../lint/result.ts";
import { withDefaults } from "./defaults.ts";
import type { Services } from "./services.ts";

export interface LintNow {
  engine: EngineName | undefined;
  file: string;
  sql: string;
  options: LintOptions;
  /** Configuration files that apply, outermost folder first. */
  config_files?: readonly ConfigFile[];
  fix: boolean;
  signal?: AbortSignal;
}

function engineOf(services: Services, request: LintNow): LintEngine {
  const name = request.engine ?? services.defaults.engine;
  const engine = services.engines.get(name);
  if (engine === undefined) {
    throw new LintelError("unknown_engine", `There is no engine ${JSON.stringify(name)}.`);
  }
  engine.validate(request.options);
  return engine;
}

function asked(services: Services, request: LintNow) {
  return {
    ...request.options,
    file: request.file,
    sql: request.sql,
    config_files: withDefaults(services.defaults.dialect, request.config_files ?? []),
  };
}

/** Throws what the engine throws, and `unknown_engine`. */
export async function lintNow(services: Services, request: LintNow): Promise<LintResult> {
  const engine = engineOf(services, request);
  return await engine.lint({ ...asked(services, request), fix: request.fix }, request.signal);
}

/** How the native engine reads a text, whatever engine is to lint it. Throws as `lintNow`. */
export async function outlineNow(services: Services, request: LintNow): Promise<Outline> {
  const engine = engineOf(services, { ...request, engine: "native" });
  if (engine.outline === undefined) {
    throw new LintelError("engine_unavailable", "The engine native does not tell how it reads.");
  }
  return await engine.outline(asked(services, request), request.signal);
}
