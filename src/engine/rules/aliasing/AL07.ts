import { type Fix, replace } from "../../edits.ts";
import {
  between,
  type Scopes,
  scopesOf,
  type Select,
  type Source,
  type Use,
  usesOf,
} from "../../scopes/mod.ts";
import { hasComment, kind, type Tree } from "../../tree/mod.ts";
import { cutOut, isBeforeName } from "../removal.ts";
import { flag, type Rule } from "../rule.ts";

const TABLE_REFERENCE = kind("table_reference");

/** A table's name as it is written; the variable's where it is one, and "" where it is a file. */
function tableText(tree: Tree, { node, path }: Source): string {
  if (path.length > 0) return path.map(({ text }) => text).join(".");
  const [reference] = tree.descendants(node, TABLE_REFERENCE);
  return reference === undefined ? "" : tree.text(reference);
}

/** The tables that a query could do without an alias for. */
function avoidable(scopes: Scopes, select: Select, tree: Tree): Source[] {
  const [first] = select.sources;
  if (first === undefined || first.kind !== "table" || first.grouped) return [];
  const tables = between(scopes.sources, select.node, tree.end(select.node))
    .filter((source) => source.kind === "table" && tableText(tree, source) !== "");
  const aliases = new Map<string, Set<string | null>>();
  for (const table of tables) {
    const path = tableText(tree, table);
    const there = aliases.get(path) ?? new Set();
    aliases.set(path, there.add(table.alias?.text ?? null));
  }
  return tables.filter((table) =>
    table.alias !== null && (table === first || aliases.get(tableText(tree, table))!.size === 1)
  );
}

/** What tables would go by once aliases are gone, to see which names would then mean two tables. */
class BareTables {
  readonly #select = new Map<Source, Select>();
  readonly #own = new Map<Select, Map<string, number>>();
  readonly #within = new Map<Select, Map<string, number>>();

  constructor(selects: readonly Select[], unaliased: ReadonlySet<Source>) {
    for (const select of selects) {
      for (const source of select.sources) {
        this.#select.set(source, select);
        if (source.path.length === 0 || (source.alias !== null && !unaliased.has(source))) continue;
        count(this.#own, select, nameOf(source));
        for (let at: Select | null = select; at !== null; at = at.parent) {
          count(this.#within, at, nameOf(source));
        }
      }
    }
  }

  /** Whether a table of the same name is in the same query, one around it or one inside of it. */
  meets(source: Source): boolean {
    const name = nameOf(source);
    const select = this.#select.get(source);
    if (select === undefined) return true;
    if ((this.#within.get(select)?.get(name) ?? 0) > 1) return true;
    for (let at = select.parent; at !== null; at = at.parent) {
      if (this.#own.get(at)?.has(name)) return true;
    }
    return false;
  }
}

function nameOf({ path }: Source): string {
  return path.at(-1)!.bare.toUpperCase();
}

function count(counts: Map<Select, Map<string, number>>, select: Select, name: string): void {
  let there = counts.get(select);
  if (there === undefined) counts.set(select, there = new Map());
  there.set(name, (there.get(name) ?? 0) + 1);
}

/** Takes an alias away and writes the table's name wherever it was used. */
function unalias(tree: Tree, source: Source, uses: readonly Use[]): Fix[] {
  const { aliasNode, path } = source;
  const rendered = [aliasNode, ...path.map(({ leaf }) => leaf)].some((node) =>
    tree.isTemplated(node)
  );
  const keeps = hasComment(tree, aliasNode, tree.end(aliasNode)) || isBeforeName(tree, aliasNode);
  if (rendered || keeps) return [];
  const name = tableText(tree, source);
  return [
    ...cutOut(tree, aliasNode),
    ...uses.map((use) => replace(use.name.leaf, name)),
  ];
}

export const rule: Rule = {
  code: "AL07",
  name: "aliasing.forbid",
  groups: ["all", "aliasing"],
  aliases: ["L031"],
  description: "Tables are not aliased (only when force_enable is on).",
  rationale: "Full table names can be read without looking up what each alias stands for.",
  fixable: true,
  reads: "spelling",
  effects: { remove: ["AS"], replace: [["<name>", "<name>"]], insert: ["<name>", "."] },
  options: [flag("force_enable", false, "Run this rule; it is off unless this is on.")],
  exampleConfig: { rules: { "aliasing.forbid": { force_enable: true } } },
  bad: "SELECT o.id FROM orders AS o\n",
  good: "SELECT orders.id FROM orders\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  when: { forced: "required" },
  message: "Write the table's own name in place of this alias.",
  run(context) {
    const { tree, file, dialect } = context;
    return (statement) => {
      const scopes = scopesOf(file, statement);
      const found = new Set(scopes.selects.flatMap((select) => avoidable(scopes, select, tree)));
      if (found.size === 0) return;
      const uses = usesOf(scopes, dialect.traits);
      const bare = new BareTables(scopes.selects, found);
      for (const source of found) {
        const alias = source.alias!;
        const said = `\`${alias.text}\` hides a table's name: write \`${
          tableText(tree, source)
        }\`.`;
        // No column can be qualified with a variable: its alias is the one way to name it.
        const isNamed = source.path.length > 0;
        const isSafe = isNamed && source.columns.length === 0 && !bare.meets(source);
        context.report(
          alias.leaf,
          isSafe ? unalias(tree, source, uses.get(source) ?? []) : [],
          said,
        );
      }
    };
  },
};
