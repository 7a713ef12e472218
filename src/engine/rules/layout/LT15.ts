import { RESPACES } from "../../fixes/effects.ts";
import { remove } from "../../edits.ts";
import { isInside, kind, NEWLINE } from "../../tree/mod.ts";
import { count, type Rule } from "../rule.ts";

const STATEMENT = kind("statement");
const BATCH = kind("batch");
const WITH = kind("with_compound_statement");

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
    const between = context.number("maximum_empty_lines_between_statements") ?? 2;
    const inside = context.number("maximum_empty_lines_inside_statements") ?? 1;
    const batches = context.number("maximum_empty_lines_between_batches") ?? 1;
    const allowed = (newline: number) => {
      if (tree.closest(newline, STATEMENT) >= 0) {
        return tree.is(tree.parent(newline), WITH) ? between : inside;
      }
      if (isInside(tree, newline, [BATCH])) return between;
      return context.dialect.name === "tsql" ? batches : between;
    };
    return (newline) => {
      const limit = allowed(newline);
      let leaf = tree.leafBefore(newline);
      for (let blank = 0; blank <= limit; blank++) {
        if (leaf < 0 || !tree.is(leaf, NEWLINE) || tree.isTemplated(leaf)) {
          if (!(leaf < 0 && blank === limit)) return;
        }
        if (leaf >= 0) leaf = tree.leafBefore(leaf);
      }
      context.report(newline, [remove(newline)]);
    };
  },
};
