import { RECASES } from "../../fixes/effects.ts";
import { isAny, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";
import { caseChecker, EXTENDED_OPTIONS } from "./case_policy.ts";

const TYPES = kinds("primitive_type", "datetime_type_identifier", "data_type");
const TYPE_NAME = kind("data_type_identifier");
const OTHERS = kinds("symbol", "identifier", "quoted_literal");

export const rule: Rule = {
  code: "CP05",
  name: "capitalisation.types",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L063"],
  description: "Names of data types are all in one letter case.",
  rationale: "One case for all types sets them off from the columns that have them.",
  fixable: true,
  effects: RECASES,
  options: EXTENDED_OPTIONS,
  bad: "CREATE TABLE t (a int, b VARCHAR)\n",
  good: "CREATE TABLE t (a INT, b VARCHAR)\n",
  phase: "post",
  visits: [...TYPES, TYPE_NAME],
  message: "Data types are written in different cases: choose one.",
  run(context) {
    const { tree } = context;
    const check = caseChecker(context, "data types");
    return (node) => {
      if (isAny(tree, node, TYPES)) {
        for (const child of tree.children(node)) {
          if (tree.isLeaf(child) && !isAny(tree, child, OTHERS)) check(child);
        }
      }
      if (tree.is(node, TYPE_NAME) && !isAny(tree, tree.parent(node), TYPES)) check(node);
    };
  },
};
