import { policyApplies } from "../../scopes/mod.ts";
import { kinds } from "../context.ts";
import { choice, type Rule } from "../rule.ts";
import { WordSort } from "./case_judge.ts";
import { EXTENDED_OPTIONS, isQualifiedFunction, TYPES } from "./letter_case.ts";

const NAMES = new WordSort("names without quotes");

export const rule: Rule = {
  code: "CP02",
  name: "capitalisation.identifiers",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L014"],
  description: "Unquoted identifiers are all in one letter case.",
  rationale: "Most databases fold the case of unquoted names; two spellings look like two names.",
  fixable: true,
  reads: "spelling",
  effects: { recase: true, replace: [["<name>", "<name>"]] },
  options: [
    ...EXTENDED_OPTIONS,
    {
      ...choice(
        "unquoted_identifiers_policy",
        ["all", "aliases", "column_aliases", "table_aliases"],
        "all",
        "Which identifiers the rule is about.",
      ),
      shared: true,
    },
  ],
  bad: "SELECT a, B FROM foo\n",
  good: "SELECT a, b FROM foo\n",
  phase: "post",
  visits: kinds("naked_identifier", "properties_naked_identifier"),
  message: "Names without quotes are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const { givenNames } = context.dialect.traits;
    const policy = context.text("unquoted_identifiers_policy");
    const judge = NAMES.judge(context);
    return (leaf) => {
      if (judge.isFine(leaf)) return;
      if (TYPES.has(tree, tree.parent(leaf)) || isQualifiedFunction(tree, leaf)) return;
      if (givenNames.length > 0 && givenNames.includes(tree.text(leaf))) return;
      if (policyApplies(tree, leaf, policy)) judge.judge(leaf);
    };
  },
};
