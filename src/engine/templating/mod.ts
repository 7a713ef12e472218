/**
 * Templating: from the text that somebody wrote to the SQL that it stands for, and back.
 *
 * A templater renders the source and says where each stretch of the rendering comes from, as two
 * lists (see `slices.ts`): raw slices cover the source, templated slices cover the rendering. A
 * loop shows one raw slice several times, a branch that is not taken shows it never.
 * `TemplatedText` answers all questions of place. Offsets in the two texts are branded types, so
 * that they cannot be mixed up.
 *
 * Templates are untrusted. They see values of our own classes only (`jinja/values.ts`), no file
 * but those submitted with them, and may not take more steps, text or depth than `limits.ts` says.
 */
export { type TemplateProblem, UntraceableError } from "./errors.ts";
export type { TemplateFile } from "./jinja/files.ts";
export { isSourceOnly, type RawSlice, type SliceKind, type TemplatedSlice } from "./slices.ts";
export {
  type SourceOffset,
  type SourceRange,
  type TemplatedOffset,
  TemplatedText,
} from "./templated_text.ts";
export { render, type Rendered, type TemplaterOptions } from "./templater.ts";
