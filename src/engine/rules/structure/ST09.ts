import { type Fix, replace } from "../../edits.ts";
import { type Dml, ownName, type Reference, scopesOf, type Select } from "../../scopes/mod.ts";
import { kind, nextCode, previousCode, type Tree, word } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";

const FROM_EXPRESSION = kind("from_expression");
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
  readonly left: Reference;
  readonly operator: number;
  readonly right: Reference;
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

/** What has a FROM clause. */
type Reader = Pick<Select | Dml, "references" | "sources" | "from">;

/**
 * The comparisons of two qualified columns in the ON clauses of a query; where a dot may reach into
 * `structs`, more parts may stand behind the column.
 */
function comparisons(tree: Tree, { references }: Reader, structs: boolean): Comparison[] {
  const qualified = references.filter(({ clause, parts, star }) =>
    clause === "on" && (parts.length === 2 || (structs && parts.length > 2)) && !star
  );
  const byNode = new Map(qualified.map((reference) => [reference.node, reference]));
  return qualified.flatMap((left): Comparison[] => {
    const operator = tree.end(left.node) < tree.size ? nextCode(tree, left.node) : -1;
    if (operator < 0 || !tree.is(operator, COMPARISON)) return [];
    const right = byNode.get(nextCode(tree, operator));
    if (right === undefined || TURNED[tree.text(operator)] === undefined) return [];
    const before = previousCode(tree, left.node);
    const after = nextCode(tree, right.node);
    if (!isBoundary(tree, before) || !isBoundary(tree, after)) return [];
    const start = before < 0 ? left.node : before;
    const end = after < 0 ? tree.end(right.node) : after;
    return holdsComment(tree, start, end) ? [] : [{ left, operator, right }];
  });
}

/** How many expressions stand around a node. */
function depthOf(tree: Tree, node: number): number {
  let depth = 0;
  for (let at = tree.closest(node, EXPRESSION); at >= 0; at = tree.closest(at, EXPRESSION)) depth++;
  return depth;
}

/** The comparison with the fewest brackets around it, the first of several. */
function outermost(tree: Tree, all: readonly Comparison[]): Comparison {
  let best = all[0]!;
  let least = Infinity;
  for (const each of all) {
    const depth = depthOf(tree, each.left.node);
    if (depth < least) [best, least] = [each, depth];
  }
  return best;
}

/** The item of the FROM clause that a node stands in, or -1. */
function itemOf(tree: Tree, { from }: Reader, node: number): number {
  let item = tree.closest(node, FROM_EXPRESSION);
  while (item >= 0 && tree.parent(item) !== from) item = tree.closest(item, FROM_EXPRESSION);
  return item;
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
    const judge = (select: Reader) => {
      const all = comparisons(tree, select, context.dialect.traits.structs);
      if (all.length === 0) return;
      const places = new Map<string, number>();
      for (const [place, source] of select.sources.entries()) {
        const name = ownName(source);
        if (name !== null) places.set(name.bare.toUpperCase(), place);
      }
      const placeOf = (reference: Reference, item: number) => {
        const place = places.get(reference.parts[0]!.bare.toUpperCase());
        const isThere = place !== undefined &&
          itemOf(tree, select, select.sources[place]!.node) === item;
        return isThere ? place : null;
      };
      const isOdd = ({ left, right }: Comparison, item: number) => {
        const [first, second] = [placeOf(left, item), placeOf(right, item)];
        if (first === null || second === null || first === second) return false;
        return first > second !== laterFirst;
      };
      for (const [item, there] of Map.groupBy(all, ({ left }) => itemOf(tree, select, left.node))) {
        const odd = there.filter((each) => isOdd(each, item));
        if (odd.length === 0) continue;
        const { left, right } = outermost(tree, odd);
        const said = `\`${tree.text(right.node)}\` is of the ${laterFirst ? "later" : "earlier"} ` +
          "table: write it on the left of this comparison.";
        context.report(left.node, odd.flatMap((each) => turnAround(tree, each)), said);
      }
    };
    return (statement) => {
      const { selects, dmls } = scopesOf(file, statement);
      for (const reader of [...selects, ...dmls]) judge(reader);
    };
  },
};
