import { countSeen, type Folding, isUnqualified, type Name, scopesOf } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

const WINDOW = kind("window_specification");

/** A name as it is compared: with its quotes, if it has any, and to the letter where case counts. */
function compared({ text, quoted }: Name, folding: Folding): string {
  const isExact = folding === "none" || (quoted && folding !== "ignore");
  return isExact ? text : text.toUpperCase();
}

export const rule: Rule = {
  code: "RF07",
  name: "references.window_alias",
  groups: ["all", "references"],
  aliases: [],
  description: "A window clause does not name a column like a select alias " +
    "(only when force_enable is on).",
  rationale: "In a window, the name means the column of a table, not the alias beside it.",
  fixable: false,
  options: [flag("force_enable", false, "Run this rule; it is off unless this is on.")],
  exampleConfig: { rules: { "references.window_alias": { force_enable: true } } },
  bad: "SELECT\n    a.x + 1 AS y,\n    RANK() OVER (ORDER BY y) AS r\n" +
    "FROM a\nINNER JOIN b ON a.id = b.id\n",
  good: "SELECT\n    a.x + 1 AS y,\n    RANK() OVER (ORDER BY b.y) AS r\n" +
    "FROM a\nINNER JOIN b ON a.id = b.id\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  when: { forced: "required" },
  message: "A window names a column like an alias of the select list: qualify the column.",
  run(context) {
    const { tree, file } = context;
    const { folding } = context.dialect.traits;
    return (statement) => {
      for (const select of scopesOf(file, statement).selects) {
        if (countSeen(select) < 2) continue;
        const aliases = new Set(
          select.outputs.flatMap(({ alias }) => alias === null ? [] : compared(alias, folding)),
        );
        for (const reference of select.references) {
          const [name] = reference.parts;
          if (name === undefined || reference.star || !isUnqualified(reference)) continue;
          if (
            !aliases.has(compared(name, folding)) ||
            tree.closest(reference.node, WINDOW) < select.node
          ) {
            continue;
          }
          const said = `\`${name.text}\` is an alias of the select list: a window reads the ` +
            "column of a table, so qualify it.";
          context.report(reference.node, [], said);
        }
      }
    };
  },
};
