/** Fixing: rules take turns on the text until none of them changes it any more. */
import type { Document } from "../document.ts";
import { applyFixes, type Fix } from "../edits.ts";
import { byStatement, changedStatements, outside, statementLine, topOf } from "./by_statement.ts";
import { undeclared } from "./check.ts";
import { checker } from "./switch.ts";
import type { Finding } from "../rules/findings.ts";
import type { Change } from "../rules/reads.ts";
import type { Rule } from "../rules/rule.ts";
import { type FixingRules, fixingRules, Standings } from "./standings.ts";
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
  readonly notes = new Set<string>();
  /** The texts so far. There are few, and most of them differ in length. */
  readonly #seen: string[];
  readonly #standings: Standings;
  /** By rule, the texts of statements in which its fixes are not made. */
  readonly #refused = new Map<Rule, Set<string>>();
  /** The statements that the last round has changed where it was one too many; null: not known. */
  unsettled: number[] | null = null;

  /** Statements whose number is in `frozen` stay as they are. */
  constructor(
    document: Document,
    readonly fixing: FixingRules,
    readonly frozen: ReadonlySet<number>,
  ) {
    this.#seen = [document.text];
    this.#standings = new Standings(fixing, document);
  }

  get document(): Document {
    return this.#standings.document;
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
    const { document, change } = outcome;
    this.#seen.push(document.text);
    this.#standings.goOn(document, change, isPlain(document));
    return true;
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
    if (this.#seen.includes(text)) {
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
    const isLiteral = rendered.isLiteral && changed.rendered.isLiteral;
    // Words in another case are the same tokens, which a rule may declare; blanks are none.
    const isHarmless = isRecased
      ? rule.fixable && rule.effects.recase === true
      : changed.parsed.respaced;
    const effect = checker.isOn && rule.fixable && !isHarmless
      ? undeclared(tree, changed.parsed.tree, rule.effects, isLiteral ? edits : [])
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

  /** Has rules look at the text as it is. */
  #look(places: readonly number[]): void {
    if (places.length === 0) return;
    this.#standings.note(places, this.document.findings(this.fixing.listOf(places)));
  }

  /**
   * One turn of each rule; true when any of them changed the text. A rule that has made nothing of
   * this very text makes nothing of it again.
   */
  #round(turns: readonly number[]): boolean {
    const standings = this.#standings;
    let changed = false;
    for (let turn = 0; turn < turns.length; turn++) {
      const place = turns[turn]!;
      if (standings.isAwake(place)) {
        this.#look(lookingTogether(standings, turns, turn, isPlain(this.document)));
      }
      const findings = standings.found(place);
      if (findings === null) continue;
      if (this.apply(this.fixing.rules[place]!, findings)) changed = true;
      else standings.failed(place);
    }
    return changed;
  }

  /** Rounds until the text stays as it is; false when it does not within the limit. */
  settle(turns: readonly number[], limit: number, known?: readonly Finding[]): boolean {
    let before = this.document;
    for (let round = 0; round < limit; round++) {
      before = this.document;
      // Most texts are done after a round: all rules that are awake look once more together.
      if (round === 0 && known !== undefined) this.#standings.note(turns, known);
      else this.#look(turns.filter((place) => this.#standings.isAwake(place)));
      if (!this.#round(turns)) return true;
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
  const fixing = fixingRules(rules);
  const { runawayLimit } = document.settings;
  const frozen = new Set<number>();
  const why = `did not settle within ${runawayLimit} rounds and were not made.`;
  for (let restart = 0; restart <= MOST_RESTARTS; restart++) {
    const fixer = new Fixer(document, fixing, frozen);
    if (
      fixer.settle(fixing.all, runawayLimit, findings) && fixer.settle(fixing.late, POST_ROUNDS)
    ) {
      const lines = [...frozen].map((each) => statementLine(document, each, "number"));
      const left = lines.map((line) => `The fixes of the statement in line ${line} ${why}`);
      return { text: fixer.document.text, notes: [...fixer.notes, ...left] };
    }
    if (fixer.unsettled === null || fixer.unsettled.length === 0) break;
    for (const each of fixer.unsettled) frozen.add(each);
  }
  return { text: document.text, notes: [`The fixes ${why}`] };
}
