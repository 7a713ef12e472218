import "../../../src/engine/templating/all.ts";
import {
  render,
  type Rendered,
  type TemplaterOptions,
} from "../../../src/engine/templating/mod.ts";

/** Renders a text as Jinja (unless told otherwise) with dbt's stand-ins, as SQLFluff does. */
export function renderJinja(
  sql: string,
  options: Partial<TemplaterOptions> & { context?: Record<string, string> } = {},
): Rendered {
  const { context = {}, ...others } = options;
  return render("jinja", sql, {
    config: { jinja: { apply_dbt_builtins: true, context } },
    lenient: false,
    variantLimit: 1,
    templates: [],
    ...others,
  });
}

/** The text that a template renders to; the first problem's description when it does not. */
export function textOf(sql: string, context: Record<string, string> = {}): string {
  const { variants, problems } = renderJinja(sql, { context });
  return variants[0]?.text ?? problems[0]!.description;
}
