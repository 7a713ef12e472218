/**
 * The text being linted and its coordinates.
 *
 * An offset is a UTF-16 index into the text, as JavaScript strings count. A line and a column are
 * 1-based and a column counts code points, so a rule never does arithmetic on columns: it keeps
 * offsets and asks here at the very end. Lines end at "\n" alone, as SQLFluff counts them.
 */
export { type Position, Source } from "./source.ts";
