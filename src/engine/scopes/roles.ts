/** What identifiers are there for, by the place that they have in the tree. */
import { kind, type Tree } from "../tree/mod.ts";

const ALIAS = kind("alias_expression");
const ELEMENT = kind("from_expression_element");
/** Statements whose own aliases are those of tables. */
const TABLE_HOLDERS = ["merge_statement", "update_statement", "delete_statement"]
  .map((name) => kind(name));
const COLUMN_DEFINITION = kind("column_definition");

/** Which identifiers an option such as `unquoted_identifiers_policy` is about. */
export const IDENTIFIER_POLICIES = ["all", "aliases", "column_aliases", "table_aliases"];

type Role = "column_aliases" | "table_aliases" | null;

/** Whether an identifier gives a name to a table or to a column. */
function roleOf(tree: Tree, identifier: number): Role {
  const parent = tree.parent(identifier);
  if (tree.is(parent, ALIAS)) {
    const holder = tree.parent(parent);
    const isTable = [ELEMENT, ...TABLE_HOLDERS].some((each) => tree.is(holder, each));
    return isTable ? "table_aliases" : "column_aliases";
  }
  return tree.is(parent, COLUMN_DEFINITION) ? "column_aliases" : null;
}

/** Whether a policy is about an identifier; "none" is about no identifier. */
export function policyApplies(tree: Tree, identifier: number, policy: string): boolean {
  if (policy === "all") return true;
  const role = roleOf(tree, identifier);
  return policy === "aliases" ? role !== null : role === policy;
}
