import type { Arena } from "../tree/mod.ts";

/** Stands for a number that a byte does not hold. */
const OTHER = -128;

/** A column of numbers that are nearly all small: one byte each, the few others aside. */
export class ByteColumn {
  readonly #bytes: Int8Array;
  readonly #others = new Map<number, number>();

  constructor(size: number, arena: Arena) {
    this.#bytes = arena.make(Int8Array, size);
  }

  get(at: number): number {
    const byte = this.#bytes[at]!;
    return byte === OTHER ? this.#others.get(at)! : byte;
  }

  /** To be called at most once a place. */
  set(at: number, value: number): void {
    const fits = value > OTHER && value < -OTHER;
    this.#bytes[at] = fits ? value : OTHER;
    if (!fits) this.#others.set(at, value);
  }
}
