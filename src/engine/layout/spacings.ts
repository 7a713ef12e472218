/** Spacings as a configuration writes them, as numbers: every gap of a text is asked for its own. */

/** What stands between two neighbours: nothing, one space, what there is, or blanks that align. */
export const SINGLE = 1;
export const TOUCH = 2;
export const ANY = 3;
export const ALIGN = 4;

/** A spacing as it is configured, such as `touch:inline`. */
export interface Spacing {
  readonly base: typeof SINGLE | typeof TOUCH | typeof ANY | typeof ALIGN;
  /** Whether line breaks go. */
  readonly inline: boolean;
  /** What is aligned, as in `align:alias_expression:select_clause`; "" for all but `ALIGN`. */
  readonly target: string;
}

const BASES: ReadonlyMap<string, Spacing["base"]> = new Map([["touch", TOUCH], ["any", ANY]]);

/** Reads a spacing; a word that is none of these asks for one space, and null is none. */
export function readSpacing(setting: string | undefined): Spacing | null {
  if (!setting) return null;
  if (setting === "inline") return { base: TOUCH, inline: true, target: "" };
  if (setting.startsWith("align")) return { base: ALIGN, inline: false, target: setting };
  const colon = setting.indexOf(":");
  const word = colon < 0 ? setting : setting.slice(0, colon);
  const inline = colon >= 0 && setting.slice(colon + 1) === "inline";
  return { base: BASES.get(word) ?? SINGLE, inline, target: "" };
}

/** What stands between two neighbours of which nothing is said. */
export const ONE_SPACE: Spacing = { base: SINGLE, inline: false, target: "" };

/**
 * Bits of what a kind asks, for gaps that are seen to be right without asking what is strongest: on
 * each side that neighbours may touch, or anything else, and whether line breaks go.
 */
const TIGHT = 1;
const WIDE = 2;
const INLINE = 4;
const AFTER_SHIFT = 3;
const WITHIN_SHIFT = 6;
/** All that is asked in front of a node, behind it, and inside of it. */
export const ASKS_BEFORE = TIGHT | WIDE | INLINE;
export const ASKS_AFTER = ASKS_BEFORE << AFTER_SHIFT;
export const ASKS_WITHIN = ASKS_BEFORE << WITHIN_SHIFT;
/** That neighbours may touch, that line breaks go, and what may speak against touching. */
export const ASKS_TIGHT = TIGHT | (TIGHT << AFTER_SHIFT) | (TIGHT << WITHIN_SHIFT);
export const ASKS_INLINE = INLINE | (INLINE << AFTER_SHIFT) | (INLINE << WITHIN_SHIFT);
export const ASKS_WIDE_BEFORE = WIDE;

function bitsOf(spacing: Spacing | null): number {
  if (spacing === null) return 0;
  const isTight = spacing.base === TOUCH || spacing.base === ANY;
  return (isTight ? TIGHT : WIDE) | (spacing.inline ? INLINE : 0);
}

/** The bits of what a kind asks by its spacings. */
export function askedBy(
  { before, after, within }: Readonly<Record<"before" | "after" | "within", Spacing | null>>,
): number {
  return bitsOf(before) | (bitsOf(after) << AFTER_SHIFT) | (bitsOf(within) << WITHIN_SHIFT);
}
