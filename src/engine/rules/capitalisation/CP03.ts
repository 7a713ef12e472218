import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { WordSort } from "./case_judge.ts";
import { EXTENDED_OPTIONS, isQualifiedFunction } from "./letter_case.ts";

const FUNCTIONS = new WordSort("function names");

export const rule: Rule = {
  code: "CP03",
  name: "capitalisation.functions",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L030"],
  description: "Function names are all in one letter case.",
  rationale: "One case for all functions tells them from columns at a glance.",
  fixable: true,
  reads: "spelling",
  effects: { recase: true, replace: [["<function>", "<function>"]] },
  options: EXTENDED_OPTIONS,
  bad: "SELECT SUM(a), max(b) FROM foo\n",
  good: "SELECT SUM(a), MAX(b) FROM foo\n",
  phase: "post",
  visits: kinds("function_name_identifier", "bare_function"),
  when: { dialect: (traits) => !traits.caseSensitive },
  message: "Function names are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const judge = FUNCTIONS.judge(context);
    return (leaf) => {
      if (!judge.isFine(leaf) && !isQualifiedFunction(tree, leaf)) judge.judge(leaf);
    };
  },
};
