/**
 * Takes back the tasks of workers that are gone. A worker is gone when its heartbeat has stood
 * still for as long as this process watched it, on this process's own clock: clocks of other
 * machines and the mere age of a task decide nothing.
 */
import { log } from "../observability/log.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";

const logger = log("workflow.rescue");

/** Milliseconds between looks, and for which a heartbeat must have stood still. */
const RESCUE_INTERVAL = 1000;
const RESCUE_AFTER = 5000;

const PAGE = 200;

export interface RescuerEvents {
  rescued(count: number, deadLettered: number): void;
  jobEnded(job_id: string, status: string): void;
}

interface Seen {
  beat: number | null;
  since: number;
}

export class Rescuer {
  private seen = new Map<string, Seen>();
  private lastRun = -Infinity;

  constructor(
    private readonly services: Services,
    private readonly events: RescuerEvents,
    /** Whether this process's own heartbeats reach the store: if not, no others may either. */
    private readonly heard: () => boolean,
    /** Milliseconds of a clock that never jumps. */
    private readonly clock: () => number = () => performance.now(),
    private readonly after: number = RESCUE_AFTER,
  ) {}

  async runOnce(): Promise<void> {
    const now = this.clock();
    // A machine that slept, a starved process, or one whose store stands still saw no heartbeats:
    // watching starts anew.
    if (now - this.lastRun > this.after || !this.heard()) this.seen.clear();
    this.lastRun = now;
    const seen = new Map<string, Seen>();
    const gone: { worker_id: string; beat: number | null }[] = [];
    for (let after = "";;) {
      const page = await this.services.store.workers.holders(after, PAGE);
      for (const holder of page) {
        const before = this.seen.get(holder.worker_id);
        const same = before !== undefined && before.beat === holder.beat;
        const entry = same ? before : { beat: holder.beat, since: now };
        seen.set(holder.worker_id, entry);
        if (now - entry.since >= this.after) gone.push(holder);
      }
      if (page.length < PAGE) break;
      after = page.at(-1)!.worker_id;
    }
    this.seen = seen;
    for (const { worker_id, beat } of gone) await this.rescue(worker_id, beat);
  }

  private async rescue(worker_id: string, beat: number | null): Promise<void> {
    const { store, announcer, now } = this.services;
    const { attempts } = this.services.limits;
    let rescued = 0;
    let dead = 0;
    for (;;) {
      const report = await store.workers.rescue(worker_id, beat ?? -1, PAGE, attempts, now());
      rescued += report.rescued;
      dead += report.dead_lettered;
      for (const { job_id, status } of report.ended_jobs) this.events.jobEnded(job_id, status);
      if (report.rescued + report.dead_lettered < PAGE) break;
    }
    if (rescued + dead === 0) return;
    logger.warning("tasks of a lost worker were taken back", {
      worker_id,
      rescued,
      dead_lettered: dead,
    });
    this.events.rescued(rescued, dead);
    announcer.announce("sql_analysis", [worker_id]);
    announcer.announce("zip_processing", [worker_id]);
  }
}

export function rescuerService(rescuer: Rescuer): Service {
  return periodic("rescue", RESCUE_INTERVAL, () => rescuer.runOnce());
}
