/** A worker: its loops, its heartbeat, its chores, and the order in which they start and stop. */
import { allEnded, LintelError } from "../errors.ts";
import { log } from "../observability/log.ts";
import type { ControlCommand, WorkerStatus } from "../store/port.ts";
import type { QueueName, WorkState } from "../queue/port.ts";
import { cleanerService } from "../workflow/clean.ts";
import { Companions } from "../workflow/companions.ts";
import type { ResultCache } from "../workflow/cache.ts";
import type { Service } from "../workflow/periodic.ts";
import { type Keeping, recordsService } from "../workflow/records.ts";
import { Rescuer, rescuerService } from "../workflow/rescue.ts";
import type { Services } from "../workflow/services.ts";
import { trendsService } from "../workflow/trends.ts";
import { sweeperService } from "../workflow/sweep.ts";
import { WebhookDispatcher } from "../workflow/webhooks/dispatch.ts";
import type { WorkerEvents } from "./events.ts";
import { ExpandLoop } from "./expand_loop.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LintLoop } from "./lint_loop.ts";

const logger = log("worker");

export interface WorkerOptions {
  worker_id: string;
  host: string;
  pid: number;
  concurrency: number;
  batch: number;
  retentionDays: number;
  /** How long records of what was done are kept. */
  keeping: Keeping;
  shutdownMs: number;
  /** CPU and memory of this process, for the heartbeat. */
  rusage: () => Record<string, unknown>;
  /** What this process is beside a worker, and `host:port` of its metrics, for monitoring. */
  role?: "worker" | "all";
  address?: string;
}

/** Messages of the queue that one worker looks into at once. */
const MESSAGES_AT_ONCE = 16;

const TASK_NAMES = { lint: "lint_file", expand: "expand_archive" } as const;

export class Worker {
  /** Resolves when somebody asked this worker to shut down. */
  readonly shutdownAsked: Promise<void>;
  private askShutdown!: () => void;
  private readonly lint: LintLoop;
  private readonly expand: ExpandLoop;
  private readonly heartbeat: Heartbeat;
  private readonly chores: Service[];
  private readonly dispatcher: WebhookDispatcher;
  private draining = false;
  private paused = false;

  constructor(
    private readonly services: Services,
    private readonly cache: ResultCache,
    private readonly options: WorkerOptions,
    told: WorkerEvents,
  ) {
    this.shutdownAsked = new Promise((resolve) => this.askShutdown = resolve);
    this.dispatcher = new WebhookDispatcher(
      services,
      options.shutdownMs,
      (state) => told.messageSent(state),
    );
    const events: WorkerEvents = {
      ...told,
      jobEnded: (job_id, status) => {
        told.jobEnded(job_id, status);
        this.dispatcher.jobEnded();
      },
    };
    const context = { services, cache, companions: new Companions(services) };
    this.lint = new LintLoop(context, options, events);
    this.expand = new ExpandLoop(services, options.worker_id, {
      expanded: (job_id, status) => {
        events.jobMoved(job_id);
        if (status !== null) events.jobEnded(job_id, status);
        void this.lint.wake();
      },
    });
    this.chores = [
      rescuerService(new Rescuer(services, events, () => this.heartbeat.heard())),
      sweeperService(services),
      cleanerService(services, options.retentionDays),
      recordsService(services, options.keeping),
      trendsService(services),
    ];
    this.heartbeat = new Heartbeat(services.store, {
      ...options,
      started_at: services.now(),
      status: () => this.status(),
      info: () => this.info(),
      now: services.now,
      known: () => [...this.lint.leases(), ...this.expand.leases()],
      leases: () => this.lint.leases(),
      abortLost: (held) => this.lint.abortLost(held),
      execute: (command) => this.execute(command),
    });
  }

  async start(): Promise<void> {
    await this.heartbeat.start();
    await this.services.queue.consume({
      concurrency: MESSAGES_AT_ONCE,
      onMessage: (queue) => this.wake(queue, "committed"),
      onWake: (queue, work) => void this.wake(queue, work),
    });
    this.lint.start();
    this.expand.start();
    for (const chore of this.chores) chore.start();
    this.dispatcher.start();
    logger.info("worker started", {
      worker_id: this.options.worker_id,
      concurrency: this.options.concurrency,
    });
  }

  /** False from the first moment of a drain on. */
  ready(): boolean {
    return !this.draining;
  }

  /** Drains: no new claims, running tasks get their time, the rest goes back unharmed. */
  async stop(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    const { shutdownMs } = this.options;
    // What is being sent has its time while files have theirs.
    const sent = this.dispatcher.stop();
    // Whatever fails, nobody is to take this worker for one that still runs.
    await using closing = new AsyncDisposableStack();
    closing.defer(() => this.heartbeat.stop());
    // The loops stop claiming in this same turn: a chore that waits for the disk holds nobody up.
    await allEnded([
      ...this.chores.map((c) => c.stop()),
      this.services.queue.stopConsuming(),
      this.lint.stop(shutdownMs),
      this.expand.stop(shutdownMs),
      sent,
    ]);
    logger.info("worker stopped", { worker_id: this.options.worker_id });
  }

  private wake(queue: QueueName, work: WorkState): Promise<void> {
    return queue === "zip_processing" ? this.expand.wake() : this.lint.wake(work);
  }

  private status(): WorkerStatus {
    return this.draining ? "draining" : this.paused ? "paused" : "online";
  }

  private async execute({ action }: ControlCommand): Promise<string> {
    switch (action) {
      case "shutdown":
        this.askShutdown();
        return "shutting down";
      case "pause":
        this.setPaused(true);
        return "paused";
      case "resume":
        this.setPaused(false);
        // Not waited for: while there is more work they go on looking, and no heartbeat is sent.
        void this.lint.wake();
        void this.expand.wake();
        return "resumed";
      case "reset_stats":
        Object.assign(this.lint.totals, { succeeded: 0, failed: 0, retried: 0, cached: 0 });
        this.expand.total = 0;
        this.cache.resetStats();
        for (const engine of this.services.engines.values()) engine.resetStats();
        return "counters are zero";
      case "pool_restart":
        await Promise.all([...this.services.engines.values()].map((e) => e.restart()));
        return "lint processes replaced";
      default:
        throw new LintelError("invalid_action", `There is no action ${String(action)}.`);
    }
  }

  private setPaused(paused: boolean): void {
    this.paused = paused;
    this.lint.paused = paused;
    this.expand.paused = paused;
  }

  /** What monitoring shows of this worker, in the words of the Python service and more. */
  private info(): Record<string, unknown> {
    const engines = [...this.services.engines.values()];
    const { succeeded, failed, retried, cached } = this.lint.totals;
    return {
      current_tasks: [
        ...this.lint.current().map(({ claim, began }) => ({
          task_id: claim.task_id,
          task_name: TASK_NAMES.lint,
          args: [claim.job_id],
          kwargs: { file_name: claim.file_name, attempt: claim.attempt },
          time_start: began / 1000,
        })),
        ...this.expand.current().map(({ claim, began }) => ({
          task_id: claim.job.job_id,
          task_name: TASK_NAMES.expand,
          args: [claim.job.job_id],
          kwargs: { file_name: claim.job.file_name, attempt: claim.attempt },
          time_start: began / 1000,
        })),
      ],
      total: { [TASK_NAMES.lint]: succeeded + failed, [TASK_NAMES.expand]: this.expand.total },
      totals: { succeeded, failed, retried, cached, expanded: this.expand.total },
      pool: Object.fromEntries(engines.map((e) => [e.name, e.stats()])),
      cache: this.cache.stats(),
      rusage: this.options.rusage(),
      role: this.options.role ?? "worker",
      address: this.options.address,
    };
  }
}
