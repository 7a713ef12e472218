const STRIDE = 3;
const FIRST_SLOTS = 1 << 10;
/** What a node without such an edge has for a child. */
export const END_OF_EDGES = 0;

/**
 * A trie of integers as an open-addressing table of its edges. Inner nodes are positive, and an end
 * is whatever negative number it was given; the roots are negative too, as nothing leads to them.
 */
export class Trie {
  #slots = new Int32Array(FIRST_SLOTS * STRIDE);
  #mask = FIRST_SLOTS - 1;
  #edges = 0;
  #nodes = 0;

  /** The child by a label; `END_OF_EDGES` if there is none. */
  child(node: number, label: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = hash(node, label) & mask;; slot = (slot + 1) & mask) {
      const at = slot * STRIDE;
      const from = slots[at]!;
      if (from === 0) return END_OF_EDGES;
      if (from === node && slots[at + 1] === label) return slots[at + 2]!;
    }
  }

  /** The child by a label, made where there is none. */
  extend(node: number, label: number): number {
    const known = this.child(node, label);
    if (known !== END_OF_EDGES) return known;
    const made = ++this.#nodes;
    this.#add(node, label, made);
    return made;
  }

  /** Adds an end (negative), where nothing is yet. */
  end(node: number, label: number, end: number): void {
    if (this.child(node, label) === END_OF_EDGES) this.#add(node, label, end);
  }

  #add(node: number, label: number, child: number): void {
    if (this.#edges * 2 > this.#mask) this.#grow();
    this.#edges++;
    let slot = hash(node, label) & this.#mask;
    while (this.#slots[slot * STRIDE] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot * STRIDE] = node;
    this.#slots[slot * STRIDE + 1] = label;
    this.#slots[slot * STRIDE + 2] = child;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    this.#edges = 0;
    for (let at = 0; at < old.length; at += STRIDE) {
      if (old[at] !== 0) this.#add(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }
}

function hash(node: number, label: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(label, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
