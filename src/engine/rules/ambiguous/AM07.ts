import { scopesOf, type SetOperation, Widths } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

/** Whether a WITH around it returns something other than a set operation: then it is not judged. */
function isShielded(set: SetOperation): boolean {
  for (let at = set.scope; at !== null; at = at.scope) if (at.main?.type !== "set") return true;
  return false;
}

export const rule: Rule = {
  code: "AM07",
  name: "ambiguous.set_columns",
  groups: ["all", "ambiguous"],
  aliases: ["L068"],
  description: "All queries of a set operation return as many columns as each other.",
  rationale: "The database refuses anything else, at the latest when the query runs.",
  fixable: false,
  options: [],
  bad: "SELECT a, b FROM foo\nUNION ALL\nSELECT c FROM bar\n",
  good: "SELECT a, b FROM foo\nUNION ALL\nSELECT c, d FROM bar\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message:
    "The queries of this set operation return different numbers of columns: make them equal.",
  run(context) {
    const { tree, dialect, file } = context;
    return (statement) => {
      const widths = new Widths(tree, dialect.traits);
      for (const set of scopesOf(file, statement).sets) {
        if (isShielded(set)) continue;
        const counts = set.branches.map((branch) => widths.of(branch));
        const numbers = counts.filter((count) => typeof count === "number");
        if (numbers.length < counts.length || new Set(numbers).size < 2) continue;
        const told = `The queries of this set operation return ${numbers.join(", ")} columns: ` +
          "make them return equally many.";
        context.report(set.node, [], told);
      }
    };
  },
};
