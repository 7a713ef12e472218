/** Tells the store each second that this worker lives and what it does; brings back commands. */
import { log } from "../observability/log.ts";
import type { ControlCommand, Store, WorkerRow, WorkerStatus } from "../store/port.ts";

const logger = log("worker.heartbeat");

const INTERVAL = 1000;
/** Milliseconds without a heartbeat that the store took, after which it does not hear us. */
const UNHEARD = 3000;

export interface HeartbeatOptions {
  worker_id: string;
  host: string;
  pid: number;
  concurrency: number;
  started_at: number;
  status: () => WorkerStatus;
  info: () => Record<string, unknown>;
  now: () => number;
  /** Lease tokens held, and what to do with those that are held no more. */
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

  constructor(private readonly store: Store, private readonly options: HeartbeatOptions) {}

  /** Resolves once the worker is known to the store. */
  async start(): Promise<void> {
    await this.store.workers.heartbeat(this.row());
    this.heardAt = performance.now();
    this.schedule();
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
      for (const command of commands) await this.execute(command);
    } catch (error) {
      logger.warning("a heartbeat failed", { error });
    }
  }

  private async execute(command: ControlCommand): Promise<void> {
    logger.info("control command", { action: command.action });
    const result = await this.options.execute(command);
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
