import { RECASES } from "../effects.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { WordSort } from "./case_judge.ts";
import { BASIC_OPTIONS } from "./letter_case.ts";

const LITERALS = new WordSort("NULL, TRUE and FALSE");

export const rule: Rule = {
  code: "CP04",
  name: "capitalisation.literals",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L040"],
  description: "NULL and the boolean literals are all in one letter case.",
  rationale: "Literals that are words should look alike wherever they stand.",
  fixable: true,
  reads: "spelling",
  effects: RECASES,
  options: BASIC_OPTIONS,
  bad: "SELECT NULL, true, FALSE FROM foo\n",
  good: "SELECT NULL, TRUE, FALSE FROM foo\n",
  phase: "post",
  visits: kinds("null_literal", "boolean_literal"),
  message: "NULL, TRUE and FALSE are written in different cases: choose one.",
  run(context) {
    const judge = LITERALS.judge(context);
    return (leaf) => judge.judge(leaf);
  },
};
