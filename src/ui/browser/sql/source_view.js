// @ts-check
/** A whole file with its findings in place: only the lines that are seen are in the page. */
import { h, verbatim } from "../dom.js";
import { VirtualList } from "../virtual.js";
import { Lines, offsetOf } from "./lexer.js";
import { Painter } from "./paint.js";

/** @typedef {import("../../../lint/result.ts").Violation} Violation */

/** Milliseconds of one slice of the work that colours need. */
const SLICE = 8;

export class SourceView {
  /**
   * @param {HTMLElement} box what scrolls
   * @param {string} text
   * @param {readonly Violation[]} violations by position
   * @param {(violation: Violation) => void} onchoose
   */
  constructor(box, text, violations, onchoose) {
    this.lines = new Lines(text);
    this.painter = new Painter();
    /** @type {Violation | null} */
    this.current = null;
    /** @type {Map<number, Violation[]>} by the line, from 0, that they touch first */
    this.byLine = new Map();
    /** @type {Violation[]} of more than one line, which may begin above what is seen */
    this.long = [];
    for (const violation of violations) {
      const line = violation.line - 1;
      const list = this.byLine.get(line);
      if (list === undefined) this.byLine.set(line, [violation]);
      else list.push(violation);
      if (violation.end_line > violation.line) this.long.push(violation);
    }
    const width = String(this.lines.texts.length).length;
    this.list = new VirtualList(box, {
      row: (index) => {
        const found = this.byLine.get(index);
        const worst = found?.some((v) => v.severity === "error") ? "error" : "warning";
        const row = h(
          "div",
          { class: `source-line${found === undefined ? "" : ` source-${worst}`}` },
          h("span", { class: "source-number" }, String(index + 1).padStart(width)),
          h("code", {}, verbatim(this.lines.texts[index] || " ")),
        );
        if (found !== undefined) {
          row.addEventListener("click", () => {
            if (document.getSelection()?.isCollapsed !== false) onchoose(this.nextOf(found));
          });
        }
        return row;
      },
      onrows: (first, last, rows) => this.paint(first, last, rows),
    });
    this.list.reset(this.lines.texts.length);
    this.colour();
  }

  /** @param {Violation} violation brings it into view and marks it */
  go(violation) {
    this.current = violation;
    this.list.reveal(violation.line - 1);
  }

  /**
   * Of findings in one line the one behind the current one.
   * @private
   * @param {Violation[]} found
   */
  nextOf(found) {
    const at = this.current === null ? -1 : found.indexOf(this.current);
    return /** @type {Violation} */ (found[(at + 1) % found.length]);
  }

  /** Works out the states of lines bit by bit, so that the page stays at hand. */
  colour() {
    if (this.lines.work(SLICE)) this.list.draw();
    else setTimeout(() => this.colour());
  }

  /**
   * @private
   * @param {number} first
   * @param {number} last
   * @param {Map<number, HTMLElement>} rows
   */
  paint(first, last, rows) {
    this.painter.clear();
    for (const [index, row] of rows) {
      const text = row.lastChild?.firstChild;
      if (!(text instanceof Text)) continue;
      for (const { kind, from, to } of this.lines.tokensByNow(index)) {
        this.painter.add(kind, text, from, to);
      }
      for (const violation of this.byLine.get(index) ?? []) this.underline(violation, index, text);
    }
    for (const violation of this.long) {
      const from = Math.max(violation.line, first);
      const to = Math.min(violation.end_line, last);
      for (let index = from; index < to; index++) {
        const text = rows.get(index)?.lastChild?.firstChild;
        if (text instanceof Text) this.underline(violation, index, text);
      }
    }
  }

  /**
   * @private
   * @param {Violation} violation
   * @param {number} index of the line, from 0
   * @param {Text} text
   */
  underline(violation, index, text) {
    const line = this.lines.texts[index] ?? "";
    const from = index === violation.line - 1 ? offsetOf(line, violation.column) : 0;
    const end = index === violation.end_line - 1
      ? offsetOf(line, violation.end_column)
      : line.length;
    const at = Math.min(from, text.length - 1);
    const to = Math.min(Math.max(end, at + 1), text.length);
    this.painter.add(violation.severity, text, at, to);
    if (violation === this.current) this.painter.add("current", text, at, to);
  }
}
