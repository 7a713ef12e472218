/** What must hold of the fixes of a template, whatever it is. */
import { undeclared } from "../../src/engine/fixes/check.ts";
import { lint } from "../../src/engine/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { together } from "../../src/engine/rules/effects.ts";
import { RULES } from "../../src/engine/rules/list.ts";
import { render, type TemplatedText } from "../../src/engine/templating/mod.ts";
import { TEMPLATE_CONFIG } from "./template_generator.ts";

const DECLARED = together(RULES.flatMap((rule) => rule.fixable ? [rule.effects] : []));

/** A template's own rendering; null where it has none. */
function rendered(sql: string): TemplatedText | null {
  const { jinja } = TEMPLATE_CONFIG.templater;
  const config = { jinja: { ...jinja, apply_dbt_builtins: true } };
  const options = { config, lenient: false, variantLimit: 1, templates: [] };
  return render("jinja", sql, options).variants[0] ?? null;
}

/** The tags, expressions and comments of a template, without their blanks. */
function tagsOf({ pieces, source }: TemplatedText): string {
  return pieces.filter(({ kind }) => kind !== "literal")
    .map(({ start, end }) => source.slice(start, end).replace(/\s+/g, "")).join("\n");
}

/** How fixes of a template are compared. */
export interface TemplateCheck {
  /** Whether a second run has to leave the text alone. */
  readonly settles: boolean;
  /** Whether everything is to be fixed: beside what does not parse, and in what templates render. */
  readonly anyway: boolean;
}

/**
 * What the fixes of a template do that none may: make it render or parse worse, change a tag but for
 * its blanks, or do to code what no rule declares. Null where they do nothing of that.
 */
export function templateFault(sql: string, { settles, anyway }: TemplateCheck): string | null {
  const config = {
    ...TEMPLATE_CONFIG,
    core: { fix_even_unparsable: anyway, ignore_templated_areas: !anyway },
  };
  const fix = (text: string) => lint({ sql: text, dialect: "ansi", config, fix: true }).fixed;
  const fixed = fix(sql);
  if (fixed === null || fixed === sql) return null;
  const [before, after] = [rendered(sql), rendered(fixed)];
  if (before === null || after === null) return "it does not render any more";
  if (tagsOf(before) !== tagsOf(after)) return "a tag has changed";
  const [was, is] = [before, after].map(({ text }) => parse(text, "ansi").tree);
  if (is!.unparsable.length > was!.unparsable.length) return "less of it parses";
  const undone = undeclared(was!, is!, DECLARED);
  if (undone !== null) return `fixes ${undone}`;
  return settles && fix(fixed) !== fixed ? "fixing twice differs" : null;
}
