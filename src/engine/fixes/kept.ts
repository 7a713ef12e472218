/**
 * What no fix may lose, whatever its rule says: comments, and the words that begin a clause. A
 * rule that moves a clause or a comment takes it out in one place and puts it in at another, so
 * what is compared is how many there are.
 */
import { type Tree, word } from "../tree/mod.ts";

/** Words that begin a clause, a query or a statement; no rule takes one of these out. */
const CLAUSES = [
  "SELECT",
  "FROM",
  "GROUP",
  "HAVING",
  "ORDER",
  "LIMIT",
  "OFFSET",
  "FETCH",
  "WINDOW",
  "QUALIFY",
  "RETURNING",
  "UNION",
  "INTERSECT",
  "EXCEPT",
  "VALUES",
  "SET",
  "INSERT",
  "UPDATE",
  "DELETE",
  "MERGE",
  "INTO",
];

const CLAUSE_WORDS = new Map(CLAUSES.map((spelling) => [word(spelling), spelling]));

/** How often each comment and each clause word stands in a tree; comments without their indent. */
function census(tree: Tree): Map<string, number> {
  const counts = new Map<string, number>();
  for (let node = 0; node < tree.size; node++) {
    if (!tree.isLeaf(node)) continue;
    const name = tree.isComment(node)
      ? tree.text(node).replace(/\s+/g, " ").trim()
      : tree.isCode(node)
      ? CLAUSE_WORDS.get(tree.word(node))
      : undefined;
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The first comment or clause word that `after` has fewer of than `before`; null where none. */
export function lostBetween(before: Tree, after: Tree): string | null {
  const left = census(after);
  for (const [name, count] of census(before)) {
    if ((left.get(name) ?? 0) < count) return name;
  }
  return null;
}
