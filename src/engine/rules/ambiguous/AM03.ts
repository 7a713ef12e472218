import { insertAfter } from "../../edits.ts";
import { kind, type Tree, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COLUMN = kind("column_reference");
const COMMA = kind("comma");
const [ASC, DESC] = [word("ASC"), word("DESC")];

function isDirection(tree: Tree, part: number): boolean {
  const said = tree.word(part);
  return said === ASC || said === DESC;
}

/**
 * The plain columns of an ORDER BY that have no direction, if others have one; what is computed may
 * go without. As in SQLFluff, a direction behind something computed counts for the next column.
 */
function bareAmongDirected(tree: Tree, clause: number): number[] {
  const bare: number[] = [];
  let directed = 0;
  let column = -1;
  let isDirected = false;
  const endItem = () => {
    if (column < 0) return;
    if (isDirected) directed++;
    else bare.push(column);
    column = -1;
    isDirected = false;
  };
  for (let part = tree.firstChild(clause); part >= 0; part = tree.nextSibling(part)) {
    if (tree.is(part, COMMA)) endItem();
    else if (tree.is(part, COLUMN)) column = part;
    else if (isDirection(tree, part)) isDirected = true;
  }
  endItem();
  return directed === 0 ? [] : bare;
}

/** Whether a direction is written anywhere in an ORDER BY: most have none, and so are fine. */
function hasDirection(tree: Tree, clause: number): boolean {
  for (let part = tree.firstChild(clause); part >= 0; part = tree.nextSibling(part)) {
    if (isDirection(tree, part)) return true;
  }
  return false;
}

export const rule: Rule = {
  code: "AM03",
  name: "ambiguous.order_by",
  groups: ["all", "ambiguous"],
  aliases: ["L037"],
  description: "Either all columns of an ORDER BY have a direction or none has.",
  rationale: "A direction applies to its own column alone; beside others without one that is " +
    "easily overlooked.",
  fixable: true,
  reads: "code",
  effects: { insert: ["ASC"] },
  options: [],
  bad: "SELECT a, b FROM foo ORDER BY a, b DESC\n",
  good: "SELECT a, b FROM foo ORDER BY a ASC, b DESC\n",
  phase: "main",
  visits: [kind("orderby_clause")],
  message: "Some columns of this ORDER BY have ASC or DESC and others do not: write it for all, " +
    "or for none.",
  run(context) {
    const { tree } = context;
    return (clause) => {
      if (!hasDirection(tree, clause)) return;
      const bare = bareAmongDirected(tree, clause);
      if (bare.length === 0) return;
      context.report(clause, bare.map((column) => insertAfter(column, " ASC")));
    };
  },
};
