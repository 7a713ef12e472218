/**
 * What a statement's queries read, return and refer to. `resolve.ts` makes this model in one walk
 * over the statement; every rule about names asks it. A `node` is a place in the tree.
 */

/** A name as it was written. */
export interface Name {
  readonly leaf: number;
  readonly text: string;
  /** Without its quotes. */
  readonly bare: string;
  /** Without its quotes, in capitals and in small letters. */
  readonly upper: string;
  readonly lower: string;
  readonly quoted: boolean;
}

/** Where there are none of what a list holds: one list for all, and never written to. */
export const NONE: readonly never[] = [];

export type SourceKind = "table" | "derived" | "values" | "function" | "group";

/** Something that a FROM clause reads. */
export interface Source {
  readonly node: number;
  readonly kind: SourceKind;
  /** The table's name by its parts; empty for what is no table. */
  readonly path: readonly Name[];
  /** The alias_expression, or -1. */
  readonly aliasNode: number;
  readonly alias: Name | null;
  /** Names that the alias gives to the columns. */
  readonly columns: readonly Name[];
  /** The query or VALUES in its place. */
  query: Query | null;
  readonly join: Join | null;
  /** Whether it stands inside of a bracketed join. */
  readonly grouped: boolean;
  /** Whether it stands in an item of FROM that is one pair of brackets. */
  readonly enclosed: boolean;
  /** The name of the function that it is, in capitals; "" where it is none. */
  readonly call: string;
  /** Names that it gives to the elements of an array or the entries of an object, and their keys. */
  readonly elements: readonly Name[];
  /** Whether it is a function whose result is values and no rows (UNNEST). */
  readonly valueTable: boolean;
  /** Whether some reference of its query plainly names it: see there. */
  isNamed: boolean;
}

/** A PIVOT or UNPIVOT behind a table: the name of what it makes, and the columns that it names. */
export interface Turned {
  readonly name: Name | null;
  readonly columns: readonly Name[];
}

/** One JOIN with what it joins by. */
export interface Join {
  readonly node: number;
  /** Its keywords, in capitals. */
  readonly words: readonly string[];
  readonly using: readonly Name[];
  /** The conditions behind ON. */
  readonly on: readonly number[];
  source: Source | null;
}

/** One item of a SELECT list. */
export interface Output {
  readonly node: number;
  /** What is selected, without its alias. */
  readonly body: number;
  readonly aliasNode: number;
  readonly alias: Name | null;
  /** The star when it is one. */
  star: Reference | null;
  /** The column when it is nothing but one. */
  column: Reference | null;
}

export type Clause =
  | "select"
  | "from"
  | "on"
  | "where"
  /** PREWHERE, which filters before the other columns are read. */
  | "prewhere"
  | "group"
  | "having"
  | "order"
  /** SORT BY, CLUSTER BY and DISTRIBUTE BY, which place the rows for what writes them. */
  | "distribution"
  | "limit"
  | "window"
  /** LATERAL VIEW, which makes rows of a column. */
  | "view"
  /** START WITH and CONNECT BY, which make a tree of the rows. */
  | "hierarchy";

/** A way to read a qualified reference: which part is the table, and which its schema. */
export interface Reading {
  readonly table: Name;
  readonly schema: Name | null;
}

/** A column or a star that a query names. */
export interface Reference {
  /** The ways to read it, once somebody has asked. */
  readings: readonly Reading[] | null;
  readonly node: number;
  /** The names before and after its dots; those of `a.*` are `a` alone. */
  readonly parts: readonly Name[];
  /** How many these are, which costs less than to ask for them. */
  readonly count: number;
  /** The leaf of the last of these, or -1. */
  readonly leaf: number;
  /** The leaf right before the column or the star that its first reading takes for the table, or -1. */
  readonly qualifier: number;
  readonly star: boolean;
  /**
   * The source of its query that its qualifier plainly names: one of the first whose alias, or whose
   * only name without quotes, is written like that. Most are; null tells nothing.
   */
  named: Source | null;
  readonly clause: Clause | null;
  /** The item of the SELECT list that it stands in. */
  readonly output: Output | null;
  /** The join whose ON clause it stands in. */
  readonly join: Join | null;
}

/** What every query knows of the place it stands in. */
interface Placed {
  readonly node: number;
  /** The innermost enclosing SELECT, through WITH, set operations and expressions. */
  readonly parent: Select | null;
  /** The WITH whose names it sees first. */
  readonly scope: With | null;
  /** The statement that changes data and contains it. */
  readonly dml: Dml | null;
}

export interface Select extends Placed {
  readonly type: "select";
  /** The innermost FROM or WHERE around it. */
  readonly nearest: "from" | "where" | null;
  /** The set operation that it is a branch of. */
  readonly set: SetOperation | null;
  /** The common table expression that it is the body, or a branch of the body, of. */
  readonly cte: Cte | null;
  /** Whether a lambda in it has parameters: they may be named like tables. */
  binds: boolean;
  /** Where it names parameters of lambdas: they are no columns, and not among its references. */
  readonly bound: readonly Reference[];
  readonly sources: readonly Source[];
  readonly joins: readonly Join[];
  readonly turned: readonly Turned[];
  readonly outputs: readonly Output[];
  readonly references: readonly Reference[];
  readonly children: readonly Select[];
  /** The SELECT clause; -1 in `FROM t` alone, of which no rule about names judges the columns. */
  readonly list: number;
  /** The FROM clause, or -1. */
  readonly from: number;
  /** The WHERE clause, or -1. */
  readonly where: number;
}

export interface SetOperation extends Placed {
  readonly type: "set";
  readonly branches: readonly Query[];
}

export interface With extends Placed {
  readonly type: "with";
  readonly ctes: readonly Cte[];
  /** These by their names in capitals, the first of those alike; made when it is first asked for. */
  byName: Map<string, Cte> | null;
  main: Query | null;
}

/** A common table expression. */
export interface Cte {
  readonly node: number;
  readonly name: Name;
  /** Names that it gives to its columns. */
  readonly columns: readonly Name[];
  body: Query | null;
}

export interface Values extends Placed {
  readonly type: "values";
}

/** A PIVOT, or a query in pipes, in place of a query: which columns it returns cannot be told. */
export interface Opaque extends Placed {
  readonly type: "opaque";
}

export type Query = Select | SetOperation | With | Values | Opaque;

/** UPDATE, DELETE, MERGE and the like: the tables that every query inside may name. */
export interface Dml {
  readonly node: number;
  readonly target: readonly Name[];
  /** Aliases that it gives by itself. */
  readonly aliases: readonly Name[];
  readonly sources: readonly Source[];
  /** The columns that it names itself, outside of every query. */
  readonly references: readonly Reference[];
  /** Its FROM clause, or -1. */
  readonly from: number;
}

/** Everything that one statement names. */
export interface Scopes {
  /** Queries that no other query contains. */
  readonly outermost: readonly Query[];
  readonly selects: readonly Select[];
  readonly sets: readonly SetOperation[];
  readonly withs: readonly With[];
  readonly dmls: readonly Dml[];
  /** What is named in joins outside of every query: those of a FROM in front of several INSERTs. */
  readonly leading: readonly Reference[];
  /** Joins that are read by no query, as those of UPDATE. */
  readonly looseJoins: readonly Join[];
  /** All sources in the order of the text. */
  readonly sources: readonly Source[];
  /** Whether anything that is selected is a star. */
  readonly hasStars: boolean;
}
