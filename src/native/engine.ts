/** The engine `native`: this same program as `lint --jsonl`, in processes without permissions. */
import type {
  Catalogue,
  ConfigExplanation,
  ConfigRequest,
  LintEngine,
  LintRequest,
  Outline,
} from "../lint/port.ts";
import { checkExplanation } from "../pool/check_answer.ts";
import { PooledEngine } from "../pool/engine.ts";
import { fence, UTIL_LINUX } from "../pool/fence.ts";
import { outlineFromWire } from "../pool/outline.ts";
import type { PoolOptions } from "../pool/pool.ts";
import { throwRefusal, toWire } from "../pool/translate.ts";
import { NATIVE_VERSION } from "./catalogue.ts";

type Explaining = Required<Pick<LintEngine, "explainConfig" | "outline">>;

export interface NativeOptions extends Omit<PoolOptions, "command" | "startTimeout"> {
  memoryMb: number;
  /** What every engine offers, for checking options. */
  catalogue: Catalogue;
  /** Path of lint_entry.ts, and where Deno keeps what it compiled. */
  entry: string;
  denoDir: string | undefined;
}

/** V8 reserves about this much address space for itself before it runs a line, in megabytes. */
const V8_RESERVE_MB = 700;
/**
 * Linting leaves little behind that lives: a small young space costs no time and spares 60 MB. It has
 * its size from the start, or loading a dialect would be interrupted each time that it grows.
 */
const YOUNG_SPACE = "--min-semi-space-size=4,--max-semi-space-size=4";
const START_TIMEOUT = 30_000;

class NativeEngine extends PooledEngine {
  /** In a lint process, as linting: what users configure may cost as much as what they lint. */
  async explainConfig(request: ConfigRequest, signal?: AbortSignal): Promise<ConfigExplanation> {
    const { sql = "", ...rest } = request;
    const wire = toWire({ ...rest, file: "", sql });
    const answer = await this.pool.run({ ...wire, op: "explain_config" }, signal);
    throwRefusal(answer);
    const { explanation } = answer;
    checkExplanation(explanation);
    return explanation;
  }

  /** In a lint process too. */
  async outline(request: LintRequest, signal?: AbortSignal): Promise<Outline> {
    return outlineFromWire(await this.pool.run({ ...toWire(request), op: "outline" }, signal));
  }
}

/** Starts nothing before the first request. */
export function nativeEngine(options: NativeOptions): PooledEngine & Explaining {
  const { memoryMb, entry, denoDir } = options;
  const answering = ["--jsonl", "--memory", String(memoryMb)];
  const command = fence(
    {
      path: Deno.execPath(),
      args: Deno.build.standalone ? ["lint", ...answering] : [
        "run",
        "--quiet",
        "--no-prompt",
        "--cached-only",
        "--no-remote",
        `--v8-flags=${YOUNG_SPACE},--max-old-space-size=${memoryMb}`,
        entry,
        ...answering,
      ],
      // The process may not read it; Deno itself finds its compiled modules by it.
      env: denoDir === undefined ? {} : { DENO_DIR: denoDir },
    },
    (memoryMb + V8_RESERVE_MB) * 1024 * 1024,
    UTIL_LINUX,
  );
  return new NativeEngine({
    ...options,
    command,
    startTimeout: START_TIMEOUT,
    name: "native",
    version: NATIVE_VERSION,
  });
}
