import { type Name, namesIn, placeOf, scopesOf, type Source, type With } from "../../scopes/mod.ts";
import { kind, nodesIn, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const TABLES = [kind("table_reference")];

/** The tables that a WITH statement names by one part, in capitals and without their quotes. */
function namedTables({ node }: With, tree: Tree): Set<string> {
  const named = new Set<string>();
  const tables = nodesIn(tree, node, TABLES);
  for (let at = 0; at < tables.length; at++) {
    const names = namesIn(tree, tables[at]!);
    if (names.length === 1) named.add(names[0]!.upper);
  }
  return named;
}

/** So many common table expressions are looked for among the sources before a table is made. */
const FEW = 8;

/** Whether sources plainly read all that a WITH names: mostly so, and then nothing is to be found. */
function readsAll({ node, ctes }: With, sources: readonly Source[], tree: Tree): boolean {
  if (ctes.length > FEW) return false;
  const end = tree.end(node);
  const from = placeOf(sources, node);
  const to = Math.min(sources.length, from + FEW * FEW);
  for (const { name } of ctes) {
    let at = from;
    while (at < to && !isNamedAs(sources[at]!, name)) at++;
    if (at >= to || sources[at]!.node >= end) return false;
  }
  return true;
}

function isNamedAs({ kind, path, elements }: Source, { upper }: Name): boolean {
  // What has elements is an array and no table.
  return kind === "table" && path.length === 1 && elements.length === 0 && path[0]!.upper === upper;
}

export const rule: Rule = {
  code: "ST03",
  name: "structure.unused_cte",
  groups: ["all", "core", "structure"],
  aliases: ["L045"],
  description: "Every common table expression is used.",
  rationale: "One that is not costs the reader, and in some databases the server too.",
  fixable: false,
  options: [],
  bad: "WITH cte AS (\n    SELECT a FROM foo\n)\n\nSELECT b FROM bar\n",
  good: "WITH cte AS (\n    SELECT a FROM foo\n)\n\nSELECT a FROM cte\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message: "This common table expression is never used: drop it, or use it.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      const { withs, sources } = scopesOf(file, statement);
      for (const each of withs) {
        if (readsAll(each, sources, tree)) continue;
        const named = namedTables(each, tree);
        for (const { node, name, body } of each.ctes) {
          if (body === null || named.has(name.upper)) continue;
          context.report(
            tree.firstCode(node),
            [],
            `\`${name.text}\` is never used: drop it, or use it.`,
          );
        }
      }
    };
  },
};
