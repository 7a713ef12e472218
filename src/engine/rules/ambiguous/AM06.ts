import { isAny, KEYWORD, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { choice, type Rule } from "../rule.ts";

type Style = "implicit" | "explicit";

const NUMBER = kind("numeric_literal");
const LIST = kind("grouping_expression_list");
/**
 * Where a clause orders the rows of a window, a pattern or an aggregate, and not a result. One
 * that stands bare among the arguments of a call is judged like a query's own, as in SQLFluff.
 */
const ROWS = kinds("window_specification", "aggregate_order_by", "bracketed");
const CONTENTS = kind("function_contents");
/** The order of an array's elements is no order of a result. */
const ARRAY = kind("array_expression");
const NO_ITEM = kinds(
  "symbol",
  "bracketed",
  "cube_rollup_clause",
  "with_cube_rollup_clause",
  "fetch_clause",
  "grouping_sets_clause",
  "offset_clause",
);
const SAID: Record<Style, string> = {
  implicit: "This clause names columns: refer to them by their numbers.",
  explicit: "This clause refers to columns by number: name them.",
};

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
    const itemsOf = (node: number) =>
      tree.children(node).filter((child) =>
        tree.isCode(child) && tree.kind(child) !== KEYWORD && !isAny(tree, child, NO_ITEM)
      );
    return (clause) => {
      const parent = tree.parent(clause);
      if (
        !tree.is(clause, LIST) && isAny(tree, parent, ROWS) &&
        !tree.is(tree.parent(parent), CONTENTS)
      ) return;
      if (tree.closest(clause, ARRAY) >= 0) return;
      const styles = new Set(
        // A number with a sign is a value, no column's place.
        itemsOf(clause).map((item): Style =>
          tree.is(item, NUMBER) && tree.isLeaf(item) ? "implicit" : "explicit"
        ),
      );
      if (styles.size > 1) return context.report(clause);
      for (const style of styles) {
        if (wanted === null) wanted = style;
        else if (style !== wanted) context.report(clause, [], SAID[wanted]);
      }
    };
  },
};
