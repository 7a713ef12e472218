import { nameOf } from "../../layout/mod.ts";
import { kind } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";
import {
  areSpread,
  isBelow,
  isWildcard,
  raiseTarget,
  readTargets,
  spreadTargets,
} from "./target_lines.ts";

export const rule: Rule = {
  code: "LT09",
  name: "layout.select_targets",
  groups: ["all", "layout"],
  aliases: ["L036"],
  description: "Select targets stand on lines of their own, unless there is only one.",
  rationale: "One target a line makes lists readable and their changes visible.",
  fixable: true,
  reads: "blanks",
  effects: { respace: true, move: true },
  options: [
    choice(
      "wildcard_policy",
      ["single", "multiple"],
      "single",
      "Whether a wildcard counts as one target or as many.",
    ),
    choice(
      "single_target_policy",
      ["same_line", "new_line"],
      "same_line",
      "Whether an only target stands on the line of SELECT or on the next one.",
    ),
  ],
  bad: "SELECT a, b FROM foo\n",
  good: "SELECT\n    a,\n    b\nFROM foo\n",
  phase: "main",
  visits: [kind("select_clause")],
  message: "Put each column of this SELECT on a line of its own; a single one may stay.",
  run(context) {
    const { tree, file } = context;
    const spreadsWildcards = context.text("wildcard_policy") === "multiple";
    const spreadsOne = context.text("single_target_policy") === "new_line";
    return (clause) => {
      if (areSpread(tree, clause)) return;
      const parts = readTargets(tree, clause);
      const { length } = parts.targets;
      const target = parts.targets[0];
      if (target === undefined) return;
      const isSpread = spreadsOne || (spreadsWildcards && isWildcard(tree, target));
      if (length === 1 && !isSpread) {
        if (!isBelow(tree, parts)) return;
        const name = nameOf(tree, tree.firstCode(target));
        const said = `Write ${name}, the only column, on the line of its SELECT.`;
        context.report(clause, raiseTarget(tree, parts, file.layout.maxLineLength), said);
        return;
      }
      const fixes = spreadTargets(tree, parts);
      if (fixes.length === 0) return;
      const said = length === 1
        ? `Write ${nameOf(tree, tree.firstCode(target))} on a line of its own.`
        : `Write each of the ${length} columns on a line of its own.`;
      context.report(clause, fixes, said);
    };
  },
};
