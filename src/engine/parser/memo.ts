const STRIDE = 7;
const FIRST_SLOTS = 1024;
/** Slots of one generation at most. */
const MOST_SLOTS = 1 << 18;
const FACTOR = 0x9e3779b1;

/** One generation: an open-addressing table of integers, emptied by moving to a new stamp. */
class Generation {
  slots = new Int32Array(FIRST_SLOTS * STRIDE);
  stamps = new Uint32Array(FIRST_SLOTS);
  mask = FIRST_SLOTS - 1;
  used = 0;
  stamp = 1;

  clear(): void {
    this.stamp++;
    this.used = 0;
  }

  /** Where the entry is in `slots`, or -1. */
  find(rule: number, token: number, follow: number): number {
    if (this.used === 0) return -1;
    const { slots, stamps, mask, stamp } = this;
    let slot = hash(rule, token, follow) & mask;
    while (stamps[slot] === stamp) {
      const at = slot * STRIDE;
      if (slots[at] === rule && slots[at + 1] === token && slots[at + 2] === follow) return at;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Room for one more entry: where it goes in `slots`. */
  place(rule: number, token: number, follow: number): number {
    if (this.used * 2 > this.mask) this.#grow();
    let slot = hash(rule, token, follow) & this.mask;
    while (this.stamps[slot] === this.stamp) slot = (slot + 1) & this.mask;
    this.stamps[slot] = this.stamp;
    this.used++;
    const at = slot * STRIDE;
    this.slots[at] = rule;
    this.slots[at + 1] = token;
    this.slots[at + 2] = follow;
    return at;
  }

  #grow(): void {
    const { slots, stamps, stamp, mask } = this;
    this.slots = new Int32Array(slots.length * 2);
    this.stamps = new Uint32Array(stamps.length * 2);
    this.mask = mask * 2 + 1;
    this.used = 0;
    for (let slot = 0; slot <= mask; slot++) {
      if (stamps[slot] !== stamp) continue;
      const from = slot * STRIDE;
      const at = this.place(slots[from]!, slots[from + 1]!, slots[from + 2]!);
      for (let each = 3; each < STRIDE; each++) this.slots[at + each] = slots[from + each]!;
    }
  }
}

function hash(rule: number, token: number, follow: number): number {
  let value = Math.imul(rule, FACTOR) ^ Math.imul(token, 0x85ebca6b) ^
    Math.imul(follow, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), FACTOR);
  return value ^ (value >>> 13);
}

/**
 * Strict matches by (rule, token, what follows). Bounded: when a generation is full it becomes the
 * old one and the older is dropped, so the latest entries, which nesting asks for, are always there.
 */
export class Memo {
  #young = new Generation();
  #old = new Generation();
  /**
   * Of the last entry found: where it stopped (-1: no match), its piece, the furthest token that did
   * not go on, and the furthest that was looked at.
   */
  stop = -1;
  piece = 0;
  reach = 0;
  look = 0;

  /** Forgets everything. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  /** Whether a result is known; then `stop`, `piece` and `reach` hold it. */
  find(rule: number, token: number, follow: number): boolean {
    let from = this.#young;
    let at = from.find(rule, token, follow);
    if (at < 0) {
      from = this.#old;
      at = from.find(rule, token, follow);
      if (at < 0) return false;
    }
    this.stop = from.slots[at + 3]!;
    this.piece = from.slots[at + 4]!;
    this.reach = from.slots[at + 5]!;
    this.look = from.slots[at + 6]!;
    return true;
  }

  put(
    rule: number,
    token: number,
    follow: number,
    { stop, piece, reach, look }: { stop: number; piece: number; reach: number; look: number },
  ): void {
    if (this.#young.used * 2 >= MOST_SLOTS) {
      const old = this.#old;
      this.#old = this.#young;
      this.#young = old;
      old.clear();
    }
    const at = this.#young.place(rule, token, follow);
    const { slots } = this.#young;
    slots[at + 3] = stop;
    slots[at + 4] = piece;
    slots[at + 5] = reach;
    slots[at + 6] = look;
  }
}
