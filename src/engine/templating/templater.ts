import { EngineError } from "../errors.ts";
import type { NestedConfig } from "../settings/values.ts";
import type { TemplateProblem } from "./errors.ts";
import type { TemplateFile } from "./jinja/files.ts";
import { renderJinja } from "./jinja/templater.ts";
import { renderPlaceholders } from "./placeholder.ts";
import { type Branches, TemplatedText } from "./templated_text.ts";

/** What a templater is told. */
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

/**
 * Renders a text with the templater of that name. Throws EngineError: `templating_unsupported`
 * for a templater that this engine does not have, `invalid_config` for settings that it cannot
 * use, `memory_limit` for a template that takes too much.
 */
export function render(templater: string, sql: string, options: TemplaterOptions): Rendered {
  switch (templater) {
    case "raw":
      return { variants: [TemplatedText.literal(sql)], problems: [], untraceable: null };
    case "jinja":
      return renderJinja(sql, options);
    case "placeholder":
      return { variants: [renderPlaceholders(sql, options)], problems: [], untraceable: null };
    default: {
      const message =
        `The native engine does not have templater '${templater}'; engine sqlfluff does.`;
      throw new EngineError("templating_unsupported", message, "core.templater");
    }
  }
}
