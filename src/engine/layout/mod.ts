/**
 * Layout: spacing, line breaks and indentation, as the layout settings ask.
 *
 * Each operation is a function of a tree and its settings, and reports findings whose fixes change
 * only what stands between two elements: code, comments and what a template left.
 */
export { blanksBeside } from "./beside.ts";
export { codePoints, columnOf } from "./columns.ts";
export type { LayoutFinding, TakeFinding } from "./finding.ts";
export { checkKeywordPositions } from "./keyword_position.ts";
export { type LineDepth, lineDepths } from "./line_depths.ts";
export { checkLinePosition, checkSeparatorPosition } from "./line_position.ts";
export { checkLongLines } from "./long_lines.ts";
export { nameOf } from "./words.ts";
export { Layout } from "./settings.ts";
export { checkSpacing } from "./spacing.ts";
export { checkIndentation } from "./indentation.ts";
