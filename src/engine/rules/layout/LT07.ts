import { insertBefore } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import { nameOf } from "../../layout/mod.ts";
import { kind, NEWLINE, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const CTE = kind("common_table_expression");
const BRACKETED = kind("bracketed");

/** The blanks of the source that a tag has taken out of the rendering at a leaf, or "". */
function taken(tree: Tree, leaf: number): string {
  const mark = tree.mark(leaf);
  return mark?.type === "literal" ? mark.text : "";
}

/** Whether a node goes over several lines, in the rendering or in the source. */
function hasLines(tree: Tree, node: number): boolean {
  for (let leaf = node; leaf < tree.end(node); leaf++) {
    if (tree.is(leaf, NEWLINE) || taken(tree, leaf).includes("\n")) return true;
  }
  return false;
}

/** Whether a bracket starts its line; of what a tag has taken, a bare line break counts as one. */
function startsLine(tree: Tree, bracket: number): boolean {
  for (let leaf = tree.leafBefore(bracket); leaf >= 0; leaf = tree.leafBefore(leaf)) {
    if (tree.is(leaf, NEWLINE) || taken(tree, leaf) === "\n") return true;
    if (!tree.isWhitespace(leaf) && !tree.isMeta(leaf)) return false;
  }
  return true;
}

export const rule: Rule = {
  code: "LT07",
  name: "layout.cte_bracket",
  groups: ["all", "core", "layout"],
  aliases: ["L018"],
  description: "The bracket that closes a WITH clause's query stands at the start of its line.",
  rationale: "A closing bracket on its own line shows where each common table expression ends.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "WITH zoo AS (\n    SELECT a FROM foo)\n\nSELECT * FROM zoo\n",
  good: "WITH zoo AS (\n    SELECT a FROM foo\n)\n\nSELECT * FROM zoo\n",
  phase: "main",
  visits: [kind("with_compound_statement")],
  message: "Put the bracket that ends this CTE on a line of its own.",
  run(context) {
    const { tree } = context;
    return (query) => {
      const ctes = tree.childrenOf(query, CTE).filter((cte) => {
        const body = tree.childOf(cte, BRACKETED);
        return body >= 0 && hasLines(tree, body) && !startsLine(tree, tree.lastLeaf(body));
      });
      if (ctes.length === 0) return;
      const brackets = ctes.map((cte) => tree.lastLeaf(tree.childOf(cte, BRACKETED)));
      const names = ctes.map((cte) => nameOf(tree, tree.firstCode(cte)));
      const said = ctes.length === 1
        ? `Put the bracket that ends ${names[0]} at the start of a line.`
        : `Put the brackets that end ${names.join(", ")} at the starts of lines.`;
      context.report(brackets[0]!, brackets.map((each) => insertBefore(each, "\n")), said);
    };
  },
};
