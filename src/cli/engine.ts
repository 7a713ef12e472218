/** The engines as the command line has them: native in this process, SQLFluff beside it. */
import { DEFAULT_PYTHON } from "../config/sqlfluff_python.ts";
import { mergeCatalogues } from "../lint/catalogue.ts";
import type { EngineName, LintRequest } from "../lint/port.ts";
import type { LintResult } from "../lint/result.ts";
import type { WireAnswer } from "../pool/protocol.ts";
import { UsageError } from "./find_files.ts";

export interface CliEngine {
  readonly name: EngineName;
  /** What tells its answers from those of another version; throws LintelError. */
  version(): Promise<string>;
  /** Throws LintelError. */
  lint(request: LintRequest): Promise<LintResult>;
  close(): Promise<void>;
}

/** Loads only the engine that is asked for. Throws UsageError for a name that is none. */
export async function cliEngine(name: string): Promise<CliEngine> {
  if (name === "native") return await nativeHere();
  if (name === "sqlfluff") return await sqlfluffBeside();
  throw new UsageError(`--engine takes native or sqlfluff, not ${JSON.stringify(name)}`);
}

async function nativeHere(): Promise<CliEngine> {
  const { answerObject } = await import("../engine/jsonl.ts");
  const { ENGINE_VERSION } = await import("../engine/version.ts");
  const { fromWire, toWire } = await import("../pool/translate.ts");
  return {
    name: "native",
    version: async () => `${ENGINE_VERSION} ${(await import("./build_id.ts")).buildId()}`,
    async lint(request) {
      const began = performance.now();
      // What it answers is what `lint --jsonl` writes, before it is text.
      const answer = await answerObject({ id: 1, ...toWire(request) }) as unknown as WireAnswer;
      return fromWire(answer, request, performance.now() - began);
    },
    close: () => Promise.resolve(),
  };
}

async function sqlfluffBeside(): Promise<CliEngine> {
  const { sqlfluffEngine } = await import("../sqlfluff/engine.ts");
  const { SQLFLUFF_CATALOGUE } = await import("../sqlfluff/catalogue.ts");
  const { given, processEnvironment, searchPath } = await import("../config/load.ts");
  const python = given("SQLFLUFF_PYTHON", processEnvironment)?.value ?? DEFAULT_PYTHON;
  return sqlfluffEngine({
    python,
    searchPath: searchPath(),
    size: 1,
    memoryMb: 2048,
    timeout: 300_000,
    idle: 60_000,
    maxRequests: 0,
    catalogue: mergeCatalogues(SQLFLUFF_CATALOGUE),
  });
}
