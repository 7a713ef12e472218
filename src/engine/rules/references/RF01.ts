import type { Traits } from "../../dialects/mod.ts";
import {
  type Dml,
  isApart,
  isUnqualified,
  type Name,
  type Reading,
  readings,
  type Reference,
  scopesOf,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

/** Whether a reading's schema may be that of a table's path. */
function schemaFits({ schema }: Reading, path: Source["path"]): boolean {
  const own = path.at(-2);
  return schema === null || own === undefined || own.bare === schema.bare;
}

/** A name as if it were written otherwise between its quotes. */
function withBare({ leaf, text, quoted }: Name, bare: string): Name {
  return { leaf, text, bare, upper: bare.toUpperCase(), lower: bare.toLowerCase(), quoted };
}

/**
 * The readings of a bare reference where any part may be a table: the name alone may be a table, which
 * then stands for its row, and SQLFluff takes it for nothing else.
 */
function rowReadings({ parts: [name], star }: Reference, traits: Traits): readonly Reading[] {
  if (star || name === undefined) return [];
  const pieces = name.quoted && traits.quotedPaths ? name.bare.split(".") : [name.bare];
  return pieces.map((bare) => ({ table: withBare(name, bare), schema: null }));
}

/** The readings of a reference where a dot may reach into a value: its first part, too, is one. */
function reachingReadings(reference: Reference, ways: readonly Reading[]): readonly Reading[] {
  const { parts, star } = reference;
  return parts.length + Number(star) < 3 ? ways : [ways[0]!, { table: parts[0]!, schema: null }];
}

/**
 * The name of a table: the last part of its path, or what stands behind the last dot of that where
 * quotes may stand around a whole path.
 */
function tableName({ path }: Source, traits: Traits): string | undefined {
  const last = path.at(-1);
  if (last === undefined || !last.quoted || !traits.quotedPaths) return last?.bare;
  return last.bare.slice(last.bare.lastIndexOf(".") + 1);
}

function names(source: Source, reading: Reading, traits: Traits): boolean {
  const { bare } = reading.table;
  if (source.alias?.bare === bare) return true;
  if (source.elements.some((element) => element.bare === bare)) return true;
  return tableName(source, traits) === bare && schemaFits(reading, source.path);
}

/** Puts a source under a name, once. */
function add(sources: Map<string, Source[]>, name: string | undefined, source: Source): void {
  if (name === undefined) return;
  const there = sources.get(name);
  if (there === undefined) sources.set(name, [source]);
  else if (there.at(-1) !== source) there.push(source);
}

const NO_SOURCES: readonly Source[] = [];
const BRACKETED = kind("bracketed");
const FROM = kind("from_clause");
const FROM_EXPRESSION = kind("from_expression");
const JOIN = kind("join_clause");

/**
 * Whether a qualifier may call a source by its name. As SQLFluff answers, an item of FROM that is
 * one pair of brackets hides what it holds, and one that begins with a joined group in brackets
 * hides all of it but its first table; a group behind JOIN hides nothing.
 */
function isCallable(tree: Tree, source: Source): boolean {
  if (!source.grouped) return true;
  let isFirst = tree.is(source.node, BRACKETED);
  /** The part of the item of FROM that the source stands in. */
  let part = -1;
  for (let at = source.node, around = tree.parent(at); around >= 0; around = tree.parent(at)) {
    if (tree.is(around, FROM)) {
      if (tree.is(at, BRACKETED)) part = at;
      return part < 0 || tree.is(part, JOIN) || (isFirst && !tree.is(part, BRACKETED));
    }
    if (tree.is(around, FROM_EXPRESSION)) part = at;
    else if (tree.is(around, JOIN)) isFirst = false;
    at = around;
  }
  return true;
}

/** A query's sources by each name that a qualifier may call them by. */
class Qualifiers {
  readonly #known = new Map<Select, Map<string, Source[]>>();

  constructor(readonly tree: Tree, readonly traits: Traits) {}

  in(select: Select, name: string): readonly Source[] {
    let sources = this.#known.get(select);
    if (sources === undefined) {
      this.#known.set(select, sources = new Map());
      for (const source of select.sources) {
        if (!isCallable(this.tree, source)) continue;
        add(sources, source.alias?.bare, source);
        add(sources, tableName(source, this.traits), source);
        for (const { bare } of source.elements) add(sources, bare, source);
      }
    }
    return sources.get(name) ?? NO_SOURCES;
  }
}

function namesTarget(dml: Dml, reading: Reading): boolean {
  const { target, aliases } = dml;
  if (aliases.some((alias) => alias.bare === reading.table.bare)) return true;
  return target.at(-1)?.bare === reading.table.bare && schemaFits(reading, target);
}

const DELETE = kind("delete_statement");

/**
 * Whether a query in a statement that changes data may name one of the statement's own sources:
 * as SQLFluff answers, none of what DELETE reads, and none of another's FROM clause.
 */
function seesSource(tree: Tree, { node, from }: Dml, source: Source): boolean {
  return !tree.is(node, DELETE) &&
    (from < 0 || source.node < from || source.node >= tree.end(from));
}

/** Whether a query, one around it, or the statement that contains it knows what is named. */
function isKnown(select: Select, reading: Reading, qualifiers: Qualifiers): boolean {
  const { tree, traits } = qualifiers;
  for (let at: Select | null = select; at !== null; at = at.parent) {
    if (at.turned.some(({ name }) => name?.bare === reading.table.bare)) return true;
    if (qualifiers.in(at, reading.table.bare).some((source) => names(source, reading, traits))) {
      return true;
    }
  }
  const { dml } = select;
  return dml !== null &&
    (namesTarget(dml, reading) ||
      dml.sources.some((source) =>
        seesSource(tree, dml, source) && names(source, reading, traits)
      ));
}

/** Whether a query reads one source only that may be called by a name, or one at all. */
function hasOneSource(tree: Tree, { sources }: Select): boolean {
  let named = 0;
  for (const source of sources) {
    if ((source.alias !== null || source.path.length > 0) && isCallable(tree, source)) named++;
  }
  return named === 1 || (named === 0 && sources.length === 1 && isCallable(tree, sources[0]!));
}

const KEYWORD = kind("keyword");
const TRIGGER = kind("create_trigger");
/** The rows that a trigger's statements may read, by the event that starts it. */
const EVENT_ROWS = new Map([["DELETE", ["old"]], ["INSERT", ["new"]], ["UPDATE", ["old", "new"]]]);

/** What a statement's queries may name although no FROM does: the rows that started a trigger. */
function triggerRows(tree: Tree, statement: number): readonly string[] {
  for (const child of tree.children(statement)) {
    if (!tree.is(child, TRIGGER)) continue;
    for (const part of tree.children(child)) {
      const rows = tree.is(part, KEYWORD) && EVENT_ROWS.get(tree.text(part).toUpperCase());
      if (rows) return rows;
    }
  }
  return [];
}

export const rule: Rule = {
  code: "RF01",
  name: "references.from",
  groups: ["all", "core", "references"],
  aliases: ["L026"],
  description: "A qualified reference names a table that is in FROM.",
  rationale: "Any other reference fails, or worse, finds a table of an outer query.",
  fixable: false,
  options: [flag("force_enable", false, "Run in dialects too where a dot may reach into a value.")],
  bad: "SELECT vee.a FROM foo\n",
  good: "SELECT foo.a FROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  when: {
    dialect: (traits) => !(traits.dotAccess && traits.dotAccessInJoins),
    forced: "any_dialect",
  },
  message: "This qualifier is not a table of the query: correct it, or add the table to FROM.",
  run(context) {
    const { traits } = context.dialect;
    const { tree } = context;
    const reaches = traits.dotAccess && !context.flag("force_enable");
    // Forced to judge what reaches into values, a reference is read as in dialects without these;
    // where joins are exempt from judgement too, fields of columns stay known.
    const readsTablesOnly = !reaches && !traits.dotAccessInJoins;
    const isPseudo = ({ parts }: Reference) =>
      (traits.pseudoColumns.length > 0 &&
        traits.pseudoColumns.includes(parts.at(-1)?.upper ?? "")) ||
      (parts.length > 0 && traits.pseudoStructs.includes(parts[0]!.text.toUpperCase()));
    return (statement) => {
      let qualifiers: Qualifiers | null = null;
      const rows = traits.triggerRows ? triggerRows(tree, statement) : [];
      for (const select of scopesOf(context.file, statement).selects) {
        // With one source a dot reaches into a column of it; a lambda's parameters are names, too.
        if (reaches && hasOneSource(tree, select) && !select.binds) continue;
        const { references } = select;
        for (let at = 0; at < references.length; at++) {
          const reference = references[at]!;
          if (reference.named !== null) continue;
          if (!traits.tablesAnywhere && isUnqualified(reference)) continue;
          if (isApart(reference) || isPseudo(reference)) continue;
          const plain = traits.tablesAnywhere && isUnqualified(reference)
            ? rowReadings(reference, traits)
            : readings(reference, traits);
          const ways = reaches
            ? reachingReadings(reference, plain)
            : readsTablesOnly
            ? plain.slice(0, 1)
            : plain;
          if (ways.length === 0) continue;
          const known = qualifiers ??= new Qualifiers(tree, traits);
          if (ways.some((way) => isKnown(select, way, known))) continue;
          const { table } = ways[0]!;
          if (rows.includes(table.bare)) continue;
          const said = `\`${table.text}\` is not a table of this query: ` +
            "correct the name, or add the table to FROM.";
          context.report(table.leaf, [], said);
        }
      }
    };
  },
};
