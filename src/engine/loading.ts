/**
 * Parts of the engine that are loaded when a text first needs them, as its dialect and its templater.
 * Code that needs one need not wait for it: it stops there, and whoever began the task loads the
 * part and begins again.
 */

/** Something that a task stopped at because it is not loaded. */
export class NotLoaded extends Error {
  override readonly name = "NotLoaded";

  constructor(what: string, readonly load: () => Promise<unknown>) {
    super(`${what} is not loaded`);
  }
}

/** A part that is loaded once, by whoever first waits for it. */
export class Lazy<Part> {
  #part: Part | undefined;

  /** @param what names the part in messages */
  constructor(private readonly what: string, private readonly source: () => Promise<Part>) {}

  get isLoaded(): boolean {
    return this.#part !== undefined;
  }

  async load(): Promise<Part> {
    return this.#part ??= await this.source();
  }

  /** The part. Throws NotLoaded. */
  get part(): Part {
    if (this.#part === undefined) throw new NotLoaded(this.what, () => this.load());
    return this.#part;
  }
}

/** Several parts. Throws NotLoaded, which loads all of them, if one is not loaded. */
export function everyPart<Part>(lazy: readonly Lazy<Part>[]): Part[] {
  if (lazy.every(({ isLoaded }) => isLoaded)) return lazy.map(({ part }) => part);
  throw new NotLoaded("a part", () => Promise.all(lazy.map((each) => each.load())));
}

/**
 * Runs a task that may stop at what is not loaded, loads that, and runs the task again from its
 * beginning. A task that has had an effect before it stops would have it twice.
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
