import type { TableAlias } from "../../analysis/aliases.ts";
import { crawl, isAny } from "../../analysis/nodes.ts";
import { type Query, queryBelow, type Selectable } from "../../analysis/query.ts";
import { possibleParts } from "../../analysis/references.ts";
import { selectInfoWithTables } from "../../analysis/select.ts";
import { type Kind, kind } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";

const SELECT = kind("select_statement");

/** A subquery that stands in the place of a table. */
export interface NestedSubquery {
  /** The SELECT, or the like, that it is a table of. */
  selectable: Selectable;
  table: TableAlias;
}

/** The names of a SELECT's tables and their aliases. */
function sourceNames(context: RuleContext, tables: readonly TableAlias[]): Set<string> {
  const names = new Set<string>();
  for (const { name, reference } of tables) {
    if (name !== "") names.add(name);
    if (reference >= 0) names.add(context.tree.text(reference));
  }
  return names;
}

/** Whether a subquery reads the tables beside it, so that it cannot stand elsewhere. */
function isCorrelated(context: RuleContext, node: number, names: ReadonlySet<string>): boolean {
  const { tree, file } = context;
  const statement = crawl(tree, node, [SELECT], { shallow: true })[0];
  const info = statement === undefined ? null : selectInfoWithTables(file, statement);
  return info !== null &&
    info.references.some((reference) =>
      possibleParts(file, reference, "table").some(({ text }) => names.has(text))
    );
}

/** Whether a table stands below one of the kinds, inside of its SELECT. */
function isPlaced(
  context: RuleContext,
  selectable: Selectable,
  element: number,
  kinds: readonly Kind[],
): boolean {
  const { tree } = context;
  for (let at = element; at >= selectable.node; at = tree.parent(at)) {
    if (isAny(tree, at, kinds)) return true;
  }
  return false;
}

/**
 * The subqueries below the given kinds of parent that could be common table expressions: those of
 * the query itself, and of its common table expressions at any depth.
 */
export function nestedSubqueries(
  context: RuleContext,
  query: Query,
  parents: readonly Kind[],
): NestedSubquery[] {
  const found: NestedSubquery[] = [];
  for (const [index, each] of [query, ...query.ctes.values()].entries()) {
    for (const selectable of each.selectables) {
      const tables = selectable.info?.tables ?? [];
      const names = sourceNames(context, tables);
      for (const table of tables) {
        const inner = queryBelow(context.file, table.element);
        if (inner === null || !isPlaced(context, selectable, table.element, parents)) continue;
        if (inner.selectables.some(({ node }) => isCorrelated(context, node, names))) continue;
        found.push({ selectable, table });
        if (index > 0) found.push(...nestedSubqueries(context, inner, parents));
      }
    }
  }
  return found;
}
