import { RECASES } from "../effects.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { BASIC_OPTIONS, caseJudge } from "./letter_case.ts";

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
  run: (context) => caseJudge(context, "NULL, TRUE and FALSE"),
};
