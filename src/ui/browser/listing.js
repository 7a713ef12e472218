// @ts-check
/**
 * A table whose rows come page by page as it is scrolled, and of which only those that are seen
 * are in the page. What a row is lies with the columns.
 */
import { isAbort } from "./api.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { explain, failed } from "./notices.js";
import { released } from "./pressed.js";
import { VirtualList } from "./virtual.js";

/**
 * @template T
 * @typedef {object} Column
 * @property {string} label
 * @property {string} name class of its cells
 * @property {(row: T) => import("./types.ts").Child} cell
 */

/** Rows before the end at which the next page is asked for. */
const AHEAD = 40;

/**
 * @template T
 */
export class Listing {
  /**
   * @param {HTMLElement} element
   * @param {object} options
   * @param {string} options.label
   * @param {string} options.name class of its rows
   * @param {Column<T>[]} options.columns
   * @param {(cursor: string | null, signal: AbortSignal) => Promise<{ rows: T[], next: string | null }>} options.load
   * @param {(row: T) => string | null} options.href where a row leads
   * @param {() => Node} options.none what is shown where there are no rows
   */
  constructor(element, { label, name, columns, load, href, none }) {
    this.element = element;
    this.load = load;
    this.none = none;
    /** @type {T[]} */
    this.rows = [];
    /** @type {string | null} */
    this.next = null;
    this.busy = false;
    this.controller = new AbortController();
    /** Says below the rows why there are no more of them, where that is not their end. */
    this.broken = h("div", { class: "listing-broken", role: "alert", hidden: true });
    this.box = h("div", { class: "listing-box", tabindex: "0", role: "rowgroup" });
    const heads = columns.map((c) => h("div", { role: "columnheader", class: c.name }, c.label));
    this.table = h(
      "div",
      { role: "table", class: `listing ${name}`, "aria-label": label },
      h("div", { role: "rowgroup" }, h("div", { role: "row", class: "listing-head" }, heads)),
      this.box,
    );
    this.list = new VirtualList(this.box, {
      role: "presentation",
      row: (index) => {
        const row = /** @type {T} */ (this.rows[index]);
        const cells = columns.map((c) => h("div", { role: "cell", class: c.name }, c.cell(row)));
        const made = h(
          "div",
          { role: "row", class: "listing-row", "aria-rowindex": index + 2 },
          cells,
        );
        const target = href(row);
        const first = cells[0]?.querySelector("a");
        if (target !== null && first) first.classList.add("covers");
        return made;
      },
      onrows: (_first, last) => {
        if (last + AHEAD >= this.rows.length) void this.more();
      },
    });
  }

  /**
   * Loads from the beginning; what is shown stays until the answer is there. With `ended` it is
   * brought up to date: a failure is thrown, and rows that are shown stay.
   * @param {AbortSignal} [ended] when nobody wants to see it any more
   */
  async reload(ended) {
    this.controller.abort();
    const controller = this.controller = new AbortController();
    ended?.addEventListener("abort", () => controller.abort(), { once: true });
    const { signal } = controller;
    this.busy = true;
    try {
      const { rows, next } = await this.load(null, signal);
      await released();
      if (signal.aborted) return;
      this.busy = false;
      this.rows = rows;
      this.next = next;
      this.broken.hidden = true;
      if (rows.length === 0) fill(this.element, this.none());
      else {
        if (this.table.parentElement !== this.element) fill(this.element, this.table, this.broken);
        this.list.reset(rows.length);
      }
      this.table.setAttribute("aria-rowcount", String(next === null ? rows.length + 1 : -1));
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      const shown = this.table.parentElement === this.element;
      if (ended === undefined || !shown) {
        fill(this.element, failed(error, () => void this.reload()));
      }
      if (ended !== undefined) throw error;
    } finally {
      if (controller === this.controller) {
        this.busy = false;
        this.element.removeAttribute("aria-busy");
      }
    }
  }

  /**
   * @private The next page could not be had: rows that end without a word would look like all.
   * @param {unknown} error
   */
  breaks(error) {
    const again = () => {
      this.broken.hidden = true;
      void this.more();
    };
    fill(
      this.broken,
      h("span", {}, `${t("error.title")}: ${explain(error)}`),
      h("button", { type: "button", class: "small", onclick: again }, t("error.again")),
    );
    this.broken.hidden = false;
  }

  /** @private */
  async more() {
    if (this.busy || this.next === null || !this.broken.hidden) return;
    this.busy = true;
    const { signal } = this.controller;
    try {
      const { rows, next } = await this.load(this.next, signal);
      if (signal.aborted) return;
      this.next = next;
      this.rows.push(...rows);
      this.list.grow(this.rows.length);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.breaks(error);
    }
    this.busy = false;
  }
}
