/** The renderings of one text as documents, and the fixing of all of them. */
import { Document } from "./document.ts";
import { fixDocument, type Fixed } from "./fix.ts";
import { undeclared } from "./fixes/check.ts";
import { together } from "./fixes/effects.ts";
import { checker } from "./fixes/switch.ts";
import type { References } from "./noqa.ts";
import type { Layout } from "./layout/mod.ts";
import type { Fixable } from "./report.ts";
import type { Rule } from "./rules/rule.ts";
import type { Settings } from "./settings/mod.ts";
import { fixTemplate, isHalfMade } from "./template_fix/mod.ts";
import {
  render,
  type Rendered,
  type TemplatedText,
  type TemplateFile,
  UntraceableError,
} from "./templating/mod.ts";

/** What it takes to make documents of a text. */
export interface Workshop {
  readonly settings: Settings;
  readonly references: References;
  readonly templates: readonly TemplateFile[];
  readonly layout: () => Layout;
  /** Most bytes that the columns of one rendering may take. */
  readonly memory: number;
}

/**
 * Renders a text with the templater that its settings name, in no more than so many variants.
 * Throws EngineError.
 */
export function renderText(
  sql: string,
  { settings, templates }: Workshop,
  variantLimit = settings.variantLimit,
): Rendered {
  const { templater, templating } = settings;
  const lenient = settings.ignore.includes("templating");
  return render(templater, sql, { config: templating, lenient, variantLimit, templates });
}

/** The document of one of a text's renderings; null when its trace leads nowhere. */
export function makeDocument(
  rendered: TemplatedText,
  variant: number,
  workshop: Workshop,
): Document | null {
  const { settings, references, layout, memory } = workshop;
  const rerender = (text: string) =>
    renderText(text, workshop, variant + 1).variants[variant] ?? null;
  try {
    return new Document(rendered, rerender, settings, references, layout, memory);
  } catch (error) {
    if (error instanceof UntraceableError) return null;
    throw error;
  }
}

/** Lints the other renderings of a text; those that do not parse as far as a tree are left out. */
export function lintVariants(
  rendered: Rendered,
  rules: readonly Rule[],
  workshop: Workshop,
): Fixable[] {
  return rendered.variants.slice(1).flatMap((variant, index) => {
    const document = makeDocument(variant, index + 1, workshop);
    if (document === null || document.parsed.failure !== null) return [];
    return [{ document, findings: document.findings(rules) }];
  });
}

/**
 * Fixes a text: each of its renderings by itself, and then the source with what that asks for in
 * all of them. What does not settle, or would not render or parse as well as before, is made rule by
 * rule instead, with a rendering after each.
 */
export function fixRenderings(
  renderings: readonly Fixable[],
  rules: readonly Rule[],
  workshop: Workshop,
): Fixed {
  const [own] = renderings;
  const { document } = own!;
  const oneByOne = () => fixDocument(document, rules, own!.findings);
  if (document.rendered.isLiteral) return oneByOne();
  const fixed = fixTemplate(renderings, rules, (rendered) => makeDocument(rendered, 0, workshop));
  if (fixed === null) return oneByOne();
  const changed = fixed.text === document.text ? document : document.with(fixed.text);
  return changed === null || changed.broken > document.broken ||
      isUndeclared(document, changed, rules) ||
      isHalfMade(document.rendered, fixed.rendering, changed.rendered)
    ? oneByOne()
    : fixed;
}

/** Whether a text has changed in a way that no rule of those that have run declares. */
function isUndeclared(document: Document, changed: Document, rules: readonly Rule[]): boolean {
  if (changed === document || !checker.isOn) return false;
  const declared = rules.flatMap((rule) => rule.fixable ? [rule.effects] : []);
  return undeclared(document.parsed.tree, changed.parsed.tree, together(declared)) !== null;
}
