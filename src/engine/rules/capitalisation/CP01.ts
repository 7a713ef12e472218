import { RECASES } from "../../fixes/effects.ts";
import { isAny, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { BASIC_OPTIONS, caseChecker } from "./case_policy.ts";

const LITERAL = kind("literal");
const FUNCTION_NAME = kind("function_name");
const TYPES = kinds("data_type", "datetime_type_identifier", "primitive_type");

export const rule: Rule = {
  code: "CP01",
  name: "capitalisation.keywords",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L010"],
  description: "Keywords are all in one letter case.",
  rationale: "One case for all keywords sets them off from names.",
  fixable: true,
  effects: RECASES,
  options: BASIC_OPTIONS,
  bad: "SELECT a from foo\n",
  good: "SELECT a FROM foo\n",
  phase: "post",
  visits: kinds("keyword", "binary_operator", "date_part"),
  message: "Keywords are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const check = caseChecker(context, "keywords");
    return (leaf) => {
      if (tree.is(leaf, LITERAL)) return;
      const parent = tree.parent(leaf);
      if (isAny(tree, parent, TYPES)) return;
      if (tree.kind(parent) === FUNCTION_NAME && tree.end(parent) !== parent + 2) return;
      check(leaf);
    };
  },
};
