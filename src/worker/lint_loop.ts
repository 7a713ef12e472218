/**
 * wake -> claim -> run -> finish, for lint tasks. Claims about half a second of work ahead, so
 * that lint processes never wait for the store, and another worker never waits for this one.
 */
import { LintelError } from "../errors.ts";
import { NotVisibleError } from "../files/port.ts";
import { log } from "../observability/log.ts";
import type { WorkState } from "../queue/port.ts";
import type { TaskClaim } from "../store/port.ts";
import { finish } from "../workflow/finish.ts";
import { Visibility } from "../workflow/visibility.ts";
import { run, type RunContext, type RunEnd } from "../workflow/run.ts";
import type { WorkerEvents } from "./events.ts";
import { BatchWriter } from "./batch_writer.ts";
import { Poller } from "./poller.ts";

const logger = log("worker.lint");

/** Milliseconds of work claimed ahead of the processes. */
const AHEAD = 500;
/**
 * Milliseconds without an end after which every process is held by a long file, and what waits
 * behind them is given back; and for which others may take it before this worker claims again.
 */
const STUCK = 2000;
const STEP_BACK = 2000;
/** Ends that wait to be written, from which on nothing more is claimed: they are kept in memory. */
const MOST_UNWRITTEN = 2000;
const RECALLED = new LintelError("unavailable", "recalled before it began");

export interface LintLoopOptions {
  worker_id: string;
  /** Lint processes that work at once. */
  concurrency: number;
  /** Tasks claimed of one job at a time. */
  batch: number;
}

interface Running {
  claim: TaskClaim;
  abort: AbortController;
  recall: AbortController;
  began: number;
}

export class LintLoop {
  paused = false;
  readonly totals = { succeeded: 0, failed: 0, retried: 0, cached: 0 };
  private readonly running = new Map<string, Running>();
  private readonly writer: BatchWriter;
  /** Ran, but not yet written: still held. */
  private readonly unwritten = new Set<string>();
  private readonly poller = new Poller("lint", (work) => this.claim(work));
  private readonly visibility = new Visibility();
  private stopped = true;
  /** When a file last ended, or the first after a pause began, on the clock of performance.now(). */
  private movedAt = 0;
  /** No claims before this time, on the same clock. */
  private heldBackUntil = 0;
  /** Whether the last look found nothing due; what comes to be due wakes this worker, or a second does. */
  private dry = false;
  /** Milliseconds of a process's time that a file took lately. */
  private pace = 50;

  constructor(
    private readonly context: RunContext,
    private readonly options: LintLoopOptions,
    private readonly events: WorkerEvents,
  ) {
    this.writer = new BatchWriter(
      (ends, as) => finish(context.services, ends, as),
      (runs, finished) => this.written(runs, finished),
      () => this.running.size,
    );
  }

  start(): void {
    this.stopped = false;
    this.poller.start();
  }

  /** Looks for due tasks, now or in the commit about to be made. Resolves when it has looked. */
  wake(work: WorkState = "committed"): Promise<void> {
    this.dry = false;
    return this.poller.wake(work);
  }

  /** Leases held, whether running or waiting to be written. */
  leases(): string[] {
    return [...this.running.keys(), ...this.unwritten];
  }

  current(): { claim: TaskClaim; began: number }[] {
    return [...this.running.values()];
  }

  /** Ends the tasks whose lease is gone: nobody wants their result. */
  abortLost(held: ReadonlySet<string>): void {
    for (const [token, { abort }] of this.running) if (!held.has(token)) abort.abort();
  }

  /** No new claims; waits up to `patience` milliseconds, then gives what still runs back. */
  async stop(patience: number): Promise<void> {
    this.stopped = true;
    await this.poller.stop();
    const deadline = Date.now() + patience;
    while (this.running.size > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const { abort } of this.running.values()) abort.abort();
    while (this.running.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.race([
      this.writer.drained(),
      new Promise((resolve) => setTimeout(resolve, 5000)),
    ]);
  }

  private limit(): number {
    const { concurrency, batch } = this.options;
    const ahead = concurrency * Math.ceil(AHEAD / Math.max(this.pace, 1));
    return Math.max(2 * concurrency, Math.min(ahead, concurrency * batch));
  }

  /** Whether other workers are to have the next claims, because this one's processes are stuck. */
  private heldBack(): boolean {
    const now = performance.now();
    if (now < this.heldBackUntil) return true;
    if (this.running.size < this.options.concurrency || now - this.movedAt < STUCK) return false;
    for (const { recall } of this.running.values()) recall.abort(RECALLED);
    this.heldBackUntil = this.movedAt = now + STEP_BACK;
    return true;
  }

  private async claim(work: WorkState): Promise<void> {
    let expected = work === "expected";
    while (!this.paused && !this.stopped && !this.heldBack()) {
      const limit = this.limit();
      const room = limit - this.running.size;
      // Small claims cost as much as large ones: wait until half of the room is free.
      if (room < Math.max(1, limit / 2) || this.unwritten.size > MOST_UNWRITTEN) return;
      const { worker_id, batch } = this.options;
      const { services } = this.context;
      const { tasks } = services.store;
      const claims = await tasks.claim(worker_id, room, batch, services.now(), expected);
      expected = false;
      this.dry = claims.length === 0;
      if (this.dry) return;
      for (const claim of claims) void this.run(claim);
    }
  }

  private async run(claim: TaskClaim): Promise<void> {
    const abort = new AbortController();
    const recall = new AbortController();
    const began = performance.now();
    if (this.running.size === 0) this.movedAt = began;
    this.running.set(claim.lease_token, {
      claim,
      abort,
      recall,
      began: this.context.services.now(),
    });
    const end = this.orLater(await run(this.context, claim, abort.signal, recall.signal));
    if (end.kind === "linted" || end.kind === "failed") {
      this.movedAt = performance.now();
      this.heldBackUntil = 0;
    }
    if (end.kind === "linted") {
      // A result that was known took no process's time.
      const own = end.cached ? 0 : end.result.duration_ms /
        Math.max(1, this.running.size / this.options.concurrency);
      this.pace += (own - this.pace) / 8;
    }
    this.running.delete(claim.lease_token);
    this.unwritten.add(claim.lease_token);
    this.writer.add(end);
    logger.debug("task ran", {
      job_id: claim.job_id,
      task_id: claim.task_id,
      attempt: claim.attempt,
      how: end.kind,
      duration_ms: performance.now() - began,
    });
    // There is room for more.
    if (!this.dry) void this.poller.wake();
  }

  /** Puts off a task whose file this host does not see yet, for as long as that may pass. */
  private orLater(end: RunEnd): RunEnd {
    const { claim } = end;
    if (end.kind === "linted") this.visibility.seen(claim.task_id);
    if (end.kind !== "failed" || !(end.error instanceof NotVisibleError)) return end;
    if (!this.visibility.mayWait(claim.task_id)) return end;
    logger.info("a file is not visible here yet; its task is given back", {
      job_id: claim.job_id,
      task_id: claim.task_id,
      error: end.error,
    });
    return { kind: "postponed", claim };
  }

  private written(
    runs: readonly RunEnd[],
    finished: Awaited<ReturnType<typeof finish>>,
  ): void {
    const how = new Map<string, { cached: boolean; lines: number }>();
    const errors = new Map<string, LintelError>();
    for (const r of runs) {
      this.unwritten.delete(r.claim.lease_token);
      if (r.kind === "linted") how.set(r.claim.task_id, r);
      else if (r.kind === "failed") errors.set(r.claim.task_id, r.error);
    }
    for (const end of finished.ends) {
      const { claim } = end;
      if (!finished.accepted.has(claim.task_id)) {
        logger.info("a result came too late", { job_id: claim.job_id, task_id: claim.task_id });
        continue;
      }
      const { cached, lines } = how.get(claim.task_id) ?? { cached: false, lines: 0 };
      this.count(end.status, cached);
      this.events.taskEnded(end, { cached, lines });
      logTask(end, cached, errors.get(claim.task_id));
    }
    for (const { job_id, status } of finished.ended_jobs) {
      logger.info("job ended", { job_id, status });
      this.events.jobEnded(job_id, status);
    }
  }

  private count(status: "SUCCESS" | "FAILURE" | "PENDING", cached: boolean): void {
    if (status === "SUCCESS") this.totals.succeeded++;
    else if (status === "FAILURE") this.totals.failed++;
    else this.totals.retried++;
    if (cached) this.totals.cached++;
  }
}

/** The one wide event of an attempt, with all of its error: rows keep what callers may read. */
function logTask(
  end: Awaited<ReturnType<typeof finish>>["ends"][number],
  cached: boolean,
  error: LintelError | undefined,
): void {
  const { claim } = end;
  const fields = {
    job_id: claim.job_id,
    task_id: claim.task_id,
    file: claim.file_name,
    engine: claim.engine,
    attempt: claim.attempt,
    task_status: end.status,
    waited_ms: claim.started_at - claim.created_at,
    run_ms: end.finished_at - claim.started_at,
    cached,
  };
  if (end.status === "SUCCESS") {
    const { outcome, error_count, warning_count } = end;
    logger.info("task ended", { ...fields, outcome, error_count, warning_count });
  } else {
    const reason = error?.message ?? end.error.message;
    // The stack of an error of ours says nothing that its code does not; that of its cause may.
    const caused = error?.cause === undefined ? {} : { error };
    logger.warning("task ended", { ...fields, code: end.error.code, reason, ...caused });
  }
}
