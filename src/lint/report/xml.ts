/** Text within XML 1.0. */
import { printable, printableLines } from "../../text/printable.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Not characters of XML 1.0, however they are written. */
const NONCHARACTER = /[\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.toWellFormed()
    .replace(NONCHARACTER, (c) => `\\u${c.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}

/** A text on one line, for attributes: control characters, which XML forbids, as `\x1b`. */
export function xmlText(text: string): string {
  return escaped(printable(text));
}

/** A text of several lines, for content. */
export function xmlLines(text: string): string {
  return escaped(printableLines(text));
}
