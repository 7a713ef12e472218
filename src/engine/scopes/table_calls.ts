/** What stands for a table as a call does, though it has a kind of its own. */
import { BRACKETED, KEYWORD, kind, type Tree } from "../tree/mod.ts";

const ROWSET = kind("openrowset_segment");
const TABLE_CALLS = [
  "containstable_segment",
  "ml_table_expression",
  "openjson_segment",
  "openquery_segment",
  "openxml_segment",
].map((name) => kind(name));

/** Whether a table expression is what stands for a table as a call does. */
export function isTableCall(tree: Tree, table: number): boolean {
  if (TABLE_CALLS.some((each) => tree.childOf(table, each) >= 0)) return true;
  const rowset = tree.childOf(table, ROWSET);
  if (rowset < 0) return false;
  // What is read in bulk has no name but its alias.
  const inside = tree.childOf(rowset, BRACKETED);
  return inside < 0 ||
    tree.childrenOf(inside, KEYWORD).every((each) => tree.upper(each) !== "BULK");
}
