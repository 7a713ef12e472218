/** The renderings of one text as documents, and the fixing of all of them. */
import { Document } from "./document.ts";
import { fixDocument, type Fixed } from "./fixes/fixer.ts";
import type { References } from "./noqa.ts";
import type { Layout } from "./layout/mod.ts";
import type { Fixable } from "./report.ts";
import type { Rule } from "./rules/rule.ts";
import type { Settings } from "./settings/mod.ts";
import {
  type Branches,
  render,
  type Rendered,
  type TemplatedText,
  type TemplateFile,
} from "./templating/mod.ts";

/** What it takes to make documents of a text. */
export interface LintEnvironment {
  readonly settings: Settings;
  readonly references: References;
  readonly templates: readonly TemplateFile[];
  readonly layout: () => Layout;
  /** Most bytes that the columns of one rendering may take. */
  readonly memory: number;
}

/**
 * Renders a text with the templater that its settings name: with its variants, or in one way only.
 * Throws EngineError.
 */
export function renderText(
  sql: string,
  { settings, templates }: LintEnvironment,
  only: { branches: Branches | undefined } | null = null,
): Rendered {
  const { templater, templating } = settings;
  const lenient = settings.ignore.includes("templating");
  const variantLimit = only === null ? settings.variantLimit : 1;
  const options = { config: templating, lenient, variantLimit, templates };
  const branches = only?.branches;
  return render(templater, sql, branches === undefined ? options : { ...options, branches });
}

/** The document of one of a text's renderings. */
export function makeDocument(rendered: TemplatedText, environment: LintEnvironment): Document {
  const { settings, references, layout, memory } = environment;
  const branches = rendered.choice?.branches;
  const rerender = (text: string) =>
    renderText(text, environment, { branches }).variants[0] ?? null;
  return new Document(rendered, rerender, settings, references, layout, memory);
}

/** Lints the other renderings of a text; those that do not parse as far as a tree are left out. */
export function lintVariants(
  rendered: Rendered,
  rules: readonly Rule[],
  environment: LintEnvironment,
): Fixable[] {
  return rendered.variants.slice(1).flatMap((variant) => {
    const document = makeDocument(variant, environment);
    if (document.parsed.failure !== null) return [];
    return [{ document, findings: document.findings(rules) }];
  });
}

/**
 * Fixes a text: its own rendering first, and then, one after another, those of branches that are not
 * taken, in the text that the fixes before have made. What would break a rendering that is done is
 * not made.
 */
export function fixRenderings(renderings: readonly Fixable[], rules: readonly Rule[]): Fixed {
  const [own, ...variants] = renderings;
  let fixed = fixDocument(own!.document, rules, own!.findings);
  const done = [own!.document];
  for (const { document } of variants) {
    if (document.broken > 0 && !document.settings.fixEvenUnparsable) continue;
    const now = document.with(fixed.text);
    if (now === null || now.broken > document.broken) continue;
    const { text, notes } = fixDocument(now, rules, now.findings(rules));
    const breaks = text !== fixed.text && done.some((each) => {
      const after = each.with(text);
      return after === null || after.broken > each.broken;
    });
    const why = "Fixes in a branch that is not taken would break the SQL and were not made.";
    fixed = breaks
      ? { text: fixed.text, notes: [...fixed.notes, why] }
      : { text, notes: [...fixed.notes, ...notes] };
    done.push(document);
  }
  return { text: fixed.text, notes: [...new Set(fixed.notes)] };
}
