/**
 * Text from files, archives and engines as it may reach a terminal: control characters move the
 * cursor, change colours and answer in the user's name; bidirectional ones show text in another
 * order than it has.
 */

/** C0, DEL and C1; line and paragraph separator; the characters that turn the direction round. */
// deno-lint-ignore no-control-regex -- these are what is escaped
const HIDDEN = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** The text on one line: every such character as `\x1b` or `\u202e`, line breaks too. */
export function printable(text: string): string {
  return text.replace(HIDDEN, escaped);
}

/** The same of a text of several lines, whose line feeds and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(HIDDEN, (c) => c === "\n" || c === "\t" ? c : escaped(c));
}

/** JSON text that means the same and shows the same: what JSON leaves as it is, escaped. */
export function printableJson(json: string): string {
  return json.replace(HIDDEN, (c) => {
    const code = c.charCodeAt(0);
    // Below are only the line feeds between values: within strings JSON escapes them itself.
    return code < 0x20 ? c : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
