import { Widths } from "../../scopes/width.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "AM04",
  name: "ambiguous.column_count",
  groups: ["all", "ambiguous"],
  aliases: ["L044"],
  description: "The outermost query says which columns it returns.",
  rationale: "With a star over a table, a column added there changes this result too.",
  fixable: false,
  options: [],
  bad: "SELECT * FROM payments\n",
  good: "WITH paid AS (\n    SELECT id, total FROM payments\n)\n\nSELECT * FROM paid\n",
  phase: "main",
  followsQueries: true,
  visits: kinds("select_statement", "set_expression", "with_compound_statement"),
  nested: false,
  message: "How many columns this star stands for cannot be told here: name them.",
  run(context) {
    const widths = new Widths(context.tree, context.dialect.traits.folding);
    return (query) => {
      const width = widths.of(query);
      if ("star" in width && width.star >= 0) context.report(width.star);
    };
  },
};
