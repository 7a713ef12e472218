import { type Output, placeOf, type Reference, scopesOf, spell } from "../../scopes/mod.ts";
import { indexOf, kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COLUMN = kind("column_reference");
const KEYWORD = kind("keyword");
const METHOD = kind("datatype_method");
const NUMBER = kind("numeric_literal");

/** The column that an output is, without the word before it that leaves its name alone; or null. */
function columnOf(
  { column, body, node }: Output,
  references: readonly Reference[],
  tree: Tree,
): Reference | null {
  if (column !== null) return tree.is(body, COLUMN) ? column : null;
  // As in `CONNECT_BY_ROOT a`.
  const behind = body >= 0 && tree.is(body, KEYWORD) ? tree.childOf(node, COLUMN) : -1;
  if (behind < 0) return null;
  // The references of a query are in the order of the text.
  const reference = references[placeOf(references, behind)];
  return reference?.node === behind ? reference : null;
}

/** The leaf that says what a column of the result goes by; -1 where none does. */
function nameOf(output: Output, references: readonly Reference[], tree: Tree): number {
  if (output.alias !== null) return output.alias.leaf;
  const column = columnOf(output, references, tree);
  if (column === null) return -1;
  if (indexOf(tree).has(METHOD) && tree.childOf(column.node, METHOD) >= 0) return -1;
  const last = tree.lastLeaf(column.node);
  // The element of a tuple goes by its number.
  return tree.is(last, NUMBER) ? last : column.leaf;
}

const OPENING_BRACKET = "[".charCodeAt(0);

/** What names are compared by: SQLFluff keeps square brackets, and takes other quotes away. */
function keyOf(tree: Tree, leaf: number): string {
  const { text, upper } = spell(tree, leaf);
  return text.charCodeAt(0) === OPENING_BRACKET ? text.toUpperCase() : upper;
}

/** Up to so many names are compared with each other; a table of them costs more. */
const FEW = 16;

/** The names of one list of columns, as they come. */
class Names {
  readonly #keys: string[] = [];
  #count = 0;
  #known: Set<string> | null = null;

  /** Forgets the names. */
  clear(): void {
    this.#count = 0;
    this.#known = null;
  }

  /** Takes one more name; says whether it is one of those before. */
  add(key: string): boolean {
    if (this.#count >= FEW) {
      const known = this.#known ??= new Set(this.#keys);
      if (known.has(key)) return true;
      known.add(key);
      return false;
    }
    for (let at = 0; at < this.#count; at++) if (this.#keys[at] === key) return true;
    this.#keys[this.#count++] = key;
    return false;
  }
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
    const known = new Names();
    return (statement) => {
      for (const { outputs, references } of scopesOf(file, statement).selects) {
        if (outputs.length < 2) continue;
        known.clear();
        for (let at = 0; at < outputs.length; at++) {
          const name = nameOf(outputs[at]!, references, tree);
          if (name < 0 || !known.add(keyOf(tree, name))) continue;
          const said = `\`${tree.text(name)}\` stands for two columns: ` +
            "give one of them another alias.";
          context.report(name, [], said);
        }
      }
    };
  },
};
