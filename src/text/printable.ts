/**
 * Text from files, archives and engines as it may reach a terminal: control characters move the
 * cursor, change colours and answer in the user's name; bidirectional ones show text in another
 * order than it has; those without a width make two names look the same.
 * `ui/browser/printable.js` does the same for pages.
 */

/**
 * C0, DEL and C1; line and paragraph separator; the characters that turn the direction round; those
 * that show nothing (soft hyphen, fillers, word joiner, byte order mark, tags); and a joiner behind
 * Latin letters, where it joins nothing: in emoji and in scripts that join letters it is seen.
 */
const HIDDEN =
  // deno-lint-ignore no-control-regex -- these are what is escaped
  /[\0-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<![^\0-\u024f])[\u200c\u200d]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
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
    let text = "";
    for (let at = 0; at < c.length; at++) {
      const code = c.charCodeAt(at);
      // Below are only the line feeds between values: within strings JSON escapes them itself.
      text += code < 0x20 ? c : `\\u${code.toString(16).padStart(4, "0")}`;
    }
    return text;
  });
}
