import { indexOf, kind, type Tree } from "../tree/mod.ts";

const SELECT = kind("select_statement");

/** How deep the queries of a file are nested: 1 without subqueries, 0 without queries. */
export function queryDepth(tree: Tree): number {
  const ends: number[] = [];
  let deepest = 0;
  for (const select of indexOf(tree).around(SELECT, 0, tree.size)) {
    while (ends.length > 0 && ends.at(-1)! <= select) ends.pop();
    ends.push(tree.end(select));
    deepest = Math.max(deepest, ends.length);
  }
  return deepest;
}
