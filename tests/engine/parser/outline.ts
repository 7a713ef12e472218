import "../../../src/engine/dialects/all.ts";
import type { Dialect } from "../../../src/engine/dialects/mod.ts";
import { parse, type ParseOptions } from "../../../src/engine/parser/mod.ts";
import { kindName, type Tree } from "../../../src/engine/tree/mod.ts";

function sketch(tree: Tree, node: number): string {
  const name = kindName(tree.kind(node));
  if (tree.isMeta(node)) return name === "dedent" ? "<" : name === "indent" ? ">" : "~";
  if (tree.isLeaf(node)) return tree.text(node);
  const inside = tree.children(node)
    .filter((child) => !tree.isWhitespace(child) && kindName(tree.kind(child)) !== "end_of_file")
    .map((child) => sketch(tree, child));
  return `${name}(${inside.join(" ")})`;
}

/** A text's tree in one line: kinds around their tokens; `>` indent, `~` implicit, `<` dedent. */
export function outline(
  sql: string,
  dialect: string | Dialect = "ansi",
  options: ParseOptions = {},
): string {
  return sketch(parse(sql, dialect, options).tree, 0);
}
