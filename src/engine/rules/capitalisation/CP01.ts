import { RECASES } from "../effects.ts";
import { kinds } from "../context.ts";
import { KindSet } from "../kind_set.ts";
import type { Rule } from "../rule.ts";
import { WordSort } from "./case_judge.ts";
import { BASIC_OPTIONS, TYPES } from "./letter_case.ts";

const KEYWORDS = new WordSort("keywords");

/** Words that other rules of this group judge, beside those that a type is written with. */
const OF_OTHERS = new KindSet(kinds("null_literal", "boolean_literal"));

export const rule: Rule = {
  code: "CP01",
  name: "capitalisation.keywords",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L010"],
  description: "Keywords are all in one letter case.",
  rationale: "One case for all keywords sets them off from names.",
  fixable: true,
  reads: "spelling",
  effects: RECASES,
  options: BASIC_OPTIONS,
  bad: "SELECT a from foo\n",
  good: "SELECT a FROM foo\n",
  phase: "post",
  visits: kinds("keyword", "binary_operator", "date_part"),
  message: "Keywords are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const judge = KEYWORDS.judge(context);
    return (leaf) => {
      if (judge.isFine(leaf)) return;
      if (!OF_OTHERS.has(tree, leaf) && !TYPES.has(tree, tree.parent(leaf))) judge.judge(leaf);
    };
  },
};
