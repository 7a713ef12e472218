/**
 * Waiting for jobs to move: told at once by a worker of this process, and of their ends by other
 * processes where the queue carries that; else by looking.
 */
import type { JobEnds } from "../queue/port.ts";

type Listener = () => void;

export interface Listening {
  moved: Promise<void>;
  stop(): void;
}

/** Ends that came before somebody listened for them; older ones are found by looking. */
const EARLY_ENDS = 1000;

export class JobWatch {
  /** By job; true for those who want to know of its end alone. */
  private readonly listeners = new Map<string, Map<Listener, boolean>>();
  /** Jobs that ended while nobody listened, the oldest first. */
  private readonly early = new Set<string>();

  /** `others` carries ends from and to other processes; null where nothing does. */
  constructor(private readonly others: JobEnds | null = null) {}

  /** Whether the ends that other processes tell arrive now. */
  get hearsOthers(): boolean {
    return this.others?.heard ?? false;
  }

  /** Listens to other processes from now on; at most once. */
  followOthers(): void {
    this.others?.subscribe((job_id) => this.endedHere(job_id));
  }

  /** The job moved in this process. */
  moved(job_id: string): void {
    for (const [listener, endAlone] of this.listeners.get(job_id) ?? []) {
      if (!endAlone) listener();
    }
  }

  /** The job moved for the last time, unless somebody has it tried again. */
  ended(job_id: string): void {
    this.endedHere(job_id);
    this.others?.publish(job_id);
  }

  /**
   * `moved` resolves when the job moved, or only when it ended where `endAlone` says so; after
   * `timeout` milliseconds, when `signal` aborts, or when it is stopped, which forgets it.
   */
  listen(
    job_id: string,
    timeout: number,
    signal?: AbortSignal,
    { endAlone = false }: { endAlone?: boolean } = {},
  ): Listening {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      const set = this.listeners.get(job_id);
      set?.delete(stop);
      if (set?.size === 0) this.listeners.delete(job_id);
      resolve();
    };
    const timer = setTimeout(stop, timeout);
    signal?.addEventListener("abort", stop, { once: true });
    const set = this.listeners.get(job_id) ?? new Map();
    set.set(stop, endAlone);
    this.listeners.set(job_id, set);
    // Once for each end: a job that is tried again has ended before, too.
    if (this.early.delete(job_id)) stop();
    return { moved: promise, stop };
  }

  private endedHere(job_id: string): void {
    const listeners = this.listeners.get(job_id);
    if (listeners !== undefined) {
      for (const listener of listeners.keys()) listener();
      return;
    }
    this.early.add(job_id);
    const [oldest] = this.early;
    if (this.early.size > EARLY_ENDS) this.early.delete(oldest!);
  }
}
