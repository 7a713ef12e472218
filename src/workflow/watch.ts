/** Waiting for jobs to move: told at once by a worker of this process, else by looking. */

type Listener = () => void;

export interface Listening {
  moved: Promise<void>;
  stop(): void;
}

/** Says which jobs moved in this process; other processes' moves are found by polling. */
export class JobWatch {
  /** By job; true for those who want to know of its end alone. */
  private readonly listeners = new Map<string, Map<Listener, boolean>>();

  moved(job_id: string): void {
    for (const [listener, endAlone] of this.listeners.get(job_id) ?? []) {
      if (!endAlone) listener();
    }
  }

  /** The job moved for the last time, unless somebody has it tried again. */
  ended(job_id: string): void {
    for (const listener of this.listeners.get(job_id)?.keys() ?? []) listener();
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
    return { moved: promise, stop };
  }
}
