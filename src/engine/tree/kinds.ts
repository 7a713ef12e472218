/**
 * Kinds: what a token or a node is, as a small integer.
 *
 * A kind is interned by its name when a module or a grammar that speaks of it is loaded; a
 * configuration only looks names up. What a kind also is (a `naked_identifier` is an `identifier`)
 * belongs to the dialect: see `KindTable`.
 */

declare const kindBrand: unique symbol;

/** An interned kind; 0 is no kind at all. */
export type Kind = number & { readonly [kindBrand]: true };

/** More kinds than all dialects have together; tables by kind may be this long. */
export const MOST_KINDS = 4096;

const ids = new Map<string, Kind>();
const names: string[] = [""];

/** The kind of that name, made on first use. Throws RangeError past `MOST_KINDS` names. */
export function kind(name: string): Kind {
  const known = ids.get(name);
  if (known !== undefined) return known;
  if (names.length === MOST_KINDS) throw new RangeError(`more than ${MOST_KINDS} kinds: ${name}`);
  const id = names.length as Kind;
  ids.set(name, id);
  names.push(name);
  return id;
}

/** The kind of that name if anything has made it. */
export function findKind(name: string): Kind | undefined {
  return ids.get(name);
}

/** The name of a kind, which is SQLFluff's type of segment. */
export function kindName(k: Kind): string {
  return names[k] ?? "";
}

/** How many kinds exist now, counting the empty kind 0. */
export function kindCount(): number {
  return names.length;
}

/** The kinds that every dialect has. */
export const FILE = kind("file");
export const UNPARSABLE = kind("unparsable");
export const UNLEXABLE = kind("unlexable");
export const WHITESPACE = kind("whitespace");
export const NEWLINE = kind("newline");
export const COMMENT = kind("comment");
export const INLINE_COMMENT = kind("inline_comment");
export const BLOCK_COMMENT = kind("block_comment");
export const META = kind("meta");
export const INDENT = kind("indent");
/** An indent that a layout may leave out; `tree.is(n, INDENT)` holds for it too. */
export const IMPLICIT_INDENT = kind("implicit_indent");
export const DEDENT = kind("dedent");
export const END_OF_FILE = kind("end_of_file");
/** What stands between two separators of batches, such as GO. */
export const BATCH = kind("batch");
/** Where a template has something that is not in the rendered text. */
export const PLACEHOLDER = kind("placeholder");
/** Where a template goes back to the start of a loop. */
export const TEMPLATE_LOOP = kind("template_loop");
export const BRACKETED = kind("bracketed");
export const WORD = kind("word");
export const SYMBOL = kind("symbol");
export const KEYWORD = kind("keyword");
