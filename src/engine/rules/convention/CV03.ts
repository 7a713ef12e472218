import { insertAfter, remove } from "../../edits.ts";
import { kind, lastCodeChild, previousCode, sameLine, type Tree } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";

const COMMA = kind("comma");

/** Whether the last code in a clause is a comma of its own. */
function endsInComma(tree: Tree, clause: number): boolean {
  const last = tree.lastCode(clause);
  return last >= 0 && tree.is(last, COMMA) && tree.parent(last) === clause;
}

export const rule: Rule = {
  code: "CV03",
  name: "convention.select_trailing_comma",
  groups: ["all", "core", "convention"],
  aliases: ["L038"],
  description: "The last select target has a comma behind it, or none, as configured.",
  rationale: "Most databases refuse a comma before FROM; where it is allowed, it saves diffs.",
  fixable: true,
  reads: "code",
  effects: { insert: [","], remove: [","] },
  options: [choice(
    "select_clause_trailing_comma",
    ["forbid", "require", "require_multiline_forbid_single_line"],
    "forbid",
    "Whether a comma behind the last target is forbidden, required, or required where the " +
      "targets go over several lines and forbidden where they do not.",
  )],
  exampleConfig: {
    rules: { "convention.select_trailing_comma": { select_clause_trailing_comma: "require" } },
  },
  bad: "SELECT\n    a,\n    b\nFROM foo\n",
  good: "SELECT\n    a,\n    b,\nFROM foo\n",
  phase: "main",
  visits: [kind("select_clause")],
  message: "The comma behind the last column is not as configured.",
  run(context) {
    const { tree } = context;
    const policy = context.text("select_clause_trailing_comma");
    return (clause) => {
      if (policy === "forbid" && !endsInComma(tree, clause)) return;
      const last = lastCodeChild(tree, clause);
      const hasComma = last >= 0 && tree.is(last, COMMA);
      const target = hasComma ? previousCode(tree, last) : last;
      const required = policy === "require" ||
        (policy !== "forbid" && !sameLine(tree, tree.start(clause), tree.stop(target)));
      if (last < 0 || hasComma === required) return;
      if (required) {
        context.report(last, [insertAfter(last, ",")], "Add a comma behind the last column.");
      } else context.report(last, [remove(last)], "Remove the comma behind the last column.");
    };
  },
};
