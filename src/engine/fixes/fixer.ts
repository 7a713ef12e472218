/** Fixing: rules take turns on the text until none of them changes it any more. */
import type { Document } from "../document.ts";
import { applyFixes, type Fix } from "../edits.ts";
import { byStatement, changedStatements, outside, statementLine, topOf } from "./by_statement.ts";
import { undeclared } from "./check.ts";
import { checker } from "./switch.ts";
import type { Finding } from "../rules/findings.ts";
import { type Change, mayNotice } from "../rules/reads.ts";
import type { Rule } from "../rules/rule.ts";
import { lookingTogether } from "./together.ts";
import { applyEdits } from "../origins/mod.ts";
import { type Tree, WHITESPACE } from "../tree/mod.ts";

/** A text after fixing. */
export interface Fixed {
  text: string;
  /** Fixes that were not made, and why, in words. */
  notes: string[];
}

/** The last phase has this many rounds. */
const POST_ROUNDS = 2;

/** Whether a fix leaves the tree as it is: other space on a line or in a tag, or other letter case. */
function keepsTree(tree: Tree, { action, anchor, text, source }: Fix): boolean {
  if (source !== undefined) return true;
  if (action !== "replace") return false;
  if (tree.is(anchor, WHITESPACE)) return /^[ \t]+$/.test(text);
  return tree.upper(anchor) === text.toUpperCase();
}

/** Whether a fix writes a word in another case: of the same length, and of ASCII letters alone. */
function recases(tree: Tree, { action, anchor, text, source }: Fix): boolean {
  if (source !== undefined || action !== "replace" || !tree.isLeaf(anchor)) return false;
  return /^\w+$/.test(text) && tree.text(anchor).toUpperCase() === text.toUpperCase();
}

/**
 * The fixes that can be made with parts of the text unparsable. A segment that holds such a part
 * cannot be checked after a change among its children, so it is left alone with all inside of it.
 */
function checkable(tree: Tree, fixes: readonly Fix[]): readonly Fix[] {
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
function asRuleList(rule: Rule): readonly Rule[] {
  let list = singles.get(rule);
  if (list === undefined) singles.set(rule, list = [rule]);
  return list;
}

/** So many of the choices from one list of rules are kept as lists. */
const MOST_CHOICES = 64;
const choices = new WeakMap<readonly Rule[], Map<string, readonly Rule[]>>();

/** The same list each time for the same choice from a list of rules. */
function listOf(rules: readonly Rule[], chosen: readonly Rule[]): readonly Rule[] {
  if (chosen.length === rules.length) return rules;
  if (chosen.length === 1) return asRuleList(chosen[0]!);
  let known = choices.get(rules);
  if (known === undefined) choices.set(rules, known = new Map());
  const key = chosen.map(({ code }) => code).join();
  let list = known.get(key);
  if (list !== undefined) return list;
  if (known.size >= MOST_CHOICES) choices.set(rules, known = new Map());
  known.set(key, list = chosen);
  return list;
}

const fixableRules = new WeakMap<readonly Rule[], readonly Rule[]>();

/** Those of the rules that fix, the same list for the same list. */
function fixableOf(rules: readonly Rule[]): readonly Rule[] {
  let list = fixableRules.get(rules);
  if (list === undefined) fixableRules.set(rules, list = rules.filter((rule) => rule.fixable));
  return list;
}

/** Tries for one rule and round before the rest of its fixes is left. */
const MOST_TRIES = 64;
/** How often fixing begins again without the statements that did not settle. */
const MOST_RESTARTS = 4;

/** What came of trying some fixes: the text after them, or why they are not made; null: no change. */
type Outcome = { document: Document; change: Change } | { why: string } | null;

/** Whether nothing but a text's own code, words and blanks decides what is found in it. */
function isPlain({ rendered, noqa }: Document): boolean {
  return rendered.isLiteral && noqa.isEmpty;
}

/** Takes a document through the rules, keeping what it has looked like. */
class Fixer {
  document: Document;
  readonly notes = new Set<string>();
  readonly #seen: Set<string>;
  /** By rule, the texts of statements in which its fixes are not made. */
  readonly #refused = new Map<Rule, Set<string>>();
  /** By rule, the document that it was tried on last without a change. */
  readonly #tried = new Map<Rule, Document>();
  /** Rules that had nothing to fix, and that no change since has given anything to find. */
  readonly #idle = new Set<Rule>();
  /** By rule, what it has found to fix in the text as it is. */
  #found = new Map<Rule, Finding[]>();
  /** Rules that had something to fix when they looked last. */
  readonly #busy = new Set<Rule>();
  /** The statements that the last round has changed where it was one too many; null: not known. */
  unsettled: number[] | null = null;

  /** Statements whose number is in `frozen` stay as they are. */
  constructor(document: Document, readonly frozen: ReadonlySet<number>) {
    this.document = document;
    this.#seen = new Set([document.text]);
  }

  /** Makes a rule's fixes, or those of the statements where they can be made; true on a change. */
  apply(rule: Rule, findings: readonly Finding[]): boolean {
    const { tree } = this.document.parsed;
    const all = checkable(tree, findings.flatMap((finding) => finding.fixes));
    const refused = this.#refused.get(rule);
    const open = outside(tree, all, this.frozen);
    const fixes = refused === undefined
      ? open
      : byStatement(tree, open).filter((each) => !refused.has(this.#textAround(each))).flat();
    if (fixes.length === 0) return false;
    let outcome = this.#try(rule, fixes);
    if (outcome !== null && "why" in outcome) {
      const sound = this.#sound(rule, byStatement(tree, fixes), outcome.why, { left: MOST_TRIES });
      outcome = sound.length === 0 ? null : this.#try(rule, sound);
    }
    if (outcome === null || "why" in outcome) return false;
    this.#seen.add(outcome.document.text);
    this.document = outcome.document;
    this.#found = new Map();
    this.#wake(outcome.change);
    return true;
  }

  /** Has those rules look again that a change may have given something to find. */
  #wake(change: Change): void {
    if (!isPlain(this.document)) this.#idle.clear();
    for (const rule of this.#idle) {
      if (!rule.fixable || mayNotice(rule.reads, change)) this.#idle.delete(rule);
    }
  }

  /** Whether a rule could make anything of the text as it is. */
  #isAwake(rule: Rule): boolean {
    return !this.#idle.has(rule) && this.#tried.get(rule) !== this.document;
  }

  /** The text of the statement that some fixes stand in. */
  #textAround([first]: readonly Fix[]): string {
    const { tree } = this.document.parsed;
    return tree.text(topOf(tree, first!.anchor));
  }

  /** What some fixes of a rule would make of the document. */
  #try(rule: Rule, fixes: readonly Fix[]): Outcome {
    const { document } = this;
    const { rendered, parsed: { tree } } = document;
    const rewritten = rendered.isLiteral ? applyFixes(tree, fixes) : applyEdits(
      rendered.source,
      fixes.flatMap((fix) => document.edits.editOf(fix, rule.templateSafeFixes === true) ?? []),
    );
    if (rewritten === null) return { why: "contradict each other" };
    const { text, edits } = rewritten;
    if (text === document.text) return null;
    if (this.#seen.has(text)) {
      const goesBack = tree.unparsable.length > 0 && comesFirst(text, document.text);
      const earlier = goesBack ? document.with(text) : null;
      if (earlier === null) return { why: "would bring back an earlier text" };
      return { document: earlier, change: "code" };
    }
    const isRecased = rendered.isLiteral && fixes.every((fix) => recases(tree, fix));
    const changed = isRecased ? document.recased(text) : document.with(text, edits);
    if (changed === null || changed.broken > document.broken) {
      return { why: "would break the SQL" };
    }
    // Words in another case are the same tokens, which a rule may declare; blanks are none.
    const isHarmless = isRecased
      ? rule.fixable && rule.effects.recase === true
      : changed.parsed.respaced;
    const effect = checker.isOn && rule.fixable && !isHarmless
      ? undeclared(tree, changed.parsed.tree, rule.effects)
      : null;
    if (effect !== null) return { why: `would ${effect}` };
    const change = isRecased ? "case" : changed.parsed.respaced ? "blanks" : "code";
    return { document: changed, change };
  }

  /** The fixes of those statements, by halves, for which they can be made; the others are noted. */
  #sound(
    rule: Rule,
    statements: readonly (readonly Fix[])[],
    why: string,
    tries: { left: number },
  ): Fix[] {
    const [first, ...more] = statements;
    if (more.length === 0 || tries.left <= 0) {
      const line = statementLine(this.document, first![0]!.anchor);
      const where = more.length === 0 ? `line ${line}` : `line ${line} and below`;
      this.notes.add(`Fixes of ${rule.code} in ${where} ${why} and were not made.`);
      const refused = this.#refused.get(rule) ?? new Set();
      this.#refused.set(rule, refused);
      for (const each of statements) refused.add(this.#textAround(each));
      return [];
    }
    const middle = statements.length >> 1;
    return [statements.slice(0, middle), statements.slice(middle)].flatMap((part) => {
      tries.left--;
      const fixes = part.flat();
      const outcome = this.#try(rule, fixes);
      const failed = outcome !== null && "why" in outcome;
      return failed ? this.#sound(rule, part, outcome.why, tries) : fixes;
    });
  }

  /** Notes what rules have found in the text as it is: of those without fixes that they are idle. */
  #note(rules: readonly Rule[], findings: readonly Finding[]): void {
    for (const rule of rules) this.#idle.add(rule);
    const found = new Map<Rule, Finding[]>();
    for (const finding of findings) {
      const those = found.get(finding.rule);
      if (those === undefined) found.set(finding.rule, [finding]);
      else those.push(finding);
      if (finding.fixes.length > 0) this.#idle.delete(finding.rule);
    }
    for (const rule of rules) {
      const isBusy = !this.#idle.has(rule);
      if (isBusy) this.#busy.add(rule);
      else this.#busy.delete(rule);
      const those = found.get(rule);
      if (isBusy && those !== undefined) this.#found.set(rule, those);
    }
  }

  /** Has rules look at the text as it is. */
  #look(all: readonly Rule[], chosen: readonly Rule[]): void {
    if (chosen.length > 0) this.#note(chosen, this.document.findings(listOf(all, chosen)));
  }

  /**
   * One turn of each rule; true when any of them changed the text. A rule that has made nothing of
   * this very text makes nothing of it again.
   */
  round(rules: readonly Rule[]): boolean {
    let changed = false;
    const isAwake = (rule: Rule) => this.#isAwake(rule) && !this.#found.has(rule);
    const hasFixes = (rule: Rule) => this.#busy.has(rule);
    for (let place = 0; place < rules.length; place++) {
      const rule = rules[place]!;
      if (isAwake(rule)) {
        const plain = isPlain(this.document);
        this.#look(rules, lookingTogether(rules, place, isAwake, hasFixes, plain));
      }
      const findings = this.#isAwake(rule) ? this.#found.get(rule) : undefined;
      if (findings === undefined) continue;
      if (this.apply(rule, findings)) changed = true;
      else this.#tried.set(rule, this.document);
    }
    return changed;
  }

  /** Rounds until the text stays as it is; false when it does not within the limit. */
  settle(rules: readonly Rule[], limit: number, known?: readonly Finding[]): boolean {
    let before = this.document;
    for (let round = 0; round < limit; round++) {
      before = this.document;
      // Most texts are done after a round: all rules that are awake look once more together.
      if (round === 0 && known !== undefined) this.#note(rules, known);
      else this.#look(rules, rules.filter((rule) => this.#isAwake(rule)));
      if (!this.round(rules)) return true;
    }
    this.unsettled = changedStatements(before.parsed.tree, this.document.parsed.tree);
    return false;
  }
}

/**
 * Fixes a document in two phases: first all rules take turns until the text stays as it is, then
 * the `post` rules. A statement that does not settle within the runaway limit is left as it came,
 * and so is one that a fix would break, or change beyond what its rule declares. `findings` are
 * those of all the rules on the document as it came.
 */
export function fixDocument(
  document: Document,
  rules: readonly Rule[],
  findings: readonly Finding[],
): Fixed {
  const fixable = fixableOf(rules);
  const known = findings.filter(({ rule }) => rule.fixable);
  const { runawayLimit } = document.settings;
  const late = fixable.filter((rule) => rule.phase === "post");
  const frozen = new Set<number>();
  const why = `did not settle within ${runawayLimit} rounds and were not made.`;
  for (let restart = 0; restart <= MOST_RESTARTS; restart++) {
    const fixer = new Fixer(document, frozen);
    if (fixer.settle(fixable, runawayLimit, known) && fixer.settle(late, POST_ROUNDS)) {
      const lines = [...frozen].map((each) => statementLine(document, each, "number"));
      const left = lines.map((line) => `The fixes of the statement in line ${line} ${why}`);
      return { text: fixer.document.text, notes: [...fixer.notes, ...left] };
    }
    if (fixer.unsettled === null || fixer.unsettled.length === 0) break;
    for (const each of fixer.unsettled) frozen.add(each);
  }
  return { text: document.text, notes: [`The fixes ${why}`] };
}
