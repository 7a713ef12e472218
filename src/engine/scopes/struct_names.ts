/** Names that `STRUCT(value AS name)` gives to fields, where AS is a word among the arguments. */
import { kind, type Tree } from "../tree/mod.ts";

const ARGUMENTS = kind("function_contents");
const EXPRESSION = kind("expression");

/**
 * Where the field's name behind the word AS at `word` ends; -1 where no name of a field is there.
 * Both are children of the brackets that the arguments stand in.
 */
export function endOfFieldName(tree: Tree, word: number): number {
  const contents = tree.parent(tree.parent(word));
  if (contents < 0 || !tree.is(contents, ARGUMENTS)) return -1;
  const name = tree.firstChild(tree.parent(contents));
  if (tree.upper(name) !== "STRUCT") return -1;
  let next = tree.nextSibling(word);
  while (next >= 0 && !tree.isCode(next)) next = tree.nextSibling(next);
  return next >= 0 && tree.is(next, EXPRESSION) ? tree.end(next) : -1;
}
