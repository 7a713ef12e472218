import { isAny, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { caseJudge, EXTENDED_OPTIONS, TYPES } from "./letter_case.ts";

const NAME = kind("data_type_identifier");

export const rule: Rule = {
  code: "CP05",
  name: "capitalisation.types",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L063"],
  description: "Names of data types are all in one letter case.",
  rationale: "One case for all types sets them off from the columns that have them.",
  fixable: true,
  reads: "spelling",
  effects: { recase: true, replace: [["<type>", "<type>"]] },
  options: EXTENDED_OPTIONS,
  bad: "CREATE TABLE t (a int, b VARCHAR)\n",
  good: "CREATE TABLE t (a INT, b VARCHAR)\n",
  phase: "post",
  visits: kinds("keyword", "data_type_identifier"),
  message: "Data types are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const judge = caseJudge(context, "data types");
    return (leaf) => {
      if (tree.is(leaf, NAME) || isAny(tree, tree.parent(leaf), TYPES)) judge(leaf);
    };
  },
};
