/**
 * Tells the store each second that this worker lives and what it does; brings back commands, and
 * sees to it that store and worker agree on what the worker holds.
 */
import { LintelError, messageOf } from "../errors.ts";
import { log } from "../observability/log.ts";
import type { ControlCommand, Store, WorkerRow, WorkerStatus } from "../store/port.ts";

const logger = log("worker.heartbeat");

const INTERVAL = 1000;
/** Milliseconds without a heartbeat that the store took, after which it does not hear us. */
const UNHEARD = 3000;
/** How long a start waits for a store that goes away right behind its opening, and how it asks. */
const START_PATIENCE = 20_000;
const START_PAUSE = 500;
/** Leases of each kind that are compared at a time. */
const MOST_LEASES = 10_000;

export interface HeartbeatOptions {
  worker_id: string;
  host: string;
  pid: number;
  concurrency: number;
  started_at: number;
  status: () => WorkerStatus;
  info: () => Record<string, unknown>;
  now: () => number;
  /** Every lease token that this worker knows of. */
  known: () => string[];
  /** Lease tokens of tasks held, and what to do with those that are held no more. */
  leases: () => string[];
  abortLost: (held: ReadonlySet<string>) => void;
  /** Carries out a command; the text is kept as its result. */
  execute: (command: ControlCommand) => Promise<string>;
}

export class Heartbeat {
  private beat = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private heardAt = -Infinity;
  /** Leases that the store had at the last beat and this worker did not know. */
  private unknown = new Set<string>();

  constructor(private readonly store: Store, private readonly options: HeartbeatOptions) {}

  /**
   * Resolves once the worker is known to the store. One that is away is waited for, as it is when it
   * is opened; throws its `store_unavailable` where that takes too long.
   */
  async start(): Promise<void> {
    await this.register(performance.now() + START_PATIENCE);
    this.heardAt = performance.now();
    this.schedule();
  }

  private async register(deadline: number): Promise<void> {
    for (let isTold = false; !this.stopped;) {
      try {
        await this.store.workers.heartbeat(this.row());
        return;
      } catch (error) {
        const isAway = error instanceof LintelError && error.code === "store_unavailable";
        if (!isAway || performance.now() > deadline) throw error;
        if (!isTold) logger.warning("the store went away while the worker starts", { error });
        isTold = true;
      }
      await new Promise((resolve) => setTimeout(resolve, START_PAUSE));
    }
  }

  /** The last heartbeat says `offline`. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    try {
      await this.store.workers.heartbeat(this.row("offline"));
    } catch (error) {
      logger.warning("the store was not told that this worker stops", { error });
    }
  }

  /** Whether the store takes our heartbeats at this time. */
  heard(): boolean {
    return performance.now() - this.heardAt < UNHEARD;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.once().then(() => this.schedule());
    }, INTERVAL);
  }

  private async once(): Promise<void> {
    try {
      const commands = await this.store.workers.heartbeat(this.row());
      this.heardAt = performance.now();
      const leases = this.options.leases();
      if (leases.length > 0) {
        const held = new Set(await this.store.tasks.held(leases));
        // Leases claimed meanwhile were not asked about: only those asked about can be lost.
        const lost = leases.filter((token) => !held.has(token));
        if (lost.length > 0) {
          const asked = new Set(leases);
          this.options.abortLost(
            new Set(this.options.leases().filter((t) => held.has(t) || !asked.has(t))),
          );
        }
      }
      await this.giveBackUnknown();
      for (const command of commands) await this.execute(command);
    } catch (error) {
      logger.warning("a heartbeat failed", { error });
    }
  }

  /**
   * A claim whose commit was made but whose answer was lost is leased to a worker that lives, so
   * no rescuer takes it. What is unknown at one beat may be on its way here; at two it is not.
   */
  private async giveBackUnknown(): Promise<void> {
    const { workers } = this.store;
    const { worker_id, known, now } = this.options;
    const inStore = await workers.leases(worker_id, MOST_LEASES);
    const here = new Set(known());
    const unknown = inStore.filter((token) => !here.has(token));
    const twice = unknown.filter((token) => this.unknown.has(token));
    this.unknown = new Set(unknown);
    if (twice.length === 0) return;
    const count = await workers.releaseLeases(worker_id, twice, now());
    logger.warning("claims whose answer was lost were given back", { count });
  }

  /** One that fails has been carried out too: it must neither come again nor keep others waiting. */
  private async execute(command: ControlCommand): Promise<void> {
    const { action } = command;
    logger.info("control command", { action });
    let result: string;
    try {
      result = await this.options.execute(command);
    } catch (error) {
      logger.error("a control command failed", { action, error });
      result = `failed: ${messageOf(error)}`;
    }
    await this.store.workers.completeCommand(command.command_id, result, this.options.now());
  }

  private row(status: WorkerStatus = this.options.status()): WorkerRow {
    const { worker_id, host, pid, concurrency, started_at, now, info } = this.options;
    return {
      worker_id,
      host,
      pid,
      status,
      concurrency,
      started_at,
      heartbeat_at: now(),
      beat: ++this.beat,
      info: info(),
    };
  }
}
