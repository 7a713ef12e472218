import { type Fix, insertAfter, remove, replace } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import {
  BATCH,
  FILE,
  indexOf,
  isInside,
  kind,
  NEWLINE,
  previousCode,
  type Tree,
} from "../../tree/mod.ts";
import { count, type Rule } from "../rule.ts";

const STATEMENT = kind("statement");
const TERMINATOR = kind("statement_terminator");
const WITH = kind("with_compound_statement");

/** Where empty lines stand, as the options tell places apart. */
type Place = "inside a statement" | "between statements" | "between batches";

/** The place of a line break. What parts the CTEs of a query counts as between statements. */
function placeOf(tree: Tree, newline: number, hasBatches: boolean): Place {
  const parent = tree.parent(newline);
  if (hasBatches && tree.is(parent, FILE)) return "between batches";
  if (tree.is(parent, WITH) || !isInside(tree, newline, [STATEMENT])) return "between statements";
  return "inside a statement";
}

/** The leaf before one, where indents and dedents are not looked at. */
function leafBefore(tree: Tree, leaf: number): number {
  let at = tree.leafBefore(leaf);
  while (at >= 0 && tree.isMeta(at) && tree.mark(at) === null) at = tree.leafBefore(at);
  return at;
}

/** Where empty lines are missing before a statement or its terminator, and how to add them. */
interface Shortage {
  readonly anchor: number;
  readonly fix: Fix;
}

/** Whether nothing but blanks and terminators stands between a node and a statement behind it. */
function leadsOn(tree: Tree, node: number): boolean {
  let next = tree.nextSibling(node);
  while (next >= 0 && (tree.isWhitespace(next) || tree.is(next, TERMINATOR))) {
    next = tree.nextSibling(next);
  }
  return next >= 0 && tree.isCode(next);
}

/** Looks for `least` empty lines between a statement, or a terminator, and what is before it. */
function shortageBefore(tree: Tree, node: number, least: number): Shortage | null {
  const before = previousCode(tree, node);
  const isTerminator = tree.is(node, TERMINATOR);
  // As in SQLFluff, one on a line of its own is judged, too, if the next statement follows it.
  if (isTerminator && !leadsOn(tree, node)) return null;
  const end = tree.firstLeaf(node);
  const breaks: number[] = [];
  let [empty, last] = [0, -1];
  for (let leaf = tree.leafAfter(before); leaf < end; leaf = tree.leafAfter(leaf)) {
    // The lines of a template are the template's.
    if (tree.mark(leaf) !== null || tree.isTemplated(leaf)) return null;
    if (tree.is(leaf, NEWLINE)) {
      if (last >= 0 && tree.is(last, NEWLINE)) empty++;
      breaks.push(leaf);
    }
    if (tree.is(leaf, NEWLINE) || tree.isComment(leaf)) last = leaf;
  }
  const newline = breaks.at(-1);
  if (newline === undefined) {
    // A terminator may follow its statement at once.
    if (isTerminator && tree.is(before, STATEMENT)) return null;
    const blank = tree.leafAfter(before);
    const text = "\n".repeat(least + 1);
    const isBlank = tree.isWhitespace(blank);
    const anchor = tree.lastCode(before);
    return { anchor, fix: isBlank ? replace(blank, text) : insertAfter(anchor, text) };
  }
  // A comment that stands before the statement on its line is a part of it.
  if (empty >= least || last !== newline) return null;
  return { anchor: newline, fix: insertAfter(newline, "\n".repeat(least - empty)) };
}

export const rule: Rule = {
  code: "LT15",
  name: "layout.newlines",
  groups: ["all", "layout"],
  aliases: [],
  description: "There are as many blank lines in a row as the configuration asks for and allows.",
  rationale: "A blank line parts thoughts; many of them only part what belongs together.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [
    count("maximum_empty_lines_between_statements", 2, "Blank lines allowed between statements."),
    count("maximum_empty_lines_inside_statements", 1, "Blank lines allowed inside of a statement."),
    count("maximum_empty_lines_between_batches", 1, "Blank lines allowed between T-SQL batches."),
    count(
      "minimum_empty_lines_between_statements",
      0,
      "Blank lines wanted between statements; no more than the maximum counts.",
    ),
  ],
  bad: "SELECT a\n\n\n\nFROM foo\n",
  good: "SELECT a\n\nFROM foo\n",
  phase: "main",
  visits: [NEWLINE, STATEMENT, TERMINATOR],
  visitsUnder: (options) =>
    options.get("minimum_empty_lines_between_statements") === 0
      ? [NEWLINE]
      : [NEWLINE, STATEMENT, TERMINATOR],
  message: "There are more empty lines here than are allowed in a row.",
  run(context) {
    const { tree } = context;
    const limits: Readonly<Record<Place, number | null>> = {
      "inside a statement": context.number("maximum_empty_lines_inside_statements"),
      "between statements": context.number("maximum_empty_lines_between_statements"),
      "between batches": context.number("maximum_empty_lines_between_batches"),
    };
    const [wanted, most] = [
      context.number("minimum_empty_lines_between_statements") ?? 0,
      limits["between statements"],
    ];
    const least = Math.min(wanted, most ?? wanted);
    // As many empty lines are allowed everywhere.
    const fewest = Object.values(limits).reduce(
      (low: number, each) => Math.min(low, each ?? Infinity),
      Infinity,
    );
    const checkLeast = (node: number) => {
      if (least === 0) return;
      const parent = tree.parent(node);
      if (!tree.is(parent, FILE) && !tree.is(parent, BATCH)) return;
      if (previousCode(tree, node) < 0) return;
      const found = shortageBefore(tree, node, least);
      if (found === null) return;
      const lines = least === 1 ? "an empty line" : `${least} empty lines`;
      context.report(found.anchor, [found.fix], `Leave ${lines} between these statements.`);
    };
    let last = -1;
    let empty = 0;
    return (newline) => {
      if (!tree.is(newline, NEWLINE)) return checkLeast(newline);
      if (tree.isTemplated(newline)) return;
      const before = leafBefore(tree, newline);
      // The first line break behind code ends a line that is not empty.
      empty = before < 0 ? 1 : before === last ? empty + 1 : 0;
      last = newline;
      if (empty <= fewest) return;
      const place = placeOf(tree, newline, indexOf(tree).has(BATCH));
      const most = limits[place];
      if (most === null || empty <= most) return;
      const allowed = most === 0 ? "none" : most === 1 ? "only one" : `only ${most} in a row`;
      const said = `Remove this empty line: ${allowed} may stand ${place}.`;
      context.report(newline, [remove(newline)], said);
    };
  },
};
