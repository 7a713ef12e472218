import { EngineError } from "../errors.ts";
import { Lazy } from "../loading.ts";
import { type NestedConfig, section } from "../settings/values.ts";
import { type Delimiters, delimitersOf, opensTemplate } from "./jinja/delimiters.ts";
import { renderPlaceholders } from "./placeholder.ts";
import type { Rendered, TemplaterOptions } from "./options.ts";
import { TemplatedText } from "./templated_text.ts";

const jinja = new Lazy("templater jinja", () => import("./jinja/templater.ts"));
const python = new Lazy("templater python", () => import("./python.ts"));

/** Loads the templaters, which texts without a template do without. */
export async function loadTemplaters(): Promise<void> {
  await Promise.all([jinja.load(), python.load()]);
}

/** By a configuration, which the files of one job share, the signs that open a template. */
const known = new WeakMap<NestedConfig, Delimiters>();

function delimitersIn(config: NestedConfig): Delimiters {
  let delimiters = known.get(config);
  if (delimiters === undefined) {
    known.set(config, delimiters = delimitersOf(section(config, "jinja")));
  }
  return delimiters;
}

/** The rendering of a text that is no template. */
function asItIs(sql: string): Rendered {
  return { variants: [TemplatedText.literal(sql)], problems: [], untraceable: null };
}

/**
 * Renders a text with the templater of that name. Throws EngineError: `templating_unsupported`
 * for a templater that this engine does not have, `invalid_config` for settings that it cannot
 * use, `memory_limit` for a template that takes too much; NotLoaded.
 */
export function render(templater: string, sql: string, options: TemplaterOptions): Rendered {
  switch (templater) {
    case "raw":
      return asItIs(sql);
    case "jinja": {
      // A text without a tag is its own rendering.
      return opensTemplate(sql, delimitersIn(options.config))
        ? jinja.part.renderJinja(sql, options)
        : asItIs(sql);
    }
    case "placeholder":
      return { variants: [renderPlaceholders(sql, options)], problems: [], untraceable: null };
    case "python":
      return python.part.renderPython(sql, options);
    default: {
      const message =
        `The native engine does not have templater '${templater}'; engine sqlfluff does.`;
      throw new EngineError("templating_unsupported", message, "core.templater");
    }
  }
}
