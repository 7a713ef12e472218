/** Reads what FROM and the statements that change data name: tables, calls, joins, targets. */
import type { Traits } from "../dialects/traits.ts";
import { KEYWORD, type Kind, kind, type Tree } from "../tree/mod.ts";
import type { Frame } from "./frame.ts";
import { type Dml, type Join, type Name, NONE, type Source, type SourceKind } from "./model.ts";
import { firstNameIn, listedNames, namesIn, namesInBrackets } from "./names.ts";
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
  /** Whether it stands inside of a bracketed join. */
  readonly grouped: boolean;
}

/** The reference that is all there is of a table expression, or -1: most tables are that. */
export function onlyReference(tree: Tree, table: number): number {
  const only = tree.firstChild(table);
  const isOnly = only >= 0 && tree.end(only) === tree.end(table);
  return isOnly && tree.is(only, TABLE_REFERENCE) ? only : -1;
}

/** Where in a table expression what it is stands; -1 for what is not there. */
interface TableParts {
  readonly reference: number;
  /** What unnests an array or an object. */
  readonly unnested: number;
  /** The name of a function. */
  readonly called: number;
  readonly kind: SourceKind;
}

const NO_TABLE: TableParts = { reference: -1, unnested: -1, called: -1, kind: "derived" };

function partsOf(tree: Tree, table: number): TableParts {
  if (table < 0) return NO_TABLE;
  const only = onlyReference(tree, table);
  if (only >= 0) {
    return { reference: only, unnested: -1, called: -1, kind: kindOfReference(tree, only) };
  }
  const call = tree.childOf(table, FUNCTION);
  const unnested = firstOf(tree, table, UNNESTINGS);
  const reference = unnested >= 0
    ? tree.childOf(unnested, OBJECT_REFERENCE)
    : tree.childOf(table, TABLE_REFERENCE);
  const bare = tree.childOf(table, BARE_FUNCTION);
  const called = bare >= 0 ? bare : call < 0 ? -1 : tree.childOf(call, FUNCTION_NAME);
  const kind = called >= 0 || isTableCall(tree, table)
    ? "function"
    : reference >= 0
    ? kindOfReference(tree, reference)
    : firstOf(tree, table, UNNAMED_TABLES) >= 0
    ? "table"
    : tree.childOf(table, VALUES) >= 0
    ? "values"
    : "derived";
  return { reference, unnested, called, kind };
}

/** A method's result has no name but its alias. */
function kindOfReference(tree: Tree, reference: number): SourceKind {
  return tree.childOf(reference, METHOD) < 0 ? "table" : "derived";
}

/** A source of a FROM item. */
export function readSource(tree: Tree, traits: Traits, place: SourcePlace): Source {
  const { node, frame, as, table, aliasNode } = place;
  const { reference, unnested, called, kind } = partsOf(tree, table);
  const call = called < 0 ? "" : tree.upper(called).trim();
  return {
    node,
    kind: as ?? kind,
    path: reference < 0 ? NONE : namesIn(tree, reference),
    aliasNode,
    alias: aliasNode < 0 ? null : firstNameIn(tree, aliasNode),
    columns: aliasNode < 0 ? NONE : listedNames(tree, aliasNode),
    elements: unnested < 0 ? NONE : namesIn(tree, unnested),
    query: null,
    join: frame.join,
    grouped: place.grouped,
    enclosed: frame.enclosed,
    call,
    valueTable: call !== "" && traits.valueTables.includes(call),
    isNamed: false,
  };
}

/** One JOIN, before its conditions and its source are known. */
export function readJoin(tree: Tree, node: number): Join {
  const words: string[] = [];
  let using: readonly Name[] = NONE;
  const end = tree.end(node);
  for (let child = node + 1; child < end; child = tree.end(child)) {
    if (tree.kind(child) === KEYWORD) words.push(tree.upper(child));
    else if (words.at(-1) === "USING" && tree.is(child, BRACKETED)) {
      using = namesInBrackets(tree, child);
    }
  }
  return { node, words, using, on: NONE, source: null };
}

/** A statement that changes data: what it changes, and by which names. */
export function readDml(tree: Tree, node: number): Dml {
  // DELETE may have its target in FROM or in a node of its own: it is the first table named.
  let table = node + 1;
  while (table < tree.end(node) && !tree.is(table, TABLE_REFERENCE)) table++;
  const aliases = tree.childrenOf(node, ALIAS).flatMap((alias) => firstNameIn(tree, alias) ?? []);
  return {
    node,
    target: table === tree.end(node) ? NONE : namesIn(tree, table),
    aliases,
    sources: NONE,
    references: NONE,
    from: tree.childOf(node, FROM),
  };
}
