/** A lint engine whose work is done by a pool of processes; both engines are made of this. */
import { LintelError, messageOf } from "../errors.ts";
import type {
  Catalogue,
  EngineHealth,
  EngineName,
  EngineStats,
  LintEngine,
  LintOptions,
  LintRequest,
} from "../lint/port.ts";
import type { LintResult } from "../lint/result.ts";
import { checkOptions } from "../lint/check_options.ts";
import { checkEngine } from "./check_answer.ts";
import { type PoolOptions, ProcessPool } from "./pool.ts";
import { fromWire, toWire } from "./translate.ts";

export interface PooledEngineOptions extends PoolOptions {
  name: EngineName;
  catalogue: Catalogue;
  /** Known without a process; absent where the process must be asked. */
  version?: string;
}

export class PooledEngine implements LintEngine {
  readonly name: EngineName;
  protected readonly pool: ProcessPool;
  private asked: Promise<string> | null = null;

  constructor(private readonly options: PooledEngineOptions) {
    this.name = options.name;
    this.pool = new ProcessPool(options);
  }

  version(): Promise<string> {
    if (this.options.version !== undefined) return Promise.resolve(this.options.version);
    this.asked ??= this.askVersion().catch((error) => {
      // Asked again next time: what was missing may be installed by then.
      this.asked = null;
      throw error;
    });
    return this.asked;
  }

  private async askVersion(): Promise<string> {
    const answer = await this.pool.run({ op: "version" });
    if (answer.error !== undefined) {
      throw new LintelError("engine_unavailable", String(answer.error));
    }
    checkEngine(answer.engine);
    return answer.engine.version;
  }

  catalogue(): Catalogue {
    return this.options.catalogue;
  }

  validate(options: LintOptions): void {
    checkOptions(this.name, this.options.catalogue, options);
  }

  async lint(
    request: LintRequest,
    signal?: AbortSignal,
    recall?: AbortSignal,
  ): Promise<LintResult> {
    const began = performance.now();
    const answer = await this.pool.run(toWire(request), signal, recall);
    return fromWire(answer, request, performance.now() - began);
  }

  async health(): Promise<EngineHealth> {
    try {
      const version = await this.version();
      return { engine: this.name, status: "healthy", message: `${this.name} ${version}`, version };
    } catch (thrown) {
      const error = thrown instanceof LintelError
        ? thrown
        : new LintelError("internal", messageOf(thrown), { cause: thrown });
      const { message } = error;
      return { engine: this.name, status: "unhealthy", message, version: null, error };
    }
  }

  stats(): EngineStats {
    return this.pool.stats();
  }

  resetStats(): void {
    this.pool.resetStats();
  }

  restart(): Promise<void> {
    this.asked = null;
    return this.pool.restart();
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
