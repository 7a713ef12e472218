import { type Fix, insertAfter, remove } from "../../edits.ts";
import {
  between,
  type Join,
  keepsRight,
  lacksCondition,
  scopesOf,
  type Select,
} from "../../scopes/mod.ts";
import { hasComment, kind, type Tree } from "../../tree/mod.ts";
import { cutOut } from "../removal.ts";
import type { Rule } from "../rule.ts";
import { assignJoins, type Conjunct, conjunctsOf, sourceFinder } from "./conjuncts.ts";

const EXPRESSION = kind("expression");
const FROM_EXPRESSION = kind("from_expression");

/**
 * Tells which conditions mean the same in the ON of their join. Before a join that keeps rows of its
 * right side they would be asked too early, and what another item of FROM names is not known in ON.
 */
function movability(
  tree: Tree,
  select: Select,
): (conjunct: Conjunct) => boolean {
  const lastKept = new Map<number, number>();
  const itemOf = (node: number) => tree.closest(node, FROM_EXPRESSION);
  for (const { node } of select.joins.filter(keepsRight)) lastKept.set(itemOf(node), node);
  const tableOf = sourceFinder(select);
  return ({ first, last, join }) => {
    if (join === null) return false;
    const item = itemOf(join.node);
    if ((lastKept.get(item) ?? -1) > join.node) return false;
    return between(select.references, first, tree.end(last)).every((reference) =>
      (tableOf(reference)?.node ?? item) >= item
    );
  };
}

/** The parts of WHERE that go once some of its conditions have moved. */
function leftovers(
  tree: Tree,
  select: Select,
  all: readonly Conjunct[],
  moved: Set<Conjunct>,
): Fix[] {
  const { where } = select;
  if (moved.size === all.length) return cutOut(tree, where);
  const expression = tree.parent(all[0]!.first);
  const children = tree.children(expression);
  const gone: number[] = [];
  // A condition goes with the AND before it, or where what comes before it is gone, behind it.
  let keptOne = false;
  for (const [at, conjunct] of all.entries()) {
    const next = all[at + 1];
    if (!moved.has(conjunct)) {
      keptOne = true;
      continue;
    }
    const previous = all[at - 1];
    const from = keptOne ? tree.end(previous!.last) : conjunct.first;
    const to = keptOne ? tree.end(conjunct.last) : next!.first;
    gone.push(...children.filter((child) => child >= from && child < to && !tree.isMeta(child)));
  }
  return [...new Set(gone)].map(remove);
}

function textOf(tree: Tree, { first, last }: Conjunct): string {
  return tree.tokens.text.slice(tree.start(first), tree.stop(last));
}

/** Moves conditions into the joins that they belong to. */
function move(tree: Tree, select: Select, all: readonly Conjunct[], movable: readonly Conjunct[]) {
  if (hasComment(tree, select.where, tree.end(select.where))) return [];
  const byJoin = Map.groupBy(movable, ({ join }) => join as Join);
  const fixes: Fix[] = [...byJoin].map(([join, conjuncts]) =>
    insertAfter(
      join.source!.node,
      ` ON ${conjuncts.map((each) => textOf(tree, each)).join(" AND ")}`,
    )
  );
  return [...fixes, ...leftovers(tree, select, all, new Set(movable))];
}

export const rule: Rule = {
  code: "CV12",
  name: "convention.join_condition",
  groups: ["all", "convention"],
  aliases: [],
  description: "Conditions of a join stand in its ON, not in WHERE.",
  rationale: "ON says what belongs together, WHERE which of it is wanted.",
  fixable: true,
  reads: "code",
  effects: { move: true, insert: ["ON", "AND"], remove: ["WHERE", "AND"] },
  options: [],
  bad: "SELECT foo.a FROM foo JOIN bar WHERE foo.id = bar.id\n",
  good: "SELECT foo.a FROM foo JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "This condition joins two tables: move it from WHERE into the ON of the join.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      for (const select of scopesOf(file, statement).selects) {
        if (select.where < 0 || !select.joins.some(lacksCondition)) continue;
        const bare = select.joins.filter(lacksCondition);
        const missing = "This join has no condition: write it in ON, not in WHERE.";
        for (const join of bare) context.report(join.node, [], missing);
        const all = conjunctsOf(tree, select.where);
        assignJoins(tree, select, all);
        const joining = all.filter(({ join }) => join !== null);
        if (joining.length === 0) continue;
        const movable = joining.filter(movability(tree, select));
        const anchor = joining.length === all.length
          ? select.where
          : tree.childOf(select.where, EXPRESSION);
        context.report(anchor, movable.length === 0 ? [] : move(tree, select, all, movable));
      }
    };
  },
};
