/**
 * How many columns a query returns, as far as its text tells. A star over a table cannot be
 * counted; one over a subquery, VALUES or a common table expression (CTE) can, where that can.
 */
import { kind, type Tree } from "../tree/mod.ts";
import type { Folding } from "../dialects/traits.ts";

const SELECT = kind("select_statement");
const SET = kind("set_expression");
const WITH = kind("with_compound_statement");
const VALUES = kind("values_clause");
const INSERT = kind("insert_statement");
const BRACKETED = kind("bracketed");
const QUERIES = [SELECT, SET, WITH, VALUES];
const CTE = kind("common_table_expression");
const SELECT_CLAUSE = kind("select_clause");
const ELEMENT = kind("select_clause_element");
const WILDCARD = kind("wildcard_expression");
const WILDCARD_NAME = kind("wildcard_identifier");
const FROM = kind("from_clause");
const FROM_EXPRESSION = kind("from_expression");
const JOIN = kind("join_clause");
const SOURCE = kind("from_expression_element");
const TABLE = kind("table_expression");
const TABLE_REFERENCE = kind("table_reference");
const ALIAS = kind("alias_expression");
const COMMA = kind("comma");
const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const STAR = kind("star");

/** A width that is known, or the star because of which it is not (-1 where there is none). */
export type Width = { columns: number } | { star: number };

/** A common table expression in sight; `outer` are those that it sees itself. */
interface Scope {
  name: string;
  query: number;
  outer: Scope | null;
}

const UNKNOWN: Width = { star: -1 };

export class Widths {
  private readonly known = new Map<number, Width>();
  /** Queries whose width is being asked for: a recursive one has none. */
  private readonly open = new Set<number>();

  constructor(private readonly tree: Tree, private readonly folding: Folding) {}

  /** The width of a query that stands in no other: a SELECT, a set operation, or one with CTEs. */
  of(query: number): Width {
    return this.width(query, null);
  }

  private width(query: number, scope: Scope | null): Width {
    const known = this.known.get(query);
    if (known !== undefined) return known;
    if (this.open.has(query)) return UNKNOWN;
    this.open.add(query);
    const width = this.compute(query, scope);
    this.open.delete(query);
    this.known.set(query, width);
    return width;
  }

  private compute(query: number, scope: Scope | null): Width {
    const { tree } = this;
    if (tree.is(query, SELECT)) return this.selectWidth(query, scope);
    if (tree.is(query, VALUES)) return this.valuesWidth(query);
    const inner = tree.is(query, WITH) ? this.withCtes(query, scope) : scope;
    const branches = tree.children(query).flatMap((child) => this.queryIn(child));
    let first: Width | null = null;
    for (const branch of branches) {
      const width = this.width(branch, inner);
      if ("star" in width) return width;
      first ??= width;
    }
    return first ?? UNKNOWN;
  }

  /** The query that a node is, through brackets; none where it is something else. */
  private queryIn(node: number): number[] {
    const { tree } = this;
    if (QUERIES.some((query) => tree.is(node, query))) return [node];
    // An INSERT behind WITH sees its CTEs, and has its query among its children.
    if (!tree.is(node, BRACKETED) && !tree.is(node, INSERT)) return [];
    return tree.children(node).flatMap((child) => this.queryIn(child)).slice(0, 1);
  }

  private withCtes(query: number, scope: Scope | null): Scope | null {
    const { tree } = this;
    let inner = scope;
    for (const cte of tree.childrenOf(query, CTE)) {
      const body = tree.children(cte).flatMap((child) => this.queryIn(child)).at(-1);
      const name = tree.children(cte).find((child) => this.isIdentifier(child));
      if (body === undefined || name === undefined) continue;
      // A CTE sees those before it, and itself where it is recursive.
      inner = { name: this.folded(name), query: body, outer: inner };
    }
    return inner;
  }

  private selectWidth(select: number, scope: Scope | null): Width {
    const { tree } = this;
    const clause = tree.childOf(select, SELECT_CLAUSE);
    if (clause < 0) return UNKNOWN;
    let columns = 0;
    for (const element of tree.childrenOf(clause, ELEMENT)) {
      const wildcard = tree.childOf(element, WILDCARD);
      const width = wildcard < 0 ? 1 : this.wildcardWidth(select, wildcard, scope);
      if (width === null) return { star: this.starOf(wildcard) };
      columns += width;
    }
    return { columns };
  }

  private wildcardWidth(select: number, wildcard: number, scope: Scope | null): number | null {
    const { tree } = this;
    const name = tree.childOf(wildcard, WILDCARD_NAME);
    const parts = name < 0 ? [] : tree.children(name).filter((child) => this.isIdentifier(child));
    const sources = this.sourcesOf(select);
    if (parts.length > 1) return null;
    if (parts.length === 1) {
      const wanted = this.folded(parts[0]!);
      const own = sources?.find((source) => this.aliasOf(source) === wanted);
      if (own !== undefined) return this.sourceWidth(own, scope);
      return this.cteWidth(wanted, scope);
    }
    if (sources === null || sources.length === 0) return null;
    let columns = 0;
    for (const source of sources) {
      const width = this.sourceWidth(source, scope);
      if (width === null) return null;
      columns += width;
    }
    return columns;
  }

  /** The sources of a SELECT, in order; null where a join in brackets hides some. */
  private sourcesOf(select: number): number[] | null {
    const { tree } = this;
    const from = tree.childOf(select, FROM);
    const found: number[] = [];
    for (const expression of from < 0 ? [] : tree.childrenOf(from, FROM_EXPRESSION)) {
      for (const child of tree.children(expression)) {
        if (tree.is(child, SOURCE)) found.push(child);
        else if (tree.is(child, JOIN)) found.push(...tree.childrenOf(child, SOURCE));
        else if (tree.is(child, BRACKETED)) return null;
      }
    }
    return found;
  }

  private aliasOf(source: number): string | null {
    const { tree } = this;
    const alias = tree.childOf(source, ALIAS);
    if (alias < 0) return null;
    const name = tree.children(alias).find((child) => this.isIdentifier(child));
    return name === undefined ? null : this.folded(name);
  }

  private sourceWidth(source: number, scope: Scope | null): number | null {
    const { tree } = this;
    const brackets = tree.childOf(source, BRACKETED);
    const table = tree.childOf(brackets < 0 ? source : brackets, TABLE);
    if (table < 0) return null;
    const reference = tree.childOf(table, TABLE_REFERENCE);
    if (reference >= 0) {
      const parts = tree.children(reference).filter((child) => this.isIdentifier(child));
      return parts.length === 1 ? this.cteWidth(this.folded(parts[0]!), scope) : null;
    }
    const query = tree.children(table).flatMap((child) => this.queryIn(child))[0];
    return query === undefined ? null : columnsOf(this.width(query, scope));
  }

  private cteWidth(name: string, scope: Scope | null): number | null {
    for (let at = scope; at !== null; at = at.outer) {
      if (at.name === name) return columnsOf(this.width(at.query, at.outer));
    }
    return null;
  }

  /** Every row of VALUES is as wide as the first. */
  private valuesWidth(values: number): Width {
    const { tree } = this;
    const row = tree.childOf(values, BRACKETED);
    return row < 0 ? { columns: 1 } : { columns: tree.childrenOf(row, COMMA).length + 1 };
  }

  private isIdentifier(node: number): boolean {
    return this.tree.is(node, NAKED) || this.tree.is(node, QUOTED);
  }

  /** A name as the database compares it: a naked one in the dialect's case. */
  private folded(identifier: number): string {
    const text = this.tree.text(identifier);
    if (this.tree.is(identifier, QUOTED)) {
      const bare = text.slice(1, -1);
      return this.folding === "ignore" ? bare.toUpperCase() : bare;
    }
    return this.folding === "lower"
      ? text.toLowerCase()
      : this.folding === "none"
      ? text
      : text.toUpperCase();
  }

  private starOf(wildcard: number): number {
    return this.tree.descendants(wildcard, STAR)[0] ?? wildcard;
  }
}

function columnsOf(width: Width): number | null {
  return "columns" in width ? width.columns : null;
}
