/**
 * Origins: where the tokens of a rendering come from in its source, and what fixes of the rendering
 * are there.
 *
 * A rendering brings its _slices_ along: each names the piece of the source that was at work and the
 * stretch of the rendering that it put out, in the order of the rendering. Slices without width are
 * tags, comments, empty expressions and white space that a tag has stripped.
 *
 * - **Places** (`places.ts`): what comes from a literal slice has its exact place in the source, what
 *   an expression put out the whole of its tag. A token of several slices goes from the place of the
 *   first to that of the last one.
 * - **Marks** (`attach.ts`): slices without width become tokens without width, in front of the token
 *   that they fall into; only white space is divided. Blocks are indented by marks of their own, a
 *   loop that goes back is a mark, and so is the source that a tag jumps over.
 * - **Edits** (`edits.ts`): a fix is made in the source or refused; the fixes of a finding all or none.
 *   What rounds of a loop ask for alike is one edit, of what they ask for differently the first round
 *   has its way (`apply.ts`). A rendering of other branches changes only what no rendering before it
 *   visits (`reach.ts`).
 */
export { attachOrigins, type BlockIndents } from "./attach.ts";
export { applyEdits, withoutClashes } from "./apply.ts";
export { EditMaker, type SourceEdit } from "./edits.ts";
export { sourceOfPoint } from "./places.ts";
export { Reach } from "./reach.ts";
