import { nameOf } from "../../layout/mod.ts";
import { remove } from "../../edits.ts";
import { FILE, kind, type Tree, UNPARSABLE } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { flag, type Rule } from "../rule.ts";
import {
  endBefore,
  endsInSlash,
  hasLines,
  isBelow,
  isOutermost,
  isRightBehind,
  lineComment,
  missingAt,
  openEnd,
  putTerminator,
  type StatementEnd,
} from "./terminator_place.ts";

const TERMINATOR = kind("statement_terminator");
const STATEMENT = kind("statement");

/** Whether a statement that parsed in part ends in what did not: nobody can say what goes there. */
function endsBroken(tree: Tree, code: number): boolean {
  const broken = tree.closest(code, UNPARSABLE);
  return broken >= 0 && tree.closest(broken, STATEMENT) >= 0;
}

/** A terminator that is not where it belongs. */
interface Misplaced {
  readonly end: StatementEnd;
  /** Where it is reported. */
  readonly anchor: number;
  /** The leaf that it goes behind, and what is written there. */
  readonly last: number;
  readonly text: string;
  readonly message: string;
}

/**
 * Why a terminator behind a statement is not where it belongs; null where it is. `below` asks for a
 * line of its own behind a statement of several.
 */
function misplaced(tree: Tree, end: StatementEnd, below: boolean): Misplaced | null {
  const { code, gap, terminator } = end;
  const name = nameOf(tree, terminator);
  if (below && hasLines(tree, code)) {
    const comment = lineComment(tree, end);
    const last = comment < 0 ? code : comment;
    if (isBelow(tree, last, terminator)) return null;
    const anchor = comment < 0 ? tree.leafAfter(code) : comment;
    const message = `Write ${name} on a line of its own below its statement.`;
    return { end, anchor, last, text: "\n;", message };
  }
  if (gap.every((leaf) => tree.isMeta(leaf))) return null;
  const message = `Write ${name} right behind its statement.`;
  return { end, anchor: tree.leafAfter(code), last: code, text: ";", message };
}

/** What stands before a terminator that no code is before: blanks and comments, the last first. */
function leadOf(tree: Tree, terminator: number): number[] {
  // What stands before a batch is not in it.
  if (!tree.is(tree.parent(terminator), FILE)) return [];
  const lead: number[] = [];
  let leaf = tree.leafBefore(terminator);
  for (; leaf >= 0; leaf = tree.leafBefore(leaf)) if (!tree.isMeta(leaf)) lead.push(leaf);
  return lead;
}

/**
 * Judges the terminators of one text, in their order. `below` wants that of a statement of several
 * lines on a line of its own.
 */
class Terminators {
  readonly #tree: Tree;
  /**
   * The last terminator that moves. One right behind it follows when the blanks between them go,
   * or, where lines are kept, waits for the next round.
   */
  #moving = -1;

  constructor(readonly context: RuleContext, readonly below: boolean) {
    this.#tree = context.tree;
  }

  check(terminator: number): void {
    const tree = this.#tree;
    const { below } = this;
    if (!below && isRightBehind(tree, terminator)) return;
    // A delimiter of a client may be anything, and stand anywhere.
    if (!tree.hasText(terminator, ";")) return;
    const end = endBefore(tree, terminator);
    if (end === null) return this.#checkLeading(terminator);
    const wrong = misplaced(tree, end, below);
    if (wrong !== null) this.#move(wrong);
  }

  #areBlanks(leaves: readonly number[]): boolean {
    return leaves.every((leaf) => this.#tree.isWhitespace(leaf));
  }

  #move({ end, anchor, last, text, message }: Misplaced): void {
    const tree = this.#tree;
    const { code, gap } = end;
    const follows = code === this.#moving;
    this.#moving = end.terminator;
    const fixes = endsBroken(tree, code)
      ? []
      : !follows
      ? putTerminator(tree, end, last, text)
      : text === ";" && this.#areBlanks(gap)
      ? gap.map(remove)
      : [];
    this.context.report(anchor, fixes, message);
  }

  #checkLeading(terminator: number): void {
    const tree = this.#tree;
    const lead = leadOf(tree, terminator);
    const first = lead.at(-1);
    if (first === undefined) return;
    const message = `Write ${nameOf(tree, terminator)} right behind its statement.`;
    this.context.report(first, this.#areBlanks(lead) ? lead.map(remove) : [], message);
  }

  checkFinal(): void {
    const tree = this.#tree;
    const end = openEnd(tree);
    if (end === null) return;
    const { code } = end;
    const isBelow = this.below && hasLines(tree, code);
    const comment = isBelow ? lineComment(tree, end) : -1;
    // With a semicolon too, a slash would run a plain statement twice.
    const fixes = endsInSlash(tree)
      ? []
      : putTerminator(tree, end, comment < 0 ? code : comment, isBelow ? "\n;" : ";");
    const message = "End the last statement with a semicolon.";
    this.context.report(missingAt(tree, code), fixes, message);
  }
}

export const rule: Rule = {
  code: "CV06",
  name: "convention.terminator",
  groups: ["all", "convention"],
  aliases: ["L052"],
  description: "A semicolon follows its statement at once, or on a new line, as configured.",
  rationale: "A semicolon that floats behind its statement is easily lost or doubled.",
  fixable: true,
  reads: "blanks",
  effects: { move: true, insert: [";"], remove: [";"] },
  options: [
    flag("multiline_newline", false, "Put the semicolon of a long statement on a new line."),
    flag("require_final_semicolon", false, "Want a semicolon behind the last statement too."),
  ],
  bad: "SELECT a FROM foo\n\n;\n",
  good: "SELECT a FROM foo;\n",
  phase: "main",
  visits: [FILE, TERMINATOR],
  message: "The semicolon of this statement is missing, or in the wrong place.",
  run(context) {
    const { tree } = context;
    const required = context.flag("require_final_semicolon");
    const terminators = new Terminators(context, context.flag("multiline_newline"));
    return (node) => {
      if (tree.is(node, FILE)) {
        if (required) terminators.checkFinal();
      } else if (isOutermost(tree, node)) terminators.check(node);
    };
  },
};
