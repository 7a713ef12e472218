import { remove } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import { FILE, indexOf, isInside, kind, NEWLINE, type Tree } from "../../tree/mod.ts";
import { count, type Rule } from "../rule.ts";

const STATEMENT = [kind("statement")];
const WITH = kind("with_compound_statement");
const BATCH = kind("batch");

/** Where empty lines stand, as the options tell places apart. */
type Place = "inside a statement" | "between statements" | "between batches";

/** The place of a line break. What parts the CTEs of a query counts as between statements. */
function placeOf(tree: Tree, newline: number, hasBatches: boolean): Place {
  const parent = tree.parent(newline);
  if (hasBatches && tree.is(parent, FILE)) return "between batches";
  if (tree.is(parent, WITH) || !isInside(tree, newline, STATEMENT)) return "between statements";
  return "inside a statement";
}

/** The leaf before one, where indents and dedents are not looked at. */
function leafBefore(tree: Tree, leaf: number): number {
  let at = tree.leafBefore(leaf);
  while (at >= 0 && tree.isMeta(at) && tree.mark(at) === null) at = tree.leafBefore(at);
  return at;
}

export const rule: Rule = {
  code: "LT15",
  name: "layout.newlines",
  groups: ["all", "layout"],
  aliases: [],
  description: "There are no more blank lines in a row than the configuration allows.",
  rationale: "A blank line parts thoughts; many of them only part what belongs together.",
  fixable: true,
  effects: RESPACES,
  options: [
    count("maximum_empty_lines_between_statements", 2, "Blank lines allowed between statements."),
    count("maximum_empty_lines_inside_statements", 1, "Blank lines allowed inside of a statement."),
    count("maximum_empty_lines_between_batches", 1, "Blank lines allowed between T-SQL batches."),
  ],
  bad: "SELECT a\n\n\n\nFROM foo\n",
  good: "SELECT a\n\nFROM foo\n",
  phase: "main",
  visits: [NEWLINE],
  message: "There are more empty lines here than are allowed in a row.",
  run(context) {
    const { tree } = context;
    const hasBatches = indexOf(tree).has(BATCH);
    const limits: Readonly<Record<Place, number | null>> = {
      "inside a statement": context.number("maximum_empty_lines_inside_statements"),
      "between statements": context.number("maximum_empty_lines_between_statements"),
      "between batches": context.number("maximum_empty_lines_between_batches"),
    };
    let last = -1;
    let empty = 0;
    return (newline) => {
      if (tree.isTemplated(newline)) return;
      const before = leafBefore(tree, newline);
      // The first line break behind code ends a line that is not empty.
      empty = before < 0 ? 1 : before === last ? empty + 1 : 0;
      last = newline;
      const place = placeOf(tree, newline, hasBatches);
      const most = limits[place];
      if (most === null || empty <= most) return;
      const allowed = most === 0 ? "none" : most === 1 ? "only one" : `only ${most} in a row`;
      const said = `Remove this empty line: ${allowed} may stand ${place}.`;
      context.report(newline, [remove(newline)], said);
    };
  },
};
