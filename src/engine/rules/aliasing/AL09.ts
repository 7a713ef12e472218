import { alike, type Output, scopesOf } from "../../scopes/mod.ts";
import { remove } from "../../edits.ts";
import { blanksAfter, hasComment, kind, NEWLINE, type Tree } from "../../tree/mod.ts";
import { cutOut, isBeforeName } from "../removal.ts";
import type { Rule } from "../rule.ts";

const COLUMN = kind("column_reference");

/** Takes the alias away with what stands between it and its column; nothing if that is a comment. */
function dropAlias(tree: Tree, { aliasNode, body }: Output) {
  if (hasComment(tree, aliasNode, tree.end(aliasNode))) return [];
  if (aliasNode < body) return [aliasNode, ...blanksAfter(tree, aliasNode)].map(remove);
  return isBeforeName(tree, aliasNode) ? [] : cutOut(tree, aliasNode);
}

/**
 * Whether SQLFluff does not take an alias for that of the column before it: what stands between
 * them holds no blank, and a line break is none. It takes a name in quotes for one nevertheless.
 */
function isApart(tree: Tree, { body, alias, aliasNode }: Output): boolean {
  if (alias?.quoted) return false;
  const first = tree.leafAfter(body);
  let hasAny = false;
  for (let leaf = first; leaf >= 0 && leaf < aliasNode; leaf = tree.leafAfter(leaf)) {
    if (tree.isMeta(leaf)) continue;
    if (tree.isWhitespace(leaf) && !tree.is(leaf, NEWLINE)) return false;
    hasAny = true;
  }
  return hasAny;
}

export const rule: Rule = {
  code: "AL09",
  name: "aliasing.self_alias.column",
  groups: ["all", "core", "aliasing"],
  aliases: [],
  description: "A column is not aliased to its own name.",
  rationale: "Such an alias changes nothing, and lets a reader look for the difference.",
  fixable: true,
  reads: "spelling",
  effects: { remove: ["AS", "=", "<name>"] },
  options: [],
  bad: "SELECT col AS col FROM t\n",
  good: "SELECT col FROM t\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "This alias is the column's own name: drop it.",
  run(context) {
    const { tree, file, dialect: { traits } } = context;
    return (statement) => {
      for (const { outputs } of scopesOf(file, statement).selects) {
        for (let at = 0; at < outputs.length; at++) {
          const output = outputs[at]!;
          const { alias } = output;
          if (alias === null || output.column === null || !tree.is(output.body, COLUMN)) continue;
          const column = output.column.parts.at(-1);
          if (column === undefined) continue;
          const isSame = column.text === alias.text;
          // In another case it may be meant: the result's column is then called that.
          if (!isSame && traits.caseSensitive) continue;
          if (!isSame && (column.quoted || alias.quoted || !alike(column, alias))) continue;
          if (isApart(tree, output)) continue;
          const said = `\`${alias.text}\` is the column's own name: drop the alias.`;
          context.report(tree.firstCode(output.node), isSame ? dropAlias(tree, output) : [], said);
        }
      }
    };
  },
};
