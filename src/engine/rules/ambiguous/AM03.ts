import { insertAfter } from "../../edits.ts";
import { KEYWORD, kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const ORDER_BY = kind("orderby_clause");
const COLUMN_REFERENCE = kind("column_reference");

export const rule: Rule = {
  code: "AM03",
  name: "ambiguous.order_by",
  groups: ["all", "ambiguous"],
  aliases: ["L037"],
  description: "Either all columns of an ORDER BY have a direction or none has.",
  rationale: "A direction applies to its own column alone; beside others without one that is " +
    "easily overlooked.",
  fixable: true,
  options: [],
  bad: "SELECT a, b FROM foo ORDER BY a, b DESC\n",
  good: "SELECT a, b FROM foo ORDER BY a ASC, b DESC\n",
  phase: "main",
  visits: [ORDER_BY],
  message: "Some columns of this ORDER BY have ASC or DESC and others do not: write it for all, " +
    "or for none.",
  run(context) {
    const { tree } = context;
    return (clause) => {
      const columns: { column: number; directed: boolean }[] = [];
      let column = -1;
      let directed = false;
      const finish = () => {
        if (column < 0) return;
        columns.push({ column, directed });
        column = -1;
        directed = false;
      };
      for (const child of tree.children(clause)) {
        if (tree.is(child, COLUMN_REFERENCE)) column = child;
        else if (tree.is(child, KEYWORD) && ["ASC", "DESC"].includes(tree.upper(child))) {
          directed = true;
        } else if (tree.text(child) === ",") finish();
      }
      finish();
      const undirected = columns.filter((each) => !each.directed);
      if (undirected.length === 0 || undirected.length === columns.length) return;
      context.report(clause, undirected.map((each) => insertAfter(each.column, " ASC")));
    };
  },
};
