import { bracketsOf, innermostBrackets, scopesOf, type Source } from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const MERGE = kind("merge_statement");

/** Whether a source without an alias is a subquery in FROM; VALUES is not a subquery. */
function isNameless(tree: Tree, { kind, query, node }: Source): boolean {
  if (kind !== "derived" || query === null || query.type === "values") return false;
  return !tree.is(tree.parent(node), MERGE);
}

/** What a finding points at: LATERAL where it stands before the subquery, or the subquery's brackets. */
function anchorOf(tree: Tree, { node }: Source, brackets: number): number {
  const first = tree.firstCode(node);
  return tree.upper(first) === "LATERAL" ? first : innermostBrackets(tree, brackets);
}

export const rule: Rule = {
  code: "AL10",
  name: "aliasing.required",
  groups: ["all", "core", "aliasing"],
  aliases: [],
  description: "A subquery in FROM has an alias.",
  rationale: "Many databases refuse one without, and its columns cannot be qualified.",
  fixable: false,
  options: [],
  bad: "SELECT a FROM (SELECT a FROM foo)\n",
  good: "SELECT sub.a FROM (SELECT a FROM foo) AS sub\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "This subquery in FROM has no name: give it an alias.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      const { sources } = scopesOf(file, statement);
      for (let at = 0; at < sources.length; at++) {
        const source = sources[at]!;
        if (source.alias !== null || (source.kind !== "derived" && source.kind !== "group")) {
          continue;
        }
        const brackets = bracketsOf(tree, source);
        if (brackets < 0) continue;
        // A join in brackets that begins with a subquery goes for one.
        const first = source.kind === "group" ? sources[at + 1] : undefined;
        if (first?.kind === "derived") context.report(brackets);
        else if (sources[at - 1]?.kind === "group") continue;
        else if (isNameless(tree, source)) context.report(anchorOf(tree, source, brackets));
      }
    };
  },
};
