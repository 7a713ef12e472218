/** Something that a task stopped at because it is not loaded. */
export class NotLoaded extends Error {
  override readonly name = "NotLoaded";

  constructor(what: string, readonly load: () => Promise<unknown>) {
    super(`${what} is not loaded`);
  }
}

/**
 * Runs a task that may stop at what is not loaded, loads that, and runs the task again from its
 * beginning. So a process loads what its texts need and nothing else, and code that looks a dialect
 * up need not wait for it. A task that has had an effect before it stops would have it twice.
 */
export async function withLoading<T>(task: () => T): Promise<T> {
  for (;;) {
    try {
      return task();
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      await error.load();
    }
  }
}
