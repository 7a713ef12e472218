/** Text within XML 1.0. */
import { escapeMarkup } from "../../text/markup.ts";
import { printable, printableLines } from "../../text/printable.ts";

/** Not characters of XML 1.0, however they are written. */
const NONCHARACTER = /[\ufffe\uffff]/g;

function escaped(text: string): string {
  return escapeMarkup(
    text.replace(NONCHARACTER, (c) => `\\u${c.charCodeAt(0).toString(16)}`),
  );
}

/** A text on one line, for attributes: control characters, which XML forbids, as `\x1b`. */
export function xmlText(text: string): string {
  return escaped(printable(text));
}

/** A text of several lines, for content. */
export function xmlLines(text: string): string {
  return escaped(printableLines(text));
}
