// @ts-check
/** Tables of a few rows, which are all in the page. */
import { h } from "./dom.js";

/**
 * @template T
 * @typedef {object} Cells
 * @property {string} label
 * @property {(row: T) => import("./types.ts").Child} cell
 * @property {string} [name] class of its cells
 */

/**
 * The first cell of each row is its heading.
 * @template T
 * @param {string} label
 * @param {Cells<T>[]} columns
 * @param {readonly T[]} rows
 */
export function table(label, columns, rows) {
  return h(
    "div",
    { class: "table-box", tabindex: "0", role: "region", "aria-label": label },
    h(
      "table",
      { class: "list" },
      h(
        "thead",
        {},
        h("tr", {}, columns.map((c) => h("th", { scope: "col", class: c.name }, c.label))),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            columns.map((c, i) =>
              i === 0
                ? h("th", { scope: "row", class: c.name }, c.cell(row))
                : h("td", { class: c.name }, c.cell(row))
            ),
          )
        ),
      ),
    ),
  );
}
