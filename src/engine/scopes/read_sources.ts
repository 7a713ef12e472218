/** Reads what FROM and the statements that change data name: tables, calls, joins, targets. */
import type { Traits } from "../dialects/traits.ts";
import { KEYWORD, type Kind, kind, type Tree } from "../tree/mod.ts";
import type { Frame } from "./frame.ts";
import type { Dml, Join, Name, Source, SourceKind } from "./model.ts";
import { listedNames, namesIn, namesInBrackets } from "./names.ts";
import { isTableCall } from "./table_calls.ts";

const ALIAS = kind("alias_expression");
const BARE_FUNCTION = kind("bare_function");
const BRACKETED = kind("bracketed");
const FROM = kind("from_clause");
const FUNCTION = kind("function");
const FUNCTION_NAME = kind("function_name");
const METHOD = kind("datatype_method");
const OBJECT_REFERENCE = kind("object_reference");
const TABLE_REFERENCE = kind("table_reference");
/** What is read as a table and has no name of its own. */
const UNNAMED_TABLES = [
  "file_reference",
  "identifier_clause_segment",
  "semantic_view",
  "stage_path",
].map((name) => kind(name));
const VALUES = kind("values_clause");
/** A column of another source, read as one. */
const UNNESTINGS = [kind("array_unnesting"), kind("object_unpivoting")];

/** The first child of one of those kinds, or -1. */
function firstOf(tree: Tree, node: number, kinds: readonly Kind[]): number {
  for (const each of kinds) {
    const child = tree.childOf(node, each);
    if (child >= 0) return child;
  }
  return -1;
}

/** What a source is read from: its node, its table and its alias (-1 for none). */
interface SourcePlace {
  readonly node: number;
  readonly frame: Frame;
  /** What it is, where that is known. */
  readonly as: SourceKind | null;
  readonly table: number;
  readonly aliasNode: number;
}

/** A source of a FROM item. */
export function readSource(tree: Tree, traits: Traits, place: SourcePlace): Source {
  const { node, frame, as, table, aliasNode } = place;
  const call = table < 0 ? -1 : tree.childOf(table, FUNCTION);
  const unnested = table < 0 ? -1 : firstOf(tree, table, UNNESTINGS);
  const reference = unnested >= 0
    ? tree.childOf(unnested, OBJECT_REFERENCE)
    : table < 0
    ? -1
    : tree.childOf(table, TABLE_REFERENCE);
  const bare = table < 0 ? -1 : tree.childOf(table, BARE_FUNCTION);
  const calls = bare >= 0 ? bare : call < 0 ? -1 : tree.childOf(call, FUNCTION_NAME);
  const isCall = calls >= 0 || (table >= 0 && isTableCall(tree, table));
  const kind = as ??
    (isCall ? "function" : reference >= 0
      // A method's result has no name but its alias.
      ? tree.childOf(reference, METHOD) < 0 ? "table" : "derived"
      : table >= 0 && firstOf(tree, table, UNNAMED_TABLES) >= 0
      ? "table"
      : table >= 0 && tree.childOf(table, VALUES) >= 0
      ? "values"
      : "derived");
  const name = calls < 0 ? "" : tree.upper(calls).trim();
  const names = aliasNode < 0 ? [] : namesIn(tree, aliasNode);
  return {
    node,
    kind,
    path: reference < 0 ? [] : namesIn(tree, reference),
    aliasNode,
    alias: names[0] ?? null,
    columns: aliasNode < 0 ? [] : listedNames(tree, aliasNode),
    elements: unnested < 0 ? [] : namesIn(tree, unnested),
    query: null,
    join: frame.join,
    grouped: frame.grouped,
    enclosed: frame.enclosed,
    call: name,
    valueTable: traits.valueTables.includes(name),
  };
}

/** One JOIN, before its conditions and its source are known. */
export function readJoin(tree: Tree, node: number): Join {
  const words: string[] = [];
  let using: Name[] = [];
  for (const child of tree.children(node)) {
    if (tree.kind(child) === KEYWORD) words.push(tree.upper(child));
    else if (tree.is(child, BRACKETED) && words.at(-1) === "USING") {
      using = namesInBrackets(tree, child);
    }
  }
  return { node, words, using, on: [], source: null };
}

/** A statement that changes data: what it changes, and by which names. */
export function readDml(tree: Tree, node: number): Dml {
  // DELETE may have its target in FROM or in a node of its own: it is the first table named.
  const table = tree.descendants(node, TABLE_REFERENCE)[0];
  const aliases = tree.childrenOf(node, ALIAS).flatMap((alias) => namesIn(tree, alias).slice(0, 1));
  return {
    node,
    target: table === undefined ? [] : namesIn(tree, table),
    aliases,
    sources: [],
    references: [],
    from: tree.childOf(node, FROM),
  };
}
