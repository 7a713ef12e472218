import { EngineError } from "../errors.ts";
import { renderJinja } from "./jinja/templater.ts";
import { renderPlaceholders } from "./placeholder.ts";
import { renderPython } from "./python.ts";
import type { Rendered, TemplaterOptions } from "./options.ts";
import { TemplatedText } from "./templated_text.ts";

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
    case "python":
      return renderPython(sql, options);
    default: {
      const message =
        `The native engine does not have templater '${templater}'; engine sqlfluff does.`;
      throw new EngineError("templating_unsupported", message, "core.templater");
    }
  }
}
