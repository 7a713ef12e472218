import { type Fix, replace } from "../../edits.ts";
import {
  between,
  isTemporary,
  isUnqualified,
  ownName,
  placeOf,
  qualifierUpper,
  type Reference,
  type Scopes,
  scopesOf,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import {
  kind,
  lowerBound,
  nextCode,
  nodesIn,
  previousCode,
  type Tree,
  word,
} from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";

const ITEMS = [kind("from_expression")];
const JOINS = [kind("join_clause")];
const CONDITIONS = [kind("join_on_condition")];
const EXPRESSION = kind("expression");
const COMPARISON = kind("comparison_operator");
const OPERATOR = kind("binary_operator");
const LOGICAL = [word("AND"), word("OR")];

/** Each operator that can be read from either side, and what it is from the other. */
const TURNED: Readonly<Record<string, string>> = {
  "=": "=",
  "!=": "!=",
  "<>": "<>",
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
  "<=>": "<=>",
};

/** `left operator right`, all three next to each other in an expression. */
interface Comparison {
  readonly node: number;
  readonly left: Reference;
  readonly operator: number;
  readonly right: Reference;
  /** The innermost expression that it stands in. */
  readonly expression: number;
}

/** Whether what stands beside a comparison leaves its sides whole. */
function isBoundary(tree: Tree, node: number): boolean {
  return node < 0 || (tree.is(node, OPERATOR) && LOGICAL.includes(tree.word(node)));
}

/** Whether a comment stands between two nodes: SQLFluff then knows no comparison. */
function holdsComment(tree: Tree, from: number, to: number): boolean {
  for (let node = from; node < to; node++) if (tree.isComment(node)) return true;
  return false;
}

/** Some nodes without those that stand inside of another; all in the order of the text. */
function withoutInner(tree: Tree, nodes: Int32Array): Int32Array {
  let end = 0;
  return nodes.filter((node) => {
    if (node < end) return false;
    end = tree.end(node);
    return true;
  });
}

/** The qualified columns of a statement that stand inside of some nodes, in the order of the text. */
function qualifiedIn(
  tree: Tree,
  { selects, dmls, leading }: Scopes,
  holders: Int32Array,
): Reference[] {
  const found: Reference[] = [];
  let isSorted = true;
  const add = (references: readonly Reference[]) => {
    for (let at = 0; at < references.length; at++) {
      const each = references[at]!;
      const { node, count, star } = each;
      if (star || count < 2) continue;
      const holder = holders[lowerBound(holders, node) - 1];
      if (holder === undefined || node >= tree.end(holder)) continue;
      if (isTemporary(tree, count === 2 ? each.qualifier : each.parts[0]!.leaf)) continue;
      if (found.length > 0 && found[found.length - 1]!.node > node) isSorted = false;
      found.push(each);
    }
  };
  for (let at = 0; at < selects.length; at++) add(selects[at]!.references);
  for (let at = 0; at < dmls.length; at++) add(dmls[at]!.references);
  add(leading);
  return isSorted ? found : found.sort((first, second) => first.node - second.node);
}

/**
 * The comparisons of two qualified columns in the ON clauses of a statement, in the order of the
 * text. The first part of each is the table, whatever reaches into the column behind it.
 */
function comparisons(tree: Tree, scopes: Scopes, conditions: Int32Array): Comparison[] {
  const found: Comparison[] = [];
  const qualified = qualifiedIn(tree, scopes, withoutInner(tree, conditions));
  for (let at = 0; at + 1 < qualified.length; at++) {
    // No other reference stands between two sides.
    const compared = comparisonOf(tree, qualified[at]!, qualified[at + 1]!);
    if (compared !== null) found.push(compared);
  }
  return found;
}

/** The comparison of two columns that follow each other; null where there is none. */
function comparisonOf(tree: Tree, left: Reference, right: Reference): Comparison | null {
  const operator = nextCode(tree, left.node);
  if (operator < 0 || !tree.is(operator, COMPARISON)) return null;
  if (right.node !== nextCode(tree, operator)) return null;
  if (!tree.hasText(operator, "=") && TURNED[tree.text(operator)] === undefined) return null;
  const before = previousCode(tree, left.node);
  const after = nextCode(tree, right.node);
  if (!isBoundary(tree, before) || !isBoundary(tree, after)) return null;
  const start = before < 0 ? left.node : before;
  const end = after < 0 ? tree.end(right.node) : after;
  if (holdsComment(tree, start, end)) return null;
  const expression = tree.closest(left.node, EXPRESSION);
  return { node: left.node, left, operator, right, expression };
}

/** All that a statement's items of FROM are judged by, each list in the order of the text. */
interface Parts {
  readonly items: Int32Array;
  readonly joins: Int32Array;
  readonly conditions: Int32Array;
  readonly sources: readonly Source[];
  readonly comparisons: readonly Comparison[];
}

/** What a statement is judged by; null where its ON clauses compare nothing. */
function partsOf(tree: Tree, scopes: Scopes, statement: number): Parts | null {
  const conditions = nodesIn(tree, statement, CONDITIONS);
  const compared = conditions.length === 0 ? [] : comparisons(tree, scopes, conditions);
  if (compared.length === 0) return null;
  return {
    items: nodesIn(tree, statement, ITEMS),
    joins: nodesIn(tree, statement, JOINS),
    conditions,
    sources: scopes.sources,
    comparisons: compared,
  };
}

/**
 * The places of the tables that an item of FROM starts with and joins, by their names in capitals.
 * As in SQLFluff, what subqueries inside of it join counts too; the first of a name decides.
 */
function placesIn(tree: Tree, { joins, sources }: Parts, item: number): Map<string, number> {
  const places = new Map<string, number>();
  const end = tree.end(item);
  let join = lowerBound(joins, item);
  for (let node = item; node < end; node = joins[join++] ?? end) {
    const start = placeOf(sources, node);
    const first = sources[start]?.kind === "group" ? sources[start + 1] : sources[start];
    if (first === undefined || first.node >= tree.end(node)) continue;
    const name = ownName(first)?.upper;
    if (name !== undefined && !places.has(name)) places.set(name, places.size);
  }
  return places;
}

/**
 * The comparisons in the ON clauses of an item of FROM, one clause after the other: those of an
 * expression before those in its brackets and subqueries.
 */
function comparisonsIn(tree: Tree, parts: Parts, item: number): Set<Comparison> {
  const { conditions } = parts;
  const found = new Set<Comparison>();
  const end = tree.end(item);
  for (let at = lowerBound(conditions, item); at < conditions.length; at++) {
    const node = conditions[at]!;
    if (node >= end) break;
    const own = between(parts.comparisons, node, tree.end(node));
    own.sort((first, second) => first.expression - second.expression);
    for (const each of own) found.add(each);
  }
  return found;
}

/** So many sources of a statement are compared by their names; a table of more costs less. */
const FEW = 16;

/** Whether nothing else in a statement goes by the name of a source of a query in it. */
function areDistinct({ sources }: Select, all: readonly Source[]): boolean {
  if (all.length > FEW) return false;
  for (let at = 0; at < sources.length; at++) {
    const source = sources[at]!;
    const name = ownName(source);
    for (let each = 0; name !== null && each < all.length; each++) {
      if (all[each] !== source && ownName(all[each]!)?.upper === name.upper) return false;
    }
  }
  return true;
}

/**
 * Whether each comparison in the ON clause at a node plainly has its sides in order: both name a
 * source of the query, and these stand in the text as the sides do.
 */
function isInOrder(tree: Tree, { references }: Select, on: number, laterFirst: boolean): boolean {
  const end = tree.end(on);
  let at = placeOf(references, on);
  for (; at + 1 < references.length && references[at + 1]!.node < end; at++) {
    const left = references[at]!;
    const right = references[at + 1]!;
    const operator = nextCode(tree, left.node);
    if (operator < 0 || !tree.is(operator, COMPARISON)) continue;
    if (isUnqualified(left) || isUnqualified(right)) continue;
    if (left.named === null || left.count > 2 || right.named === null || right.count > 2) {
      return false;
    }
    const isLater = left.named.node > right.named.node;
    if (left.named !== right.named && isLater !== laterFirst) return false;
  }
  return true;
}

/** Whether a query plainly has the comparisons of all of its joins in order. */
function isQueryInOrder(tree: Tree, scopes: Scopes, select: Select, laterFirst: boolean): boolean {
  const { joins } = select;
  const { selects } = scopes;
  for (let at = 0; at < joins.length; at++) {
    const { on } = joins[at]!;
    for (let each = 0; each < on.length; each++) {
      // Columns of a query in the clause are that query's.
      const inner = selects[placeOf(selects, on[each]!)];
      if (inner !== undefined && inner.node < tree.end(on[each]!)) return false;
      if (!isInOrder(tree, select, on[each]!, laterFirst)) return false;
    }
  }
  return joins.length === 0 || areDistinct(select, scopes.sources);
}

/** Whether a statement plainly has all comparisons of its joins in order: most have. */
function areAllInOrder(tree: Tree, scopes: Scopes, laterFirst: boolean): boolean {
  const { selects, dmls, leading } = scopes;
  if (dmls.length > 0 || leading.length > 0) return false;
  for (let at = 0; at < selects.length; at++) {
    if (!isQueryInOrder(tree, scopes, selects[at]!, laterFirst)) return false;
  }
  return true;
}

function turnAround(tree: Tree, { left, operator, right }: Comparison): Fix[] {
  const turned = TURNED[tree.text(operator)]!;
  return [
    replace(left.node, tree.text(right.node)),
    ...(turned === tree.text(operator) ? [] : [replace(operator, turned)]),
    replace(right.node, tree.text(left.node)),
  ];
}

export const rule: Rule = {
  code: "ST09",
  name: "structure.join_condition_order",
  groups: ["all", "structure"],
  aliases: [],
  description: "Join conditions name the earlier table first, or the later one, as configured.",
  rationale: "With one order in all of them, conditions can be compared at a glance.",
  fixable: true,
  reads: "spelling",
  effects: { move: true, replace: [["<operator>", "<operator>"]] },
  options: [choice(
    "preferred_first_table_in_join_clause",
    ["earlier", "later"],
    "earlier",
    "Which of the two tables stands on the left.",
  )],
  bad: "SELECT foo.a FROM foo LEFT JOIN bar ON bar.id = foo.id\n",
  good: "SELECT foo.a FROM foo LEFT JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "Turn this join condition around.",
  run(context) {
    const { tree, file } = context;
    const laterFirst = context.text("preferred_first_table_in_join_clause") === "later";
    const isOdd = ({ left, right }: Comparison, places: ReadonlyMap<string, number>) => {
      const first = places.get(qualifierUpper(left, 0));
      const second = places.get(qualifierUpper(right, 0));
      if (first === undefined || second === undefined || first === second) return null;
      return first > second !== laterFirst;
    };
    // Mostly nothing is: then it does not matter which item has its way.
    const isAnyOdd = (parts: Parts) => {
      const { items, comparisons: all } = parts;
      for (let item = 0; item < items.length; item++) {
        const end = tree.end(items[item]!);
        let at = placeOf(all, items[item]!);
        if (at === all.length || all[at]!.node >= end) continue;
        const places = placesIn(tree, parts, items[item]!);
        for (; at < all.length && all[at]!.node < end; at++) {
          if (isOdd(all[at]!, places)) return true;
        }
      }
      return false;
    };
    return (statement) => {
      const scopes = scopesOf(file, statement);
      if (areAllInOrder(tree, scopes, laterFirst)) return;
      const parts = partsOf(tree, scopes, statement);
      if (parts === null || !isAnyOdd(parts)) return;
      // An item inside of another comes first: what is in order to it is left as it is, for two
      // items that disagree would turn a comparison around for ever.
      const inOrder = new Set<Comparison>();
      const found = new Map<Comparison, Comparison[]>();
      const turned = new Set<Comparison>();
      for (const item of parts.items.toReversed()) {
        const all = comparisonsIn(tree, parts, item);
        if (all.size === 0) continue;
        const places = placesIn(tree, parts, item);
        const odd: Comparison[] = [];
        for (const each of all.difference(inOrder)) {
          const verdict = isOdd(each, places);
          if (verdict === false) inOrder.add(each);
          if (verdict) odd.push(each);
        }
        const [first] = odd;
        if (first === undefined) continue;
        const fresh = odd.filter((each) => !turned.has(each));
        for (const each of fresh) turned.add(each);
        found.set(first, [...found.get(first) ?? [], ...fresh]);
      }
      for (const [{ left, right }, odd] of found) {
        const said = `\`${tree.text(right.node)}\` is of the ${laterFirst ? "later" : "earlier"} ` +
          "table: write it on the left of this comparison.";
        context.report(left.node, odd.flatMap((each) => turnAround(tree, each)), said);
      }
    };
  },
};
