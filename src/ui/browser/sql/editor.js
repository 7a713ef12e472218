// @ts-check
/**
 * A field for SQL: a textarea, which has the reader's own keys, undo and input methods, above the
 * same text in colours. Both have the size of the text, and the box around them scrolls.
 */
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { Lines, offsetOf } from "./lexer.js";
import { Painter } from "./paint.js";

/** @typedef {import("../../../lint/result.ts").Violation} Violation */

/** Lines that are painted above and below those that are seen. */
const MARGIN = 20;

export class Editor {
  /**
   * @param {HTMLElement} box what it is put into; a textarea in it becomes its field
   * @param {{ label: string, oninput: () => void, oncaret: (line: number) => void }} options
   */
  constructor(box, { label, oninput, oncaret }) {
    const found = box.querySelector("textarea");
    this.field = found ?? h("textarea", { "aria-label": label });
    for (const [name, value] of Object.entries(FIELD)) this.field.setAttribute(name, value);
    this.paper = document.createTextNode("");
    this.gutter = document.createTextNode("");
    this.box = box;
    const paint = h("pre", { class: "editor-paint", "aria-hidden": "true" });
    paint.append(this.paper);
    const numbers = h("pre", { class: "editor-gutter", "aria-hidden": "true" });
    numbers.append(this.gutter);
    const sheet = h("div", { class: "editor-sheet" }, paint, this.field);
    box.replaceChildren(numbers, sheet);
    this.painter = new Painter();
    this.lines = new Lines("");
    /** @type {number[]} */
    this.starts = [0];
    /** @type {readonly Violation[]} */
    this.violations = [];
    /** @type {Violation | null} */
    this.current = null;
    this.waiting = false;
    this.field.addEventListener("input", () => {
      this.violations = [];
      this.read();
      oninput();
    });
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === this.field) oncaret(this.caretLine());
    });
    box.addEventListener("scroll", () => this.repaint(), { passive: true });
    new ResizeObserver(() => this.repaint()).observe(box);
    this.read();
  }

  get text() {
    return this.field.value;
  }

  /** @param {string} text what the field begins with */
  set(text) {
    this.field.value = text;
    this.violations = [];
    this.read();
  }

  /** @param {string} text replaces all of it, in a way that undo takes back */
  replace(text) {
    this.field.focus();
    this.field.select();
    // Only this leaves the undo history whole; where it is gone the text is set.
    if (!document.execCommand("insertText", false, text)) {
      this.field.value = text;
      this.field.dispatchEvent(new Event("input"));
    }
  }

  /** @param {readonly Violation[]} violations */
  show(violations) {
    this.violations = violations;
    this.repaint();
  }

  /** @param {Violation | null} violation */
  mark(violation) {
    this.current = violation;
    this.repaint();
  }

  /**
   * Selects what a finding is about and brings it into view.
   * @param {{ line: number, column: number, end_line: number, end_column: number }} place
   */
  go(place) {
    const from = this.offset(place.line, place.column);
    const to = Math.max(this.offset(place.end_line, place.end_column), from);
    this.select(from, to);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  select(from, to) {
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(from, to);
    const line = this.lineAt(from);
    const height = this.lineHeight();
    const top = line * height;
    if (top < this.box.scrollTop || top + height > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = Math.max(0, top - this.box.clientHeight / 3);
    }
  }

  caretLine() {
    return this.lineAt(this.field.selectionStart) + 1;
  }

  /** @private */
  read() {
    const text = this.field.value;
    this.lines = new Lines(text);
    this.starts = [0];
    for (const line of this.lines.texts) {
      this.starts.push((this.starts.at(-1) ?? 0) + line.length + 1);
    }
    // The last line has a height of its own only with something in it.
    this.paper.data = `${text} `;
    this.gutter.data = this.lines.texts.map((_, i) => i + 1).join("\n");
    this.repaint();
  }

  /** @private */
  repaint() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }

  /** @private */
  paint() {
    this.painter.clear();
    const height = this.lineHeight();
    const first = Math.max(0, Math.floor(this.box.scrollTop / height) - MARGIN);
    const count = Math.ceil(this.box.clientHeight / height) + 2 * MARGIN;
    const last = Math.min(this.lines.texts.length, first + count);
    for (let line = first; line < last; line++) {
      const start = this.starts[line] ?? 0;
      for (const { kind, from, to } of this.lines.tokens(line)) {
        this.painter.add(kind, this.paper, start + from, start + to);
      }
    }
    for (const violation of this.violations) {
      if (violation.line - 1 < last && violation.end_line - 1 >= first) this.underline(violation);
    }
  }

  /**
   * @private
   * @param {Violation} violation
   */
  underline(violation) {
    const from = this.offset(violation.line, violation.column);
    // What is missing has no width: the character at its place stands for it.
    const to = Math.max(this.offset(violation.end_line, violation.end_column), from + 1);
    this.painter.add(violation.severity, this.paper, from, Math.min(to, this.paper.length));
    if (violation === this.current) this.painter.add("current", this.paper, from, to);
    const number = String(violation.line);
    // The gutter is the numbers from 1, each on its line.
    let at = violation.line - 1;
    for (let digits = 1; digits <= number.length; digits++) {
      at += Math.min(9 * 10 ** (digits - 1), violation.line - 10 ** (digits - 1)) * digits;
    }
    this.painter.add(violation.severity, this.gutter, at, at + number.length);
  }

  /** @private @param {number} line @param {number} column */
  offset(line, column) {
    const text = this.lines.texts[line - 1];
    if (text === undefined) return this.field.value.length;
    return (this.starts[line - 1] ?? 0) + offsetOf(text, column);
  }

  /** @private @param {number} offset */
  lineAt(offset) {
    let low = 0;
    let high = this.lines.texts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @private */
  lineHeight() {
    return Number.parseFloat(getComputedStyle(this.field).lineHeight) || 20;
  }
}

const FIELD = {
  class: "editor-field",
  spellcheck: "false",
  autocapitalize: "off",
  autocomplete: "off",
  autocorrect: "off",
  wrap: "off",
  placeholder: t("try.placeholder"),
};
