import { type Kind, kind } from "../tree/mod.ts";
import { fromAliases, type TableAlias } from "./aliases.ts";
import { type AnalysedFile, memoised } from "./file.ts";
import { unquoted } from "./identifiers.ts";
import { crawl, isAny } from "./nodes.ts";
import { isQualified } from "./references.ts";
import { type SelectInfo, selectInfo } from "./select.ts";

const SELECT = kind("select_statement");
const SET_EXPRESSION = kind("set_expression");
const WITH = kind("with_compound_statement");
const CTE = kind("common_table_expression");
const VALUES = kind("values_clause");
const TABLE_REFERENCE = kind("table_reference");
const TABLE_EXPRESSION = kind("table_expression");
const WILDCARD_EXPRESSION = kind("wildcard_expression");
const ALIAS_EXPRESSION = kind("alias_expression");
const FROM_EXPRESSION = kind("from_expression");
const NAMES = [kind("naked_identifier"), kind("quoted_identifier")];

/** What a query can be made of. */
export const SELECTABLE: readonly Kind[] = [WITH, SET_EXPRESSION, SELECT];
const STATEMENTS: readonly Kind[] = [
  ...["merge_statement", "update_statement", "delete_statement"].map((name) => kind(name)),
  VALUES,
];

/** A select target with a star, and the tables that it stands for. */
export interface Wildcard {
  target: number;
  tables: string[];
}

const SINGLE: readonly Kind[] = [SELECT, ...STATEMENTS];

/** One SELECT, or something in its place, of a query. */
export class Selectable {
  constructor(readonly file: AnalysedFile, readonly node: number) {}

  /** Its names; null for a SELECT without a SELECT clause. */
  get info(): SelectInfo | null {
    const { file, node } = this;
    if (file.tree.is(node, SELECT)) return selectInfo(file, node);
    return {
      statement: node,
      tables: this.#statementTables(),
      standalone: [],
      references: [],
      tableReferences: [],
      targets: [],
      columns: [],
      using: [],
    };
  }

  /** The tables of VALUES, UPDATE, DELETE and MERGE. */
  #statementTables(): TableAlias[] {
    const { file: { tree }, file, node } = this;
    const plain = { element: node, reference: -1 };
    const aliases = tree.childrenOf(node, ALIAS_EXPRESSION).map((expression) => {
      const leaf = tree.children(expression).find((child) => isAny(tree, child, NAMES)) ?? -1;
      const name = leaf < 0 ? "" : tree.text(leaf);
      return { ...plain, name, leaf, aliased: leaf >= 0, expression };
    });
    if (aliases.length > 0) return aliases;
    const from = tree.childOf(node, FROM_EXPRESSION) < 0 ? [] : fromAliases(file, node);
    if (from.length > 0) return from;
    return [{ ...plain, name: "", leaf: -1, aliased: false, expression: -1 }];
  }

  /** The stars among the select targets. */
  wildcards(): Wildcard[] {
    const { tree } = this.file;
    const info = this.info;
    const found: Wildcard[] = [];
    for (const target of info?.targets ?? []) {
      if (tree.childOf(target, WILDCARD_EXPRESSION) < 0) continue;
      const text = tree.text(target);
      const dot = text.lastIndexOf(".");
      const tables = dot >= 0
        ? [text.slice(0, dot)]
        : info!.tables.filter(({ name }) => name !== "")
          .map(({ aliased, name, element }) => aliased ? name : tree.text(element));
      found.push({ target, tables });
    }
    return found;
  }

  /** The table that has this alias. */
  findAlias(name: string): TableAlias | undefined {
    return this.info?.tables.find((table) => table.aliased && table.name === name);
  }
}

/** A query: its SELECTs, its common table expressions and its subqueries. */
export class Query {
  readonly selectables: Selectable[] = [];
  /** By name, in capitals. */
  readonly ctes = new Map<string, Query>();
  readonly subqueries: Query[] = [];
  parent: Query | null = null;
  isSubquery = false;
  /** For a common table expression: it, and the leaf of its name. */
  cte = -1;
  cteName = -1;

  constructor(readonly file: AnalysedFile) {}

  get children(): Query[] {
    return [...this.ctes.values(), ...this.subqueries];
  }

  /**
   * The common table expression of a name, here or in a query around; it is taken out of its
   * query, so that one that reads itself is not followed for ever.
   */
  takeCte(name: string, take = true): Query | null {
    const key = name.toUpperCase();
    const found = this.ctes.get(key);
    if (found === undefined) return this.parent?.takeCte(name, take) ?? null;
    if (take) this.ctes.delete(key);
    return found;
  }

  /** Where the rows of a node come from: queries, or tables by their text. */
  sources(node: number, take = false): (Query | string)[] {
    const { tree } = this.file;
    const found: (Query | string)[] = [];
    const wanted = [TABLE_REFERENCE, SET_EXPRESSION, SELECT, VALUES];
    let nested = false;
    for (const source of crawl(tree, node, wanted, { shallow: true, self: false })) {
      if (tree.is(source, TABLE_REFERENCE)) {
        const text = tree.text(source);
        const cte = isQualified(this.file, source) ? null : this.takeCte(text, take);
        if (cte !== null) found.push(cte);
        found.push(text);
      } else {
        nested = true;
        const query = queryOf(this.file, source);
        query.parent = this;
        found.push(query);
      }
    }
    if (!nested) {
      const table = tree.childOf(node, TABLE_EXPRESSION);
      if (table >= 0) found.push(tree.text(table));
    }
    return found;
  }
}

function addCtes(query: Query, ctes: readonly number[]): void {
  const { file } = query;
  const { tree } = file;
  for (const cte of ctes) {
    const inner = crawl(tree, cte, [...SELECTABLE, ...STATEMENTS])[0];
    if (inner === undefined) continue;
    const name = tree.firstChild(cte);
    const made = queryOf(file, inner);
    made.parent = query;
    made.cte = cte;
    made.cteName = name;
    query.ctes.set(unquoted(tree, tree.firstLeaf(name)).toUpperCase(), made);
  }
}

/** What a query is made of, by nodes. */
interface QueryParts {
  selects: readonly { node: number; nested: readonly number[] }[];
  ctes: readonly number[];
}

function readQuery(file: AnalysedFile, segment: number): QueryParts {
  const { tree } = file;
  let selects: number[];
  let ctes: number[] = [];
  if (isAny(tree, segment, SINGLE)) selects = [segment];
  else if (tree.is(segment, SET_EXPRESSION)) {
    selects = crawl(tree, segment, [SELECT], { shallow: true });
  } else {
    selects = crawl(tree, segment, [SELECT], { shallow: true, except: [CTE] });
    ctes = crawl(tree, segment, [CTE], { shallow: true, except: [WITH] });
  }
  const inside = { shallow: true, self: false } as const;
  return {
    selects: selects.map((node) => ({ node, nested: crawl(tree, node, SELECTABLE, inside) })),
    ctes,
  };
}

/** The query that a segment is: a SELECT, a set expression, a WITH statement, or another one. */
export function queryOf(file: AnalysedFile, segment: number): Query {
  const { selects, ctes } = memoised(file, "query", segment, () => readQuery(file, segment));
  const query = new Query(file);
  for (const { node, nested } of selects) {
    query.selectables.push(new Selectable(file, node));
    for (const inner of nested) {
      const subquery = queryOf(file, inner);
      subquery.parent = query;
      subquery.isSubquery = true;
      query.subqueries.push(subquery);
    }
  }
  addCtes(query, ctes);
  return query;
}

/** The first query at or below a node; null when there is none. */
export function queryBelow(file: AnalysedFile, node: number): Query | null {
  const found = crawl(file.tree, node, [...SELECTABLE, kind("merge_statement")])[0];
  return found === undefined ? null : queryOf(file, found);
}

/** How deep queries stand in each other, at the deepest place of a tree. */
export function queryDepth({ tree }: AnalysedFile): number {
  const open: number[] = [];
  let deepest = 0;
  for (const node of crawl(tree, 0, SELECTABLE)) {
    while (open.length > 0 && open.at(-1)! <= node) open.pop();
    open.push(tree.end(node));
    deepest = Math.max(deepest, open.length);
  }
  return deepest;
}
