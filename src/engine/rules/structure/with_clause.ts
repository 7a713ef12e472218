/** Adds common table expressions to a query. */
import { type Fix, insertAfter, insertBefore, remove, replace } from "../../edits.ts";
import type { Query, With } from "../../scopes/mod.ts";
import { KEYWORD, kind, type Tree, word } from "../../tree/mod.ts";

const CTE = kind("common_table_expression");
const COMMA = kind("comma");
const INSERT = kind("insert_statement");
const RECURSIVE = word("RECURSIVE");

/** A common table expression to be added. */
export interface Definition {
  /** Its name, with the columns that it names. */
  readonly name: string;
  /** Its query, with brackets. */
  readonly body: string;
  /** The common table expression that reads it, or -1 where the query behind WITH does. */
  readonly before: number;
}

/** Whether each name of a WITH may be read before its definition ends. */
export function isRecursive(tree: Tree, { node }: With): boolean {
  return tree.childrenOf(node, KEYWORD).some((each) => tree.word(each) === RECURSIVE);
}

/** Where WITH goes: before a query, or before the INSERT that takes it if the dialect wants that. */
function placeOfWith(tree: Tree, { node }: Query, beforeInsert: boolean): number {
  const parent = tree.parent(node);
  return beforeInsert && parent >= 0 && tree.is(parent, INSERT) ? parent : node;
}

/**
 * Adds definitions to a query, in front of it or among those of its WITH. `beforeInsert` is the
 * dialect's trait.
 */
export function define(
  tree: Tree,
  query: Query,
  definitions: readonly Definition[],
  beforeInsert: boolean,
): Fix[] {
  if (definitions.length === 0) return [];
  const place = placeOfWith(tree, query, beforeInsert);
  const isLower = /^[a-z]+$/.test(tree.text(tree.firstCode(query.node)));
  const [open, as] = isLower ? ["with", "as"] : ["WITH", "AS"];
  const texts = (before: number) =>
    definitions.filter((each) => each.before === before)
      .map(({ name, body }) => `${name} ${as} ${body}`);
  if (query.type !== "with") {
    return [insertBefore(place, `${open} ${texts(-1).join(",\n")}\n`)];
  }
  return tree.children(query.node).some((each) => tree.isComment(each))
    ? between(tree, query, texts)
    : relaid(tree, query, texts);
}

/** Adds definitions without touching what is there, since comments stand among it. */
function between(tree: Tree, { node }: With, texts: (before: number) => string[]): Fix[] {
  const ctes = tree.childrenOf(node, CTE);
  const fixes = ctes.flatMap((cte) => {
    const added = texts(cte).map((text) => `${text},\n`).join("");
    return added === "" ? [] : [insertBefore(cte, added)];
  });
  const last = texts(-1).map((text) => `,\n${text}`).join("");
  return last === "" ? fixes : [...fixes, insertAfter(ctes.at(-1)!, last)];
}

/** Adds definitions and puts each of the WITH on a line of its own. */
function relaid(tree: Tree, { node }: With, texts: (before: number) => string[]): Fix[] {
  const parts = tree.children(node).filter((each) => tree.isCode(each));
  const fixes: Fix[] = [];
  for (const [at, next] of parts.entries()) {
    const previous = parts[at - 1];
    if (previous === undefined) continue;
    const wanted = tree.is(next, COMMA)
      ? ""
      : tree.is(next, CTE)
      ? `${tree.is(previous, COMMA) ? "\n" : " "}${
        texts(next).map((text) => `${text},\n`).join("")
      }`
      : `${texts(-1).map((text) => `,\n${text}`).join("")}\n`;
    fixes.push(...setGap(tree, previous, next, wanted));
  }
  return fixes;
}

/** Puts a text in place of the blanks between two siblings. */
function setGap(tree: Tree, previous: number, next: number, text: string): Fix[] {
  const blanks: number[] = [];
  for (let node = tree.end(previous); node < next; node = tree.end(node)) {
    if (tree.isWhitespace(node)) blanks.push(node);
  }
  const [first, ...rest] = blanks;
  if (first === undefined) return text === "" ? [] : [insertAfter(previous, text)];
  return [text === "" ? remove(first) : replace(first, text), ...rest.map(remove)];
}
