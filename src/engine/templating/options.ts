/** What templaters take and give. */
import type { NestedConfig } from "../settings/values.ts";
import type { TemplateProblem } from "./errors.ts";
import type { TemplateFile } from "./jinja/files.ts";
import type { Branches, TemplatedText } from "./templated_text.ts";

/** What a templater is to do. */
export interface TemplaterOptions {
  /** The `templater` section of the configuration. */
  readonly config: NestedConfig;
  /** Whether problems of templates are ignored. */
  readonly lenient: boolean;
  /** Most renderings of one text, its own included. */
  readonly variantLimit: number;
  /** The branches of the only rendering that is wanted; all renderings if that is missing. */
  readonly branches?: Branches;
  /** Files that templates may include, import or take macros from. */
  readonly templates: readonly TemplateFile[];
}

/** A text rendered. */
export interface Rendered {
  /** The text's own rendering first, then those that reach other code; none when it failed. */
  readonly variants: readonly TemplatedText[];
  readonly problems: readonly TemplateProblem[];
  /** Why the text is passed over without a violation, when it is. */
  readonly untraceable: string | null;
}
