import {
  type Name,
  nameAt,
  type Output,
  placeOf,
  type Reference,
  scopesOf,
} from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COLUMN = kind("column_reference");
const KEYWORD = kind("keyword");
const METHOD = kind("datatype_method");
const NUMBER = kind("numeric_literal");

/** What a column of the result goes by, where the text says it. */
function outputName(
  { alias, body, node }: Output,
  references: readonly Reference[],
  tree: Tree,
): Name | null {
  if (alias !== null) return alias;
  if (body < 0) return null;
  // A word before the column leaves its name alone: `CONNECT_BY_ROOT a`.
  const column = tree.is(body, KEYWORD) ? tree.childOf(node, COLUMN) : body;
  if (column < 0 || !tree.is(column, COLUMN) || tree.childOf(column, METHOD) >= 0) return null;
  const leaf = tree.lastLeaf(column);
  // The element of a tuple goes by its number.
  if (tree.is(leaf, NUMBER)) return nameAt(tree, leaf);
  // The references of a query are in the order of the text.
  const reference = references[placeOf(references, column)];
  return reference?.node === column ? reference.parts.at(-1) ?? null : null;
}

/** What names are compared by: SQLFluff keeps square brackets, and takes other quotes away. */
function keyOf({ text, bare }: Name): string {
  return (text.startsWith("[") ? text : bare).toUpperCase();
}

export const rule: Rule = {
  code: "AL08",
  name: "aliasing.unique.column",
  groups: ["all", "core", "aliasing", "aliasing.unique"],
  aliases: [],
  description: "No two columns of a SELECT go by the same name.",
  rationale: "Who reads such a result by name gets one of the two, and not always the same one.",
  fixable: false,
  options: [],
  bad: "SELECT a AS foo, b AS foo FROM t\n",
  good: "SELECT a AS foo, b AS bar FROM t\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "Two columns go by one name: give one of them another alias.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      for (const { outputs, references } of scopesOf(file, statement).selects) {
        if (outputs.length < 2) continue;
        const known = new Set<string>();
        for (const output of outputs) {
          const name = outputName(output, references, tree);
          if (name === null) continue;
          const key = keyOf(name);
          if (known.has(key)) {
            const said = `\`${name.text}\` stands for two columns: ` +
              "give one of them another alias.";
            context.report(name.leaf, [], said);
          }
          known.add(key);
        }
      }
    };
  },
};
