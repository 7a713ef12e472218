import { NONE } from "./model.ts";

/**
 * Parts of what is under way, those of the innermost last. Each list is cut to its length when what
 * it belongs to ends: an array that grows by itself takes room for seventeen.
 */
export class Gathered<T> {
  readonly #parts: (T | null)[] = [];
  count = 0;

  push(part: T): void {
    this.#parts[this.count++] = part;
  }

  /** Takes away what has been gathered since there were so many. */
  takeFrom(from: number): readonly T[] {
    const count = this.count - from;
    if (count === 0) return NONE;
    const taken = new Array<T>(count);
    for (let at = 0; at < count; at++) {
      taken[at] = this.#parts[from + at]!;
      this.#parts[from + at] = null;
    }
    this.count = from;
    return taken;
  }
}

/** A list with one more part; the list itself, unless it is the one that all begin with. */
export function added<T>(parts: readonly T[], part: T): T[] {
  if (parts === NONE) return [part];
  const grown = parts as T[];
  grown.push(part);
  return grown;
}
