import {
  COMMENT,
  DEDENT,
  INDENT,
  type Kind,
  NEWLINE,
  type Tree,
  WHITESPACE,
} from "../../tree/mod.ts";

const BETWEEN: readonly Kind[] = [WHITESPACE, INDENT, DEDENT, COMMENT];

/** Whether a newline is the first thing beside a node that is more than space and comments. */
function newlineBeside(tree: Tree, node: number, step: (node: number) => number): boolean {
  for (let at = step(node); at >= 0; at = step(at)) {
    if (tree.is(at, NEWLINE)) return true;
    if (!BETWEEN.some((kind) => tree.is(at, kind))) return false;
  }
  return false;
}

/**
 * Whether a look at the siblings is enough to see that a node stands on the right side of a line
 * break, `position` being a line position of the layout.
 */
export function isPlaced(tree: Tree, node: number, position: string): boolean {
  const base = position.split(":")[0];
  if (base !== "leading" && base !== "trailing") return false;
  const before = newlineBeside(tree, node, (each) => tree.prevSibling(each));
  const after = newlineBeside(tree, node, (each) => tree.nextSibling(each));
  const right = base === "leading" ? before : after;
  const wrong = base === "leading" ? after : before;
  const strict = position.endsWith("strict");
  if (position.includes("attached")) return !wrong && (right || !strict);
  return right || (!strict && !wrong);
}
