/** What identifiers are there for, by the place that they have in the tree. */
import { isAny, kind, type Tree } from "../tree/mod.ts";

const ALIAS = kind("alias_expression");
const FROM = kind("from_clause");
/** What says of the aliases inside of it what they name. */
const HOLDERS = [FROM, kind("select_clause_element")];
const COLUMN_DEFINITION = kind("column_definition");

/** Which identifiers an option such as `unquoted_identifiers_policy` is about. */
export const IDENTIFIER_POLICIES = ["all", "aliases", "column_aliases", "table_aliases"];

type Role = "column_aliases" | "table_aliases" | null;

/**
 * Whether an identifier gives a name to a table or to a column. As in SQLFluff, only the aliases of
 * FROM are those of tables, all those of a PIVOT among them: that of what UPDATE, DELETE or MERGE
 * changes goes with the columns.
 */
function roleOf(tree: Tree, identifier: number): Role {
  const parent = tree.parent(identifier);
  if (tree.is(parent, ALIAS)) {
    let holder = tree.parent(parent);
    while (holder >= 0 && !isAny(tree, holder, HOLDERS)) holder = tree.parent(holder);
    return holder >= 0 && tree.is(holder, FROM) ? "table_aliases" : "column_aliases";
  }
  return tree.is(parent, COLUMN_DEFINITION) ? "column_aliases" : null;
}

/** Whether a policy is about an identifier; "none" is about no identifier. */
export function policyApplies(tree: Tree, identifier: number, policy: string): boolean {
  if (policy === "all") return true;
  const role = roleOf(tree, identifier);
  return policy === "aliases" ? role !== null : role === policy;
}
