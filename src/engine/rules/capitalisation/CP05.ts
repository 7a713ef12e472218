import { KEYWORD, kind, UNPARSABLE } from "../../tree/mod.ts";
import { KindSet } from "../kind_set.ts";
import type { Rule } from "../rule.ts";
import { WordSort } from "./case_judge.ts";
import { EXTENDED_OPTIONS, TYPES } from "./letter_case.ts";

const DATA_TYPES = new WordSort("data types");
const NAME = kind("data_type_identifier");
/** What is looked at in a type; most of it is brackets and numbers. */
const PARTS = new KindSet([NAME, KEYWORD, UNPARSABLE]);

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
  // Types are fewer than keywords, of which most stand in none.
  visits: [...TYPES.kinds, NAME],
  nested: false,
  message: "Data types are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const judge = DATA_TYPES.judge(context);
    return (type) => {
      for (let node = type; node < tree.end(type); node++) {
        if (!PARTS.has(tree, node)) continue;
        if (tree.is(node, UNPARSABLE)) node = tree.end(node) - 1;
        else if (tree.is(node, NAME) || TYPES.has(tree, tree.parent(node))) judge.judge(node);
      }
    };
  },
};
