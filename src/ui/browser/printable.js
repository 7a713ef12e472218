// @ts-check
/**
 * Names and messages as they may be shown: what has no shape of its own, or turns text round, makes
 * one name look like another. The set is that of `text/printable.ts`; a test holds both the same.
 */

const HIDDEN =
  // deno-lint-ignore no-control-regex -- these are what is escaped
  /[\0-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<![^\0-\u024f])[\u200c\u200d]/gu;

/**
 * Hidden characters as `\x1b` or `\u202e`; line feeds and tabs stay, as pages lay them out.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(HIDDEN, (character) => {
    if (character === "\n" || character === "\t") return character;
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
