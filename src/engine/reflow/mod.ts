/**
 * Layout: spacing, line breaks and indentation, driven by the layout configuration.
 *
 * All operations see the file as a `Sequence`: points (space, newlines, indents) and blocks (code
 * and comments) in turn. Each gives results with fixes and leaves the sequence as it found it,
 * so that every rule of a file shares one. The behaviour is SQLFluff's `utils/reflow`.
 */
export { checkGap } from "./gap.ts";
export { breakLongLines } from "./long_lines.ts";
export { capitalise, describeNode, quoted } from "./names.ts";
export { Sequence } from "./sequence.ts";
