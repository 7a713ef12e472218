import { policyApplies } from "../../scopes/mod.ts";
import { isAny, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { choice, type Rule } from "../rule.ts";
import { caseChecker, EXTENDED_OPTIONS } from "./case_policy.ts";

const FUNCTION_NAME = kind("function_name");
const PROPERTY_NAME = kind("property_name_identifier");
const TYPES = kinds("data_type", "datetime_type_identifier", "primitive_type");

export const rule: Rule = {
  code: "CP02",
  name: "capitalisation.identifiers",
  groups: ["all", "core", "capitalisation"],
  aliases: ["L014"],
  description: "Unquoted identifiers are all in one letter case.",
  rationale: "Most databases fold the case of unquoted names; two spellings look like two names.",
  fixable: true,
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
    const { tree, dialect } = context;
    const policy = context.text("unquoted_identifiers_policy");
    const check = caseChecker(context, "names without quotes");
    const hasProperties = dialect.name === "databricks" || dialect.name === "sparksql";
    return (leaf) => {
      const parent = tree.parent(leaf);
      if (
        hasProperties && tree.kind(parent) === PROPERTY_NAME &&
        tree.text(leaf) === "enableChangeDataFeed"
      ) return;
      if (isAny(tree, parent, TYPES) || !policyApplies(tree, leaf, policy)) return;
      if (tree.kind(parent) === FUNCTION_NAME && tree.end(parent) !== parent + 2) return;
      check(leaf);
    };
  },
};
