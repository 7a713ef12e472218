/** Waiting for jobs to move: told at once by a worker of this process, else by looking. */

type Listener = () => void;

/** Says which jobs moved in this process; other processes' moves are found by polling. */
export class JobWatch {
  private readonly listeners = new Map<string, Set<Listener>>();

  moved(job_id: string): void {
    for (const listener of this.listeners.get(job_id) ?? []) listener();
  }

  /** Resolves when the job moved, after `timeout` milliseconds, or when `signal` aborts. */
  next(job_id: string, timeout: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        const set = this.listeners.get(job_id);
        set?.delete(done);
        if (set?.size === 0) this.listeners.delete(job_id);
        resolve();
      };
      const timer = setTimeout(done, timeout);
      signal?.addEventListener("abort", done, { once: true });
      const set = this.listeners.get(job_id) ?? new Set();
      set.add(done);
      this.listeners.set(job_id, set);
    });
  }
}
