import { KEYWORD, kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { KindSet } from "../kind_set.ts";
import { choice, type Rule } from "../rule.ts";

type Style = "implicit" | "explicit";

const NUMBER = kind("numeric_literal");
const LIST = kind("grouping_expression_list");
/**
 * Where a clause orders the rows of a window, a pattern or an aggregate, and not a result. One
 * that stands bare among the arguments of a call is judged like a query's own, as in SQLFluff.
 */
const ROWS = new KindSet(kinds("window_specification", "aggregate_order_by", "bracketed"));
const CONTENTS = kind("function_contents");
/** The order of an array's elements is no order of a result. */
const ARRAY = kind("array_expression");
const NO_ITEM = new KindSet(kinds(
  "symbol",
  "bracketed",
  "cube_rollup_clause",
  "with_cube_rollup_clause",
  "fetch_clause",
  "grouping_sets_clause",
  "offset_clause",
));
const SAID: Record<Style, string> = {
  implicit: "This clause names columns: refer to them by their numbers.",
  explicit: "This clause refers to columns by number: name them.",
};

/** The style of the columns of a clause: null where it names none, "mixed" where it has both. */
function styleOf(tree: Tree, clause: number): Style | "mixed" | null {
  let style: Style | null = null;
  for (let item = tree.firstChild(clause); item >= 0; item = tree.nextSibling(item)) {
    if (!tree.isCode(item) || tree.kind(item) === KEYWORD || NO_ITEM.has(tree, item)) continue;
    // A number with a sign is a value, no column's place.
    const isPlace = tree.isLeaf(item) && tree.is(item, NUMBER);
    const its: Style = isPlace ? "implicit" : "explicit";
    if (style !== null && style !== its) return "mixed";
    style = its;
  }
  return style;
}

export const rule: Rule = {
  code: "AM06",
  name: "ambiguous.column_references",
  groups: ["all", "core", "ambiguous"],
  aliases: ["L054"],
  description: "GROUP BY and ORDER BY name their columns either by name or by number.",
  rationale: "Numbers point elsewhere once a column is added; mixed with names they hide well.",
  fixable: false,
  options: [choice(
    "group_by_and_order_by_style",
    ["consistent", "implicit", "explicit"],
    "consistent",
    "Numbers (implicit) or names (explicit); consistent takes what comes first.",
  )],
  bad: "SELECT a, b FROM foo GROUP BY 1 ORDER BY a\n",
  good: "SELECT a, b FROM foo GROUP BY 1 ORDER BY 2\n",
  phase: "main",
  visits: kinds("groupby_clause", "orderby_clause", "grouping_expression_list"),
  message: "This clause mixes names and numbers of columns: use one of them.",
  run(context) {
    const { tree } = context;
    const option = context.text("group_by_and_order_by_style");
    let wanted = option === "consistent" ? null : option as Style;
    return (clause) => {
      const parent = tree.parent(clause);
      if (
        !tree.is(clause, LIST) && ROWS.has(tree, parent) &&
        !tree.is(tree.parent(parent), CONTENTS)
      ) return;
      const style = styleOf(tree, clause);
      if (style === null || style === wanted || tree.closest(clause, ARRAY) >= 0) return;
      if (style === "mixed") return context.report(clause);
      wanted ??= style;
      if (style !== wanted) context.report(clause, [], SAID[wanted]);
    };
  },
};
