/**
 * Writes ends one by one, after the store refused a batch that they were in. Whatever the reason,
 * it may lie in one of them: that one becomes a failed attempt, and the others go through.
 */
import { LintelError, messageOf } from "../errors.ts";
import { log } from "../observability/log.ts";
import type { RunEnd } from "../workflow/run.ts";

const logger = log("worker.flush");

/** Milliseconds until an end of which not even the failure was taken is tried again. */
const RETRY_DELAY = 1000;

/** Whether what could not be written may be written a little later, as it is. */
export function mayPass(error: unknown): boolean {
  return error instanceof LintelError && error.code.endsWith("unavailable");
}

type Outcome = "written" | "refused" | "away";

export class SingleWriter {
  /** Ends of which the store took neither the result nor the failure. */
  private readonly kept = new Set<RunEnd>();
  private readonly reported = new WeakSet<RunEnd>();
  private trying = false;

  /** @param write Writes one end and tells of it; throws what stands in the way. */
  constructor(
    private readonly write: (end: RunEnd) => Promise<void>,
    private readonly emptied: () => void,
  ) {}

  /** Whether nothing is kept. */
  get empty(): boolean {
    return this.kept.size === 0;
  }

  /** Writes what can be written, in order; returns those for which the store has to come back. */
  async take(ends: readonly RunEnd[]): Promise<readonly RunEnd[]> {
    for (const [at, end] of ends.entries()) {
      const outcome = await this.one(end);
      if (outcome === "away") return ends.slice(at);
      if (outcome === "refused") this.keep(end);
    }
    return [];
  }

  /** Writes the end, or where it is refused its failure in place of it. */
  private async one(end: RunEnd): Promise<Outcome> {
    const { job_id, task_id } = end.claim;
    const error = await this.attempt(end);
    if (error === null) return "written";
    if (mayPass(error)) return "away";
    if (!this.reported.has(end)) {
      logger.error("the store refused the end of a task", { job_id, task_id, error });
    }
    this.reported.add(end);
    // The end of a claim that is given back has no result that could be left out.
    if (end.kind !== "linted" && end.kind !== "failed") return "refused";
    const message = `the store refused the result: ${messageOf(error)}`;
    const failure = new LintelError("result_refused", message, { cause: error });
    const again = await this.attempt({ kind: "failed", claim: end.claim, error: failure });
    if (again === null) return "written";
    return mayPass(again) ? "away" : "refused";
  }

  /** What stood in the way; null where nothing did. */
  private async attempt(end: RunEnd): Promise<Error | null> {
    try {
      await this.write(end);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(messageOf(error));
    }
  }

  private keep(end: RunEnd): void {
    this.kept.add(end);
    if (!this.trying) void this.tryAgain();
  }

  private async tryAgain(): Promise<void> {
    this.trying = true;
    while (this.kept.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
      for (const end of [...this.kept]) {
        const outcome = await this.one(end);
        // While the store is away the others need not be tried.
        if (outcome === "away") break;
        if (outcome === "written") this.kept.delete(end);
      }
    }
    this.trying = false;
    this.emptied();
  }
}
