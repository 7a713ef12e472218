// @ts-check
/**
 * A long list of rows of one height, of which only those that are seen are in the page. The box
 * scrolls; a filler has the height of all rows, and the rows that are there are put in their place.
 */
import { h } from "./dom.js";

/** Rows that are kept above and below those that are seen. */
const MARGIN = 10;

/**
 * @template {HTMLElement} R
 */
export class VirtualList {
  /**
   * @param {HTMLElement} box what scrolls
   * @param {object} options
   * @param {(index: number) => R} options.row makes one row
   * @param {number} [options.height] of a row; measured on the first one without it
   * @param {string} [options.role] of the filler
   * @param {(first: number, last: number, rows: Map<number, R>) => void} [options.onrows]
   *   after other rows came into the page
   */
  constructor(box, { row, height = 0, role, onrows }) {
    this.box = box;
    this.row = row;
    this.height = height;
    this.onrows = onrows;
    this.count = 0;
    /** @type {Map<number, R>} */
    this.rows = new Map();
    this.filler = h("div", { class: "virtual", role });
    box.replaceChildren(this.filler);
    this.waiting = false;
    box.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(box);
  }

  /** @param {number} count of rows; all of them are made again */
  reset(count) {
    this.count = count;
    this.rows.clear();
    this.filler.replaceChildren();
    this.draw();
  }

  /** @param {number} count of rows; those that are there stay */
  grow(count) {
    this.count = count;
    this.draw();
  }

  /** @param {number} index brings a row into view, a third from the top, where it is not yet */
  reveal(index) {
    const top = index * this.height;
    const { scrollTop, clientHeight } = this.box;
    if (top < scrollTop || top + this.height > scrollTop + clientHeight) {
      this.box.scrollTop = Math.max(0, top - clientHeight / 3);
    }
    this.draw();
  }

  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    if (this.count > 0 && this.height === 0) this.measure();
    this.filler.style.height = `${this.count * this.height}px`;
    if (this.count === 0) return;
    const { scrollTop, clientHeight } = this.box;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - MARGIN);
    const last = Math.min(this.count, Math.ceil((scrollTop + clientHeight) / this.height) + MARGIN);
    for (const [index, row] of this.rows) {
      if (index >= first && index < last) continue;
      row.remove();
      this.rows.delete(index);
    }
    const added = document.createDocumentFragment();
    for (let index = first; index < last; index++) {
      if (this.rows.has(index)) continue;
      const row = this.row(index);
      row.style.transform = `translateY(${index * this.height}px)`;
      this.rows.set(index, row);
      added.append(row);
    }
    this.filler.append(added);
    this.onrows?.(first, last, this.rows);
  }

  /** @private */
  measure() {
    const row = this.row(0);
    this.filler.append(row);
    this.height = row.getBoundingClientRect().height || 20;
    row.remove();
  }
}
