import { insertAfter } from "../../edits.ts";
import { codeChildren, kind, type Tree, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COLUMN = kind("column_reference");
const COMMA = kind("comma");
const DIRECTIONS = [word("ASC"), word("DESC")];

/** A column that rows are ordered by, and whether its direction is written. */
interface Item {
  readonly column: number;
  readonly isDirected: boolean;
}

/**
 * The items of an ORDER BY that are plain columns; what is computed may go without a direction. As in
 * SQLFluff, a direction behind something computed counts for the next column.
 */
function itemsOf(tree: Tree, clause: number): Item[] {
  const items: Item[] = [];
  let column = -1;
  let isDirected = false;
  for (const part of [...codeChildren(tree, clause), -1]) {
    if (part < 0 || tree.is(part, COMMA)) {
      if (column < 0) continue;
      items.push({ column, isDirected });
      column = -1;
      isDirected = false;
    } else if (tree.is(part, COLUMN)) column = part;
    else if (DIRECTIONS.includes(tree.word(part))) isDirected = true;
  }
  return items;
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
      const items = itemsOf(tree, clause);
      const bare = items.filter(({ isDirected }) => !isDirected);
      if (bare.length === 0 || bare.length === items.length) return;
      context.report(clause, bare.map(({ column }) => insertAfter(column, " ASC")));
    };
  },
};
