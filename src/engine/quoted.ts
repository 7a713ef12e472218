/** Names of characters that a message cannot show as they are. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A character that has no shape of its own, by its number. */
function escaped(char: string): string {
  return ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

/**
 * A text of the user's in a message: in quotes, with control characters written out. Double quotes
 * where it holds single ones only.
 *
 * @example
 * ```ts
 * import { quoted } from "./quoted.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(quoted("it's"), `"it's"`);
 * assert.equal(quoted("a\n"), String.raw`'a\n'`);
 * ```
 */
export function quoted(text: string): string {
  // deno-lint-ignore no-control-regex -- these characters are what is looked for
  const shown = text.replaceAll(/[\\\x00-\x1f\x7f]/g, escaped);
  if (!shown.includes("'")) return `'${shown}'`;
  return shown.includes('"') ? `'${shown.replaceAll("'", "\\'")}'` : `"${shown}"`;
}
