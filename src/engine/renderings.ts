/** The renderings of one text as documents, and the fixing of all of them. */
import { Document } from "./document.ts";
import { fixDocument, type Fixed } from "./fixes/fixer.ts";
import type { References } from "./noqa.ts";
import type { Layout } from "./layout/mod.ts";
import type { Fixable } from "./report.ts";
import { Reach } from "./origins/mod.ts";
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
  readonly fixes: boolean;
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

/** The document of one of a text's renderings; `before` is what those before it visit. */
export function makeDocument(
  rendered: TemplatedText,
  environment: LintEnvironment,
  before = Reach.nothing,
): Document {
  const branches = rendered.choice?.branches;
  const rerender = (text: string) =>
    renderText(text, environment, { branches }).variants[0] ?? null;
  const { settings, references, layout, memory, fixes } = environment;
  return new Document(rendered, {
    settings,
    references,
    layout,
    memory,
    fixes,
    rerender,
    before,
  });
}

/** Lints the other renderings of a text; those that do not parse as far as a tree are left out. */
export function lintVariants(
  rendered: Rendered,
  rules: readonly Rule[],
  environment: LintEnvironment,
): Fixable[] {
  const [own, ...variants] = rendered.variants;
  let before = Reach.nothing.with(own!);
  return variants.flatMap((variant) => {
    const document = makeDocument(variant, environment, before);
    if (document.parsed.failure !== null) return [];
    before = before.with(variant);
    return [{ document, findings: document.findings(rules) }];
  });
}

/**
 * Fixes a text: its own rendering first, and then, one after another, what those of branches that
 * are not taken show besides. So no fix of a rendering changes one that is done.
 */
export function fixRenderings(renderings: readonly Fixable[], rules: readonly Rule[]): Fixed {
  const [own, ...variants] = renderings;
  let { text, notes } = fixDocument(own!.document, rules, own!.findings);
  for (const { document } of variants) {
    if (document.broken > 0 && !document.settings.fixEvenUnparsable) continue;
    const now = text === document.text ? document : document.with(text);
    if (now === null || now.broken > document.broken) continue;
    const fixed = fixDocument(now, rules, now.findings(rules));
    text = fixed.text;
    notes = [...notes, ...fixed.notes];
  }
  return { text, notes: [...new Set(notes)] };
}
