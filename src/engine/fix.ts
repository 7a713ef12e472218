/** Fixing: rules take turns on the text until none of them changes it any more. */
import type { Document } from "./document.ts";
import { applyFixes, type Fix } from "./edits.ts";
import { lostBetween } from "./fixes/kept.ts";
import type { Finding } from "./rules/context.ts";
import type { Rule } from "./rules/rule.ts";
import { applyToSource } from "./template_fix/in_source.ts";
import { type Tree, WHITESPACE } from "./tree/mod.ts";

/** A text after fixing. */
export interface Fixed {
  text: string;
  /** Fixes that were not made, and why, in words. */
  notes: string[];
}

/** The last phase has this many rounds. */
export const POST_ROUNDS = 2;

/** Whether a fix leaves the tree as it is: other space on a line, or other letter case. */
function keepsTree(tree: Tree, { action, anchor, text }: Fix): boolean {
  if (action !== "replace") return false;
  if (tree.is(anchor, WHITESPACE)) return /^[ \t]+$/.test(text);
  return tree.upper(anchor) === text.toUpperCase();
}

/** Whether a fix takes out code or a comment, or a line break, behind which code may be pulled into one. */
function mayLose(tree: Tree, fix: Fix): boolean {
  const { action, anchor, text } = fix;
  if (action === "before" || action === "after" || keepsTree(tree, fix)) return false;
  if (!tree.isLeaf(anchor) || !tree.isWhitespace(anchor)) return true;
  return tree.text(anchor).includes("\n") && !text.includes("\n");
}

/**
 * The fixes that can be made with parts of the text unparsable. A segment that holds such a part
 * cannot be checked after a change among its children, so it is left alone with all inside of it.
 */
export function checkable(tree: Tree, fixes: readonly Fix[]): readonly Fix[] {
  if (tree.unparsable.length === 0) return fixes;
  const holds = (node: number) =>
    tree.unparsable.some((broken) => broken > node && broken < tree.end(node));
  const closed = fixes.filter((fix) => !keepsTree(tree, fix))
    .map((fix) => tree.parent(fix.anchor)).filter((parent) => parent >= 0 && holds(parent));
  return fixes.filter(({ anchor }) =>
    !closed.some((node) => anchor > node && anchor < tree.end(node))
  );
}

/**
 * Where two rules undo each other beside unparsable parts, the text that is kept must not depend
 * on the one that fixing began with: fixing it again would end at the other.
 */
function comesFirst(a: string, b: string): boolean {
  return a.length !== b.length ? a.length < b.length : a < b;
}

const singles = new WeakMap<Rule, readonly Rule[]>();

/** A rule as a list, the same one each time, since what is known of a list is kept with it. */
export function alone(rule: Rule): readonly Rule[] {
  let list = singles.get(rule);
  if (list === undefined) singles.set(rule, list = [rule]);
  return list;
}

/** Takes a document through the rules, keeping what it has looked like. */
class Fixer {
  document: Document;
  readonly notes = new Set<string>();
  readonly #seen: Set<string>;

  constructor(document: Document) {
    this.document = document;
    this.#seen = new Set([document.text]);
  }

  /** Makes a rule's fixes; true when that changed the text. */
  apply(rule: Rule, findings: readonly Finding[]): boolean {
    const { document } = this;
    const fixes = checkable(
      document.parsed.tree,
      findings.flatMap((finding) => finding.fixes),
    );
    if (fixes.length === 0) return false;
    const { rendered, parsed: { tree } } = document;
    const text = rendered.isLiteral
      ? applyFixes(tree, fixes)
      : applyToSource(tree, rendered, fixes);
    if (text === null) {
      this.notes.add(`Fixes of ${rule.code} contradict each other and were not made.`);
      return false;
    }
    if (text === document.text) return false;
    if (this.#seen.has(text)) {
      if (tree.unparsable.length > 0 && comesFirst(text, document.text)) return this.goBack(text);
      this.notes.add(`Fixes of ${rule.code} would bring back an earlier text and were not made.`);
      return false;
    }
    const changed = document.with(text);
    if (changed === null || changed.broken > document.broken) {
      this.notes.add(`Fixes of ${rule.code} would break the SQL and were not made.`);
      return false;
    }
    const lost = fixes.some((fix) => mayLose(tree, fix))
      ? lostBetween(tree, changed.parsed.tree)
      : null;
    if (lost !== null) {
      this.notes.add(`Fixes of ${rule.code} would lose ${JSON.stringify(lost)} and were not made.`);
      return false;
    }
    this.#seen.add(text);
    this.document = changed;
    return true;
  }

  /** Takes an earlier text of this document up again. */
  private goBack(text: string): boolean {
    const earlier = this.document.with(text);
    if (earlier === null) return false;
    this.document = earlier;
    return true;
  }

  /** One turn of each rule; true when any of them changed the text. */
  round(rules: readonly Rule[], known: ReadonlyMap<Rule, Finding[]> | null = null): boolean {
    let changed = false;
    for (const rule of rules) {
      const findings = (changed ? undefined : known?.get(rule)) ??
        this.document.findings(alone(rule));
      if (this.apply(rule, findings)) changed = true;
    }
    return changed;
  }

  /** Rounds until the text stays as it is; false when it does not within the limit. */
  settle(rules: readonly Rule[], limit: number, known: Map<Rule, Finding[]> | null): boolean {
    for (let round = 0; round < limit; round++) {
      if (!this.round(rules, round === 0 ? known : null)) return true;
    }
    return false;
  }
}

/**
 * Fixes a document with SQLFluff's two phases: first all rules take turns until the text stays as
 * it is, then the `post` rules. A text that does not settle within the runaway limit is left as it
 * came. A fix that would make more of the text unparsable is dropped. `findings` are those of all
 * the rules on the document as it came.
 */
export function fixDocument(
  document: Document,
  rules: readonly Rule[],
  findings: readonly Finding[],
): Fixed {
  const fixable = rules.filter((rule) => rule.fixable);
  const known = new Map<Rule, Finding[]>(fixable.map((rule) => [rule, []]));
  for (const finding of findings) known.get(finding.rule)?.push(finding);
  const fixer = new Fixer(document);
  const { runawayLimit } = document.settings;
  const settled = fixer.settle(fixable, runawayLimit, known) &&
    fixer.settle(fixable.filter((rule) => rule.phase === "post"), POST_ROUNDS, null);
  const notes = [...fixer.notes];
  if (settled) return { text: fixer.document.text, notes };
  notes.push(`The fixes did not settle within ${runawayLimit} rounds and were not made.`);
  return { text: document.text, notes };
}
