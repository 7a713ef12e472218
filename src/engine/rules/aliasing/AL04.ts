import { type Name, ownName, scopesOf, seen, type Select, type Source } from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

interface Label {
  readonly name: Name;
  readonly source: Source;
  /** An alias counts without its quotes, a table's name as it is written, but for light quotes. */
  readonly key: string;
}

/** What the tables of a query go by. */
function labels(select: Select, lightQuotes: string): Label[] {
  return seen(select).flatMap((source) => {
    const name = ownName(source);
    if (name === null) return [];
    const isWritten = source.alias === null && !lightQuotes.includes(name.text.charAt(0));
    return [{ name, source, key: isWritten ? name.text : name.bare }];
  });
}

/** Whether a query stands inside of a source's own brackets. */
function isWithin(select: Select, source: Source, tree: Tree): boolean {
  return select.node > source.node && select.node < tree.end(source.node);
}

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
  visits: [kind("statement")],
  nested: false,
  message: "Two tables go by one name: give one of them another alias.",
  run(context) {
    const { tree, dialect: { traits: { lightQuotes } } } = context;
    return (statement) => {
      for (const select of scopesOf(context.file, statement).selects) {
        if (select.list < 0) continue;
        const inner = new Map<string, Select[]>();
        for (const child of select.children) {
          for (const { key } of labels(child, lightQuotes)) {
            inner.set(key, [...inner.get(key) ?? [], child]);
          }
        }
        const known = new Set<string>();
        for (const { name, source, key } of labels(select, lightQuotes)) {
          const below = inner.get(key)?.some((child) => !isWithin(child, source, tree)) ?? false;
          if (known.has(key) || below) {
            const said = `\`${name.text}\` stands for two tables: give one of them another alias.`;
            context.report(name.leaf, [], said);
          }
          known.add(key);
        }
      }
    };
  },
};
