import { kind, type Tree } from "../tree/mod.ts";
import { isAny } from "./nodes.ts";

const ALIAS_PARENTS = ["alias_expression", "column_definition", "with_compound_statement"]
  .map((name) => kind(name));
const FROM_CLAUSE = kind("from_clause");
const QUOTED = kind("quoted_identifier");
const NAKED = kind("naked_identifier");
const QUOTED_LITERAL = kind("quoted_literal");

/**
 * Whether a policy on identifiers (`all`, `aliases`, `column_aliases`, `table_aliases`, `none`)
 * is about an identifier.
 */
export function policyApplies(tree: Tree, identifier: number, policy: string): boolean {
  if (policy === "all") return true;
  if (!isAny(tree, tree.parent(identifier), ALIAS_PARENTS)) return false;
  if (policy === "aliases") return true;
  const inFrom = tree.closest(identifier, FROM_CLAUSE) >= 0;
  return policy === (inFrom ? "table_aliases" : "column_aliases");
}

/** A leaf's text without its quotes, doubled quotes inside of it made single. */
export function unquoted(tree: Tree, leaf: number): string {
  const text = tree.text(leaf);
  const isQuoted = tree.is(leaf, QUOTED) || tree.is(leaf, QUOTED_LITERAL);
  if (!isQuoted || text.length < 2) return text;
  const quote = text.at(-1)!;
  if (text[0] !== quote && !(text[0] === "[" && quote === "]")) return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** A leaf as the database compares it: unquoted; in capitals when it was not quoted. */
export function folded(tree: Tree, leaf: number, casefold: (text: string) => string): string {
  return tree.is(leaf, NAKED) ? casefold(tree.text(leaf)) : unquoted(tree, leaf);
}
