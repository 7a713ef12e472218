/**
 * Templating: from the text that somebody wrote to the SQL that it stands for, and back.
 *
 * A templater renders the source and says where each stretch of the rendering comes from, as two
 * lists (see `slices.ts`): pieces cover the source, slices cover the rendering. A loop shows one
 * piece several times, a branch that is not taken shows it never. What follows from them for places,
 * marks and fixes is in `origins`.
 *
 * Templates are untrusted. They see values of our own classes only (`jinja/values.ts`), no file
 * but those submitted with them, and may not take more steps, text or depth than `limits.ts` says.
 */
export { type TemplateProblem, UntraceableError } from "./errors.ts";
export type { TemplateFile } from "./jinja/files.ts";
export type { Piece, Slice, SliceKind } from "./slices.ts";
export { type Branches, type Choice, TemplatedText } from "./templated_text.ts";
export type { Rendered, TemplaterOptions } from "./options.ts";
export { render } from "./templater.ts";
