/** wake -> claim -> expand, for archives: a few at a time, beside the lint loop. */
import { isOpen, type JobStatus } from "../jobs/states.ts";
import { log } from "../observability/log.ts";
import type { ExpansionClaim } from "../store/port.ts";
import { expand } from "../workflow/expand.ts";
import type { Services } from "../workflow/services.ts";
import { Visibility } from "../workflow/visibility.ts";
import { Poller } from "./poller.ts";

const logger = log("worker.expand");

/** Milliseconds between tries to give a claim back while the store is away. */
const RETRY = 1000;
/** Of these tries the first of so many is logged. */
const LOGGED_EACH = 30;
/** Inflating is CPU work on this process's own thread: more at once would only interleave. */
const AT_ONCE = 2;

export interface ExpandEvents {
  /** The archive's tasks are there, or the job has ended without any: then `status` says how. */
  expanded(job_id: string, status: JobStatus | null): void;
}

export class ExpandLoop {
  paused = false;
  total = 0;
  private readonly running = new Map<string, { claim: ExpansionClaim; began: number }>();
  private readonly abort = new AbortController();
  private readonly visibility = new Visibility();
  private readonly poller = new Poller("expand", () => this.claim());
  private stopped = true;

  constructor(
    private readonly services: Services,
    private readonly worker_id: string,
    private readonly events: ExpandEvents,
  ) {}

  start(): void {
    this.stopped = false;
    this.poller.start();
  }

  wake(): Promise<void> {
    return this.poller.wake();
  }

  /** Leases held. */
  leases(): string[] {
    return [...this.running.keys()];
  }

  current(): { claim: ExpansionClaim; began: number }[] {
    return [...this.running.values()];
  }

  async stop(patience: number): Promise<void> {
    this.stopped = true;
    await this.poller.stop();
    const deadline = Date.now() + patience;
    while (this.running.size > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.abort.abort();
    while (this.running.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async claim(): Promise<void> {
    const room = AT_ONCE - this.running.size;
    if (this.paused || this.stopped || room <= 0) return;
    const { store, now } = this.services;
    for (const claim of await store.expansions.claim(this.worker_id, room, now())) {
      void this.run(claim);
    }
  }

  private async run(claim: ExpansionClaim): Promise<void> {
    this.running.set(claim.lease_token, { claim, began: this.services.now() });
    try {
      await expand(this.services, claim, this.abort.signal, this.visibility);
      this.total++;
      const job = await this.services.store.jobs.get(claim.job.job_id);
      const ended = job !== null && !isOpen(job.status) ? job.status : null;
      this.events.expanded(claim.job.job_id, ended);
    } catch (error) {
      logger.error("the end of an expansion was not recorded", {
        job_id: claim.job.job_id,
        error,
      });
      await this.giveBack(claim);
    } finally {
      this.running.delete(claim.lease_token);
      void this.wake();
    }
  }

  /** This worker lives, so no rescuer takes the claim: it is given back as soon as that works. */
  private async giveBack(claim: ExpansionClaim): Promise<void> {
    for (let tries = 1; !this.stopped; tries++) {
      try {
        await this.services.store.expansions.release(claim, this.services.now());
        return;
      } catch (error) {
        if (tries % LOGGED_EACH === 1) {
          logger.warning("the claim of an expansion could not be given back; it is tried again", {
            job_id: claim.job.job_id,
            tries,
            error,
          });
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY));
      }
    }
  }
}
