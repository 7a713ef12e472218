const STRIDE = 5;
/** Slots at most: past that a full table is emptied, which costs time and no answer. */
const MOST_SLOTS = 1 << 19;
const FACTOR = 0x9e3779b1;

/**
 * Results of rules by (rule, token, limit), as SQLFluff caches them: the terminators in force are
 * not part of the key. An open-addressing table of integers; emptied for each statement by moving
 * to a new generation, so emptying costs nothing.
 */
export class Memo {
  #slots = new Int32Array(1024 * STRIDE);
  #generations = new Uint32Array(1024);
  #mask = 1023;
  #used = 0;
  #generation = 1;
  /** Where the last `find` that succeeded stopped (-1: no match), and its rope. */
  stop = -1;
  rope = 0;

  clear(): void {
    this.#generation++;
    this.#used = 0;
  }

  /** Whether a result is known; then `stop` and `rope` hold it. */
  find(rule: number, token: number, limit: number): boolean {
    let slot = this.#hash(rule, token, limit);
    while (this.#generations[slot] === this.#generation) {
      const at = slot * STRIDE;
      const slots = this.#slots;
      if (slots[at] === rule && slots[at + 1] === token && slots[at + 2] === limit) {
        this.stop = slots[at + 3]!;
        this.rope = slots[at + 4]!;
        return true;
      }
      slot = (slot + 1) & this.#mask;
    }
    return false;
  }

  put(rule: number, token: number, limit: number, stop: number, rope: number): void {
    if (this.#used * 2 > this.#mask) this.#makeRoom();
    let slot = this.#hash(rule, token, limit);
    while (this.#generations[slot] === this.#generation) slot = (slot + 1) & this.#mask;
    this.#generations[slot] = this.#generation;
    const at = slot * STRIDE;
    this.#slots[at] = rule;
    this.#slots[at + 1] = token;
    this.#slots[at + 2] = limit;
    this.#slots[at + 3] = stop;
    this.#slots[at + 4] = rope;
    this.#used++;
  }

  #hash(rule: number, token: number, limit: number): number {
    let value = Math.imul(rule, FACTOR) ^ Math.imul(token, 0x85ebca6b) ^ limit;
    value = Math.imul(value ^ (value >>> 15), FACTOR);
    return (value ^ (value >>> 13)) & this.#mask;
  }

  #makeRoom(): void {
    if (this.#mask + 1 < MOST_SLOTS) this.#grow();
    else this.clear();
  }

  #grow(): void {
    const slots = this.#slots;
    const generations = this.#generations;
    const size = this.#mask + 1;
    this.#slots = new Int32Array(size * 2 * STRIDE);
    this.#generations = new Uint32Array(size * 2);
    this.#mask = size * 2 - 1;
    this.#used = 0;
    for (let slot = 0; slot < size; slot++) {
      if (generations[slot] !== this.#generation) continue;
      const at = slot * STRIDE;
      this.put(slots[at]!, slots[at + 1]!, slots[at + 2]!, slots[at + 3]!, slots[at + 4]!);
    }
  }
}
