import { type Fix, replace } from "../../edits.ts";
import { fixedOrder, scopesOf, type Select } from "../../scopes/mod.ts";
import {
  COMMENT,
  indexOf,
  isAny,
  KEYWORD,
  kind,
  nextCode,
  nodesIn,
  type Tree,
} from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const EXPRESSION = kind("expression");
const STAR = kind("wildcard_expression");
const CAST = kind("cast_expression");
const CALL = kind("function");
const TYPE = kind("data_type");
const CALLED = kind("function_name");
const WINDOW = kind("window_specification");
const NUMBERS = kinds("numeric_literal");
/** Literals that are computed of their parts. */
const COMPOSED = kinds("numeric_literal", "map_literal");
/** Columns and literals: what is selected as it is. */
const COLUMN = kind("column_reference");
const PLAIN = [COLUMN, kind("literal")];
const TEXT = kind("quoted_literal");
/** What is selected as it is behind a word. */
const BEHIND_WORD = kinds("date_constructor_literal", "column_reference");
/** Clauses that may name a column of the result by its number, and the lists in them. */
const NUMBERED = kinds("groupby_clause", "orderby_clause");
const LISTS = kinds(
  "groupby_clause",
  "orderby_clause",
  "grouping_expression_list",
  "cube_rollup_clause",
);

function isPlain(tree: Tree, node: number): boolean {
  return isAny(tree, node, PLAIN) && (tree.isLeaf(node) || !isAny(tree, node, COMPOSED));
}

function isText(tree: Tree, node: number): boolean {
  return node >= 0 && tree.is(node, TEXT);
}

/** Where a column belongs: stars 0, what is selected as it is 1, what is computed 2. */
type Band = 0 | 1 | 2;
const BANDS: readonly Band[] = [0, 1, 2];

function bandOf(tree: Tree, body: number): Band {
  const own = tree.kind(body);
  // Most targets are one of these, and nothing else.
  if (own === COLUMN) return 1;
  if (own === EXPRESSION) return isCast(tree, body) ? 1 : 2;
  if (tree.is(body, STAR)) return 0;
  if (isPlain(tree, body)) return 1;
  // A type before a text is a column before its alias, as SQLFluff reads it.
  if (tree.is(body, TYPE)) return isText(tree, nextCode(tree, body)) ? 1 : 2;
  if (tree.is(body, KEYWORD)) {
    // As in `DATE '2024-01-31'` and `CONNECT_BY_ROOT a`.
    const behind = nextCode(tree, body);
    return behind >= 0 && isAny(tree, behind, BEHIND_WORD) ? 1 : 2;
  }
  if (tree.is(body, CALL)) {
    const name = tree.childOf(body, CALLED);
    return name >= 0 && isNamedCast(tree, name) ? 1 : 2;
  }
  return tree.is(body, EXPRESSION) && isCast(tree, body) ? 1 : 2;
}

/** Whether a function is called CAST; no string is made of another name. */
function isNamedCast(tree: Tree, name: number): boolean {
  return tree.stop(name) - tree.start(name) === "CAST".length && tree.upper(name) === "CAST";
}

/** Whether an expression is nothing but a column or literal and the type that it is cast to. */
function isCast(tree: Tree, expression: number): boolean {
  const first = firstCodeChild(tree, expression);
  if (first < 0 || !tree.is(first, CAST) || nextCode(tree, first) >= 0) return false;
  const operand = firstCodeChild(tree, first);
  return operand >= 0 && isPlain(tree, operand);
}

/** The first child that is code, or -1. */
function firstCodeChild(tree: Tree, node: number): number {
  const child = tree.firstChild(node);
  return child < 0 || tree.isCode(child) ? child : nextCode(tree, child);
}

/** The innermost clause around a node that may name columns by their numbers, or -1. */
function clauseAround(tree: Tree, node: number): number {
  let holder = tree.parent(node);
  while (holder >= 0 && !isAny(tree, holder, NUMBERED)) holder = tree.parent(holder);
  return holder;
}

/** Whether a clause stands in another such clause of a query, or in a window, to which a number is no column. */
function isInside(tree: Tree, clause: number, select: number): boolean {
  for (let at = tree.parent(clause); at > select; at = tree.parent(at)) {
    if (tree.is(at, WINDOW) || isAny(tree, at, NUMBERED)) return true;
  }
  return false;
}

/**
 * Whether a GROUP BY or ORDER BY of a query names a column by its number. As in SQLFluff, those of
 * the queries and calls inside of it count too, but for what stands in such a clause itself.
 */
function isNumbered(tree: Tree, select: number): boolean {
  const numbers = nodesIn(tree, select, NUMBERS);
  for (let at = 0; at < numbers.length; at++) {
    if (!isAny(tree, tree.parent(numbers[at]!), LISTS)) continue;
    const clause = clauseAround(tree, numbers[at]!);
    if (clause > select && !isInside(tree, clause, select)) return true;
  }
  return false;
}

/** Whether a line ends between two nodes. */
function isBroken(tree: Tree, from: number, to: number): boolean {
  return tree.tokens.text.slice(tree.stop(from), tree.start(to)).includes("\n");
}

/** Whether a comment stands behind a node on its line. */
function isRemarked(tree: Tree, node: number): boolean {
  for (let next = tree.end(node); next < tree.size; next++) {
    const isComment = tree.isComment(next);
    if (!isComment && !tree.isCode(next)) continue;
    return isComment && !isBroken(tree, node, next);
  }
  return false;
}

/** Some columns of a list, and those that stay where they are around them, or -1. */
interface Stretch {
  readonly before: number;
  readonly first: number;
  readonly last: number;
  readonly behind: number;
}

/**
 * Whether a comment stands among the columns that move, or behind the last of them, and would end
 * up at another one. One that ends the line of the column before them stays with it.
 */
function losesComment(
  tree: Tree,
  clause: number,
  { before, first, last, behind }: Stretch,
): boolean {
  if (!indexOf(tree).has(COMMENT)) return false;
  if (behind < 0 && isRemarked(tree, last)) return true;
  const end = behind < 0 ? tree.end(clause) : behind;
  for (
    let child = before < 0 ? clause + 1 : tree.end(before);
    child < end;
    child = tree.end(child)
  ) {
    if (!tree.isLeaf(child) || !tree.isComment(child)) continue;
    const isOfBefore = before >= 0 && child < first && !isBroken(tree, before, child) &&
      isBroken(tree, child, first);
    if (!isOfBefore) return true;
  }
  return false;
}

/** The places of a list's columns in the order of their bands. */
function inOrder(bands: readonly Band[]): readonly number[] {
  const order = new Array<number>(bands.length);
  let next = 0;
  for (const band of BANDS) {
    for (let at = 0; at < bands.length; at++) if (bands[at] === band) order[next++] = at;
  }
  return order;
}

/** Puts the columns in order, each at another one's place. */
function reorder(tree: Tree, { node, list, outputs }: Select, bands: readonly Band[]): Fix[] {
  if (isNumbered(tree, node)) return [];
  const order = inOrder(bands);
  let first = 0;
  while (order[first] === first) first++;
  let last = order.length - 1;
  while (order[last] === last) last--;
  const stretch = {
    before: outputs[first - 1]?.node ?? -1,
    first: outputs[first]!.node,
    last: outputs[last]!.node,
    behind: outputs[last + 1]?.node ?? -1,
  };
  if (losesComment(tree, list, stretch)) return [];
  const fixes: Fix[] = [];
  for (let to = first; to <= last; to++) {
    const from = order[to]!;
    if (from !== to) fixes.push(replace(outputs[to]!.node, tree.text(outputs[from]!.node)));
  }
  return fixes;
}

export const rule: Rule = {
  code: "ST06",
  name: "structure.column_order",
  groups: ["all", "structure"],
  aliases: ["L034"],
  description: "Select targets stand in this order: wildcards, plain columns, computed ones.",
  rationale: "With the simple targets first, what a query computes is found at its end.",
  fixable: true,
  reads: "code",
  effects: { move: true },
  options: [],
  bad: "SELECT\n    a + 1 AS b,\n    c\nFROM foo\n",
  good: "SELECT\n    c,\n    a + 1 AS b\nFROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message: "Move stars and plain columns before the computed ones.",
  run(context) {
    const { tree, file, dialect } = context;
    const isOdd = ({ outputs }: Select) => {
      let highest = 0;
      for (let at = 0; at < outputs.length; at++) {
        const band = bandOf(tree, outputs[at]!.body);
        if (band < highest) return true;
        highest = band;
      }
      return false;
    };
    return (statement) => {
      const scopes = scopesOf(file, statement);
      let isFixed: ((select: Select) => boolean) | null = null;
      for (const select of scopes.selects) {
        if (!isOdd(select)) continue;
        isFixed ??= fixedOrder(scopes, tree, dialect.traits);
        if (isFixed(select)) continue;
        const bands = select.outputs.map(({ body }) => bandOf(tree, body));
        context.report(select.list, reorder(tree, select, bands));
      }
    };
  },
};
