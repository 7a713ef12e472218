import { END_OF_FILE, kindName, type Tree } from "../tree/mod.ts";

/** The longest text that a message repeats, in UTF-16 units. */
const LONGEST = 24;

const isLong = (text: string) => text.length > LONGEST || text.includes("\n");

/**
 * How a message calls an element: by its text, or by its kind where the text is long, has several
 * lines, or was rendered by a template; a tag of the template by what it says.
 *
 * @example
 * ```ts
 * // `,` for a comma, `quoted literal` for a long one.
 * ```
 */
export function nameOf(tree: Tree, leaf: number): string {
  if (tree.is(leaf, END_OF_FILE)) return "the end of the file";
  const tag = tree.mark(leaf)?.text;
  if (tag !== undefined) return isLong(tag) || tag === "" ? "this tag" : `\`${tag}\``;
  if (!tree.isMeta(leaf) && !tree.isTemplated(leaf)) {
    const text = tree.text(leaf);
    if (!isLong(text)) return `\`${text}\``;
  }
  return `this ${kindName(tree.kind(leaf)).replaceAll("_", " ")}`;
}

/** How a message calls blanks. */
export function nameBlanks(blanks: string): string {
  const count = blanks.length;
  if (!blanks.includes("\t")) return `${count} spaces`;
  if (blanks.includes(" ")) return `a mix of ${count} tabs and spaces`;
  return count === 1 ? "a tab" : `${count} tabs`;
}
