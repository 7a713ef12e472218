import { scopesOf, Widths } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
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
  bad: "SELECT * FROM foo\n",
  good: "SELECT a, b FROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message: "How many columns this star returns cannot be told: name the columns.",
  run(context) {
    const { tree, dialect, file } = context;
    return (statement) => {
      const scopes = scopesOf(file, statement);
      if (!scopes.hasStars) return;
      for (const query of scopes.outermost) {
        const width = new Widths(tree, dialect.traits, true).of(query);
        if (width !== null && typeof width !== "number") context.report(tree.lastCode(width.node));
      }
    };
  },
};
