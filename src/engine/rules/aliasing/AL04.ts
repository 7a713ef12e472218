import { selectInfoWithTables } from "../../analysis/select.ts";
import { kind } from "../../tree/mod.ts";
import { quoted } from "../../reflow/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");

export const rule: Rule = {
  code: "AL04",
  name: "aliasing.unique.table",
  groups: ["all", "core", "aliasing", "aliasing.unique"],
  aliases: ["L020"],
  description: "No two tables of a query go by the same alias.",
  rationale: "A reference to an alias that two tables share means neither, or the wrong one.",
  fixable: false,
  options: [],
  bad: "SELECT 1 FROM foo AS t, bar AS t\n",
  good: "SELECT 1 FROM foo AS f, bar AS b\n",
  phase: "main",
  visits: [SELECT],
  message: "Table aliases should be unique within each clause.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      const info = selectInfoWithTables(file, statement);
      if (info === null) return;
      const tables = [...info.tables];
      const outer = tree.closest(statement, SELECT);
      const around = outer < 0 ? null : selectInfoWithTables(file, outer);
      for (const table of around?.tables ?? []) {
        const holds = statement >= table.element && statement < tree.end(table.element);
        if (!holds) tables.push(table);
      }
      const seen = new Set<string>();
      for (const { name, leaf } of tables) {
        if (name === "") continue;
        if (seen.has(name)) {
          const what = `Duplicate table alias ${quoted(name)}.`;
          context.report(leaf, [], `${what} Table aliases should be unique.`);
        }
        seen.add(name);
      }
    };
  },
};
