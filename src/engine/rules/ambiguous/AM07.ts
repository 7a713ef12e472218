import { counted, scopesOf, type SetOperation, Widths } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

/** The numbers of columns of a set operation's queries, where all are known and two differ. */
function mismatch(set: SetOperation, widths: Widths): readonly number[] | null {
  const counts = counted(set).map((branch) => widths.of(branch));
  const numbers = counts.filter((count) => typeof count === "number");
  return numbers.length === counts.length && new Set(numbers).size > 1 ? numbers : null;
}

/**
 * The set operation that decides about another, as SQLFluff has it: within a WITH it is that of the
 * WITH's own query, and where that query is none, nothing is judged.
 */
function judged(set: SetOperation): SetOperation | null {
  if (set.scope === null) return set;
  return set.scope.main?.type === "set" ? set.scope.main : null;
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
      const { sets } = scopesOf(file, statement);
      if (sets.length === 0) return;
      const widths = new Widths(tree, dialect.traits);
      for (const set of sets) {
        const decides = judged(set);
        const numbers = decides === null ? null : mismatch(decides, widths);
        if (numbers === null) continue;
        const which = decides === set ? "this set operation" : "the WITH's set operation";
        const told = `The queries of ${which} return ${numbers.join(", ")} columns: ` +
          "make them return equally many.";
        context.report(set.node, [], told);
      }
    };
  },
};
