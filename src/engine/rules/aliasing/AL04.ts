import { isSeen, ownName, scopesOf, type Select, type Source } from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

/**
 * What a table that a query sees is told from others by; null where it has no name. An alias counts
 * without its quotes, a table's name as it is written, but for light quotes.
 */
function labelOf(source: Source, lightQuotes: string): string | null {
  const name = isSeen(source) ? ownName(source) : null;
  if (name === null) return null;
  const isWritten = source.alias === null && !lightQuotes.includes(name.text.charAt(0));
  return isWritten ? name.text : name.bare;
}

/** Whether a query stands inside of a source's own brackets. */
function isWithin(select: Select, source: Source, tree: Tree): boolean {
  return select.node > source.node && select.node < tree.end(source.node);
}

/** Whether a label is that of one of the first `count` sources of a query. */
function isAmong({ sources }: Select, count: number, label: string, lightQuotes: string): boolean {
  for (let at = 0; at < count; at++) {
    if (labelOf(sources[at]!, lightQuotes) === label) return true;
  }
  return false;
}

/** Tells which sources of a query go by a name that another one before or below them has. */
type IsRepeated = (at: number, label: string) => boolean;

/** Looks at all others each time. */
function among(select: Select, tree: Tree, lightQuotes: string): IsRepeated {
  return (at, label) =>
    isAmong(select, at, label, lightQuotes) ||
    select.children.some((child) =>
      !isWithin(child, select.sources[at]!, tree) &&
      isAmong(child, child.sources.length, label, lightQuotes)
    );
}

/** The same by tables, of a query that has many of them. */
function lookedUp(select: Select, tree: Tree, lightQuotes: string): IsRepeated {
  const below = new Map<string, Select[]>();
  for (const child of select.children) {
    for (const source of child.sources) {
      const label = labelOf(source, lightQuotes);
      if (label === null) continue;
      const there = below.get(label);
      if (there === undefined) below.set(label, [child]);
      else if (there.at(-1) !== child) there.push(child);
    }
  }
  const first = new Map<string, number>();
  for (const [at, source] of select.sources.entries()) {
    const label = labelOf(source, lightQuotes);
    if (label !== null && !first.has(label)) first.set(label, at);
  }
  return (at, label) =>
    first.get(label)! < at ||
    (below.get(label)?.some((child) => !isWithin(child, select.sources[at]!, tree)) ?? false);
}

/** With up to so many names in a query and those in it, comparing them costs less than tables. */
const FEW = 16;

/** Whether a query has few names to tell apart, its own and those of the queries right inside of it. */
function hasFew({ sources, children }: Select): boolean {
  let count = sources.length;
  for (let at = 0; at < children.length && count <= FEW; at++) {
    count += children[at]!.sources.length + 1;
  }
  return count <= FEW;
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
        const { list, sources, children } = select;
        if (list < 0 || sources.length + children.length < 2) continue;
        const isRepeated = (hasFew(select) ? among : lookedUp)(select, tree, lightQuotes);
        for (let at = 0; at < sources.length; at++) {
          const label = labelOf(sources[at]!, lightQuotes);
          if (label === null || !isRepeated(at, label)) continue;
          const name = ownName(sources[at]!)!;
          const said = `\`${name.text}\` stands for two tables: give one of them another alias.`;
          context.report(name.leaf, [], said);
        }
      }
    };
  },
};
