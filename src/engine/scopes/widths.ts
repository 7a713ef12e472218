/** How many columns a query returns, where its text says so. */
import type { Traits } from "../dialects/traits.ts";
import { kind, type Tree } from "../tree/mod.ts";
import { cteOf } from "./lookup.ts";
import type { Cte, Name, Query, Reference, Select, SetOperation, Source } from "./model.ts";

/** A call of a model in place of a table, which returns its input and more. */
const MODEL_CALL = kind("ml_table_expression");

/** Through so many queries the columns of a star are followed; beyond, they cannot be counted. */
const MOST_STEPS = 500;

/** A number of columns, or the star of the query itself that cannot be counted (null: elsewhere). */
export type Width = number | Reference | null;

/** The queries of a set operation whose columns are counted: all but VALUES, as in SQLFluff. */
export function counted({ branches }: SetOperation): readonly Query[] {
  return branches.filter(({ type }) => type !== "values");
}

/** Widths of the queries of one statement, each computed once. */
export class Widths {
  readonly #known = new Map<Query, Width>();
  readonly #read = new Set<Cte>();
  /** How many queries are being counted, one inside of the other or read by it. */
  #steps = 0;

  /**
   * With `readsOnce`, a common table expression is unknown once a star has been counted by it under
   * its own name, and not by an alias: what SQLFluff answers.
   */
  constructor(readonly tree: Tree, readonly traits: Traits, readonly readsOnce = false) {}

  of(query: Query): Width {
    const known = this.#known.get(query);
    if (known !== undefined) return known;
    // A recursive name has no width before its body has one.
    this.#known.set(query, null);
    const read = this.#read.size;
    const width = this.#steps === MOST_STEPS ? null : this.#follow(query);
    // What it was counted by is not known a second time.
    this.#known.set(query, this.#read.size > read ? null : width);
    return width;
  }

  #follow(query: Query): Width {
    this.#steps++;
    const width = this.#compute(query);
    this.#steps--;
    return width;
  }

  #compute(query: Query): Width {
    if (query.type === "opaque") return null;
    // As in SQLFluff, VALUES has no columns of its own.
    if (query.type === "values") return 0;
    if (query.type === "with") return query.main === null ? null : this.of(query.main);
    if (query.type === "select") return this.#select(query);
    let first: Width = null;
    for (const branch of counted(query)) {
      const width = this.of(branch);
      if (typeof width !== "number") return width;
      first ??= width;
    }
    return first;
  }

  #select(select: Select): Width {
    // As in SQLFluff, AM04 holds nothing against a query that is a FROM alone.
    if (select.list < 0) return this.readsOnce ? 0 : null;
    let total = 0;
    for (const { star } of select.outputs) {
      const width = star === null ? 1 : this.#star(select, star);
      if (width === null) return star;
      total += width;
    }
    return total;
  }

  #star(select: Select, star: Reference): number | null {
    const [qualifier] = star.parts;
    if (qualifier === undefined) {
      let total = 0;
      // As in SQLFluff, tables of values and calls without an alias are not counted beside others.
      // Alone they have the columns of the first query that they are given, if any.
      const tables = select.sources.filter(({ valueTable, kind, alias }) =>
        !valueTable && (kind !== "function" || alias !== null)
      );
      if (tables.length === 0 && select.sources.length > 0) {
        return this.#argument(select, select.from);
      }
      for (const source of tables) {
        const width = this.#source(select, source, this.readsOnce);
        if (width === null) return null;
        total += width;
      }
      return select.sources.length === 0 ? this.#sourceless(select) : total;
    }
    // As in SQLFluff, a name in quotes is looked for with them, and no query is known by such a name.
    if (star.parts.length > 1 || qualifier.quoted) return null;
    const named = select.sources.find(({ alias }) => alias?.bare === qualifier.bare);
    return named === undefined
      ? this.#cte(select, qualifier, this.readsOnce)
      : this.#source(select, named, false);
  }

  /** The columns of all that a query without sources reads. */
  #sourceless(select: Select): number | null {
    if (select.from < 0) return null;
    // Other things that FROM may read and that make no source are not held against the star.
    if (this.tree.descendants(select.from, MODEL_CALL).length === 0) return 0;
    return this.#argument(select, select.from);
  }

  /** The columns of the first query that stands in a node of another one. */
  #argument({ children }: Select, node: number): number | null {
    const end = this.tree.end(node);
    const first = children.find((child) => node < child.node && child.node < end);
    return first === undefined ? null : this.#number(first.set ?? first);
  }

  #source(select: Select, source: Source, once: boolean): number | null {
    const { query, path } = source;
    if (source.kind === "table") {
      const readsItself = once && source.alias === null;
      return path.length === 1 ? this.#cte(select, path[0]!, readsItself) : null;
    }
    if (source.kind === "function" && query === null) return this.#argument(select, source.node);
    // A WITH in place of a table is judged by the first query that it names.
    const judged = query?.type === "with" ? query.ctes[0]?.body ?? null : query;
    return judged === null ? null : this.#number(judged);
  }

  #cte(select: Select, name: Name, once: boolean): number | null {
    const cte = name.quoted ? null : cteOf(select, name, this.traits);
    if (cte === null || this.#read.has(cte)) return null;
    if (once) this.#read.add(cte);
    // What a statement that changes data returns is not counted and not held against the star.
    return cte.body === null ? 0 : this.#number(cte.body);
  }

  #number(query: Query): number | null {
    // To AM07 of SQLFluff a set operation has the columns of its first query, to AM04 those of all.
    const first = query.type === "set" && !this.readsOnce ? counted(query)[0] ?? query : query;
    const width = this.of(first);
    return typeof width === "number" ? width : null;
  }
}
