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
 * The first cell of each row is its heading. On a phone a row of many columns stands as a block, a
 * line a cell behind its label, where `stacks` asks for it; the roles are told, since a browser
 * takes what is no longer laid out as a table for none.
 * @template T
 * @param {string} label
 * @param {Cells<T>[]} columns
 * @param {readonly T[]} rows
 * @param {object} [options]
 * @param {boolean} [options.stacks]
 */
export function table(label, columns, rows, { stacks = false } = {}) {
  const role = (/** @type {string} */ name) => stacks ? name : null;
  return h(
    "div",
    { class: "table-box", tabindex: "0", role: "region", "aria-label": label },
    h(
      "table",
      { class: stacks ? "list stacks" : "list", role: role("table"), "aria-label": label },
      h(
        "thead",
        { role: role("rowgroup") },
        h(
          "tr",
          { role: role("row") },
          columns.map((c) =>
            h("th", { scope: "col", class: c.name, role: role("columnheader") }, c.label)
          ),
        ),
      ),
      h(
        "tbody",
        { role: role("rowgroup") },
        rows.map((row) =>
          h(
            "tr",
            { role: role("row") },
            columns.map((c, i) => {
              if (i === 0) {
                const properties = { scope: "row", class: c.name, role: role("rowheader") };
                return h("th", properties, c.cell(row));
              }
              const properties = { class: c.name, role: role("cell"), "data-label": c.label };
              return h("td", properties, c.cell(row));
            }),
          )
        ),
      ),
    ),
  );
}
