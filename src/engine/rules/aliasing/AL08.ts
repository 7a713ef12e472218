import { type Output, placeOf, type Reference, scopesOf, spell } from "../../scopes/mod.ts";
import { indexOf, kind, type Tokens, type Tree } from "../../tree/mod.ts";
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
  return last !== column.leaf && tree.is(last, NUMBER) ? last : column.leaf;
}

const OPENING_BRACKET = "[".charCodeAt(0);

/** What names are compared by: SQLFluff keeps square brackets, and takes other quotes away. */
function keyOf(tree: Tree, leaf: number): string {
  const { text, upper } = spell(tree, leaf);
  return text.charCodeAt(0) === OPENING_BRACKET ? text.toUpperCase() : upper;
}

/** Up to so many names are compared with each other; a table of them costs more. */
const FEW = 16;
/** The mark of a name whose letters alone do not tell what it is compared by, such as one in quotes. */
const ANY_NAME = 0;
const HASH_FACTOR = 31;
/** For each unit of ASCII that plain names are of its capital, else 0. */
const CAPITALS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /\w/.test(character) ? character.toUpperCase().charCodeAt(0) : 0;
});

/** The same mark for plain names that are alike but for case: most differ by it, and need no string. */
function markOf({ text, starts }: Tokens, token: number): number {
  if (token < 0) return ANY_NAME;
  let mark = 1;
  for (let at = starts[token]!, stop = starts[token + 1]!; at < stop; at++) {
    const unit = text.charCodeAt(at);
    const capital = unit < CAPITALS.length ? CAPITALS[unit]! : 0;
    if (capital === 0) return ANY_NAME;
    mark = (Math.imul(mark, HASH_FACTOR) + capital) | 1;
  }
  return mark;
}

/** The names of one list of columns, as they come. */
class Names {
  readonly #marks = new Int32Array(FEW);
  readonly #leaves = new Int32Array(FEW);
  #count = 0;
  #known: Set<string> | null = null;

  /** Forgets the names. */
  clear(): void {
    this.#count = 0;
    this.#known = null;
  }

  /** Takes one more name; says whether it is one of those before. */
  add(tree: Tree, leaf: number): boolean {
    if (this.#count === FEW) return this.#look(tree, keyOf(tree, leaf));
    const mark = markOf(tree.tokens, tree.token(leaf));
    for (let at = 0; at < this.#count; at++) {
      const other = this.#marks[at]!;
      if (mark !== other && mark !== ANY_NAME && other !== ANY_NAME) continue;
      if (keyOf(tree, this.#leaves[at]!) === keyOf(tree, leaf)) return true;
    }
    this.#marks[this.#count] = mark;
    this.#leaves[this.#count++] = leaf;
    return false;
  }

  /** The same of one of many names. */
  #look(tree: Tree, key: string): boolean {
    const known = this.#known ??= new Set(Array.from(this.#leaves, (leaf) => keyOf(tree, leaf)));
    if (known.has(key)) return true;
    known.add(key);
    return false;
  }
}

/** Kept, since small columns cost more than what is in them; it is cleared before each list. */
const names = new Names();

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
        names.clear();
        for (let at = 0; at < outputs.length; at++) {
          const name = nameOf(outputs[at]!, references, tree);
          if (name < 0 || !names.add(tree, name)) continue;
          const said = `\`${tree.text(name)}\` stands for two columns: ` +
            "give one of them another alias.";
          context.report(name, [], said);
        }
      }
    };
  },
};
