/**
 * How long a task may wait for a file that this host does not see. Another host has written it, or
 * the task would not be there; clients of a network file system mostly keep what they know for
 * 60 seconds. Until then the task is given back without using up its attempt.
 *
 * The time runs from when this process first missed the file, and is kept in memory: the age of
 * the task says nothing, because an old one may be retried, and another host's clock even less. A
 * process that dies takes what it knew along; that costs an attempt of the task, as every death of
 * its worker does, and so the waiting ends all the same.
 */

/** Milliseconds from when a file was first missed until its absence counts as a failure. */
export const VISIBILITY_WINDOW = 90_000;
/** Milliseconds after which a task that waits for a file is due again. */
export const VISIBILITY_PAUSE = 2000;
/** Milliseconds after which a task that was not seen again is forgotten: another worker has it. */
const FORGET = 10 * 60_000;

export class Visibility {
  private readonly missed = new Map<string, { since: number; last: number }>();

  constructor(
    /** Milliseconds of a clock that never jumps. */
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Whether to wait for the file that `id`, a task or an archive's job, has just missed. */
  mayWait(id: string): boolean {
    const now = this.clock();
    this.forgetOld(now);
    const known = this.missed.get(id);
    this.missed.delete(id);
    // In the order of `last`, so that the old ones come first.
    this.missed.set(id, { since: known?.since ?? now, last: now });
    return known === undefined || now - known.since < VISIBILITY_WINDOW;
  }

  /** What it missed has been read. */
  seen(id: string): void {
    this.missed.delete(id);
  }

  private forgetOld(now: number): void {
    for (const [id, { last }] of this.missed) {
      if (now - last < FORGET) break;
      this.missed.delete(id);
    }
  }
}
