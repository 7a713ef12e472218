/** How many columns a query returns, where its text says so. */
import type { Traits } from "../dialects/traits.ts";
import { kind, type Tree } from "../tree/mod.ts";
import { cteOf } from "./lookup.ts";
import type { Cte, Name, Query, Reference, Select, Source } from "./model.ts";

const BRACKETED = kind("bracketed");
const COMMA = kind("comma");
/** A call of a model in place of a table, which returns its input and more. */
const MODEL_CALL = kind("ml_table_expression");

/** A number of columns, or the star of the query itself that cannot be counted (null: elsewhere). */
export type Width = number | Reference | null;

/** Widths of the queries of one statement, each computed once. */
export class Widths {
  readonly #known = new Map<Query, Width>();
  readonly #read = new Set<Cte>();

  /**
   * With `readsOnce`, a common table expression is unknown once a star has been counted by it that
   * is not of an alias: what SQLFluff answers.
   */
  constructor(readonly tree: Tree, readonly traits: Traits, readonly readsOnce = false) {}

  of(query: Query): Width {
    const known = this.#known.get(query);
    if (known !== undefined) return known;
    // A recursive name has no width before its body has one.
    this.#known.set(query, null);
    const read = this.#read.size;
    const width = this.#compute(query);
    // What it was counted by is not known a second time.
    this.#known.set(query, this.#read.size > read ? null : width);
    return width;
  }

  #compute(query: Query): Width {
    if (query.type === "opaque") return null;
    if (query.type === "values") return this.#row(query.node);
    if (query.type === "with") return query.main === null ? null : this.of(query.main);
    if (query.type === "select") return this.#select(query);
    let first: Width = null;
    for (const branch of query.branches) {
      const width = this.of(branch);
      if (typeof width !== "number") return width;
      first ??= width;
    }
    return first;
  }

  #select(select: Select): Width {
    if (select.list < 0) return null;
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
      // As in SQLFluff, a table of values is not counted beside others, and not known alone.
      const tables = select.sources.filter(({ valueTable }) => !valueTable);
      if (tables.length === 0 && select.sources.length > 0) return null;
      for (const source of tables) {
        const width = this.#source(select, source, this.readsOnce);
        if (width === null) return null;
        total += width;
      }
      return select.sources.length === 0 ? this.#sourceless(select) : total;
    }
    if (star.parts.length > 1) return null;
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
    const [input] = select.children;
    return input === undefined ? null : this.#number(input);
  }

  #source(select: Select, source: Source, once: boolean): number | null {
    const { query, path } = source;
    if (source.kind === "table") {
      return path.length === 1 ? this.#cte(select, path[0]!, once) : null;
    }
    // A WITH in place of a table is judged by the first query that it names.
    const judged = query?.type === "with" ? query.ctes[0]?.body ?? null : query;
    return judged === null ? null : this.#number(judged);
  }

  #cte(select: Select, name: Name, once: boolean): number | null {
    const cte = cteOf(select, name, this.traits);
    if (cte === null || this.#read.has(cte)) return null;
    if (once) this.#read.add(cte);
    // What a statement that changes data returns is not counted and not held against the star.
    return cte.body === null ? 0 : this.#number(cte.body);
  }

  /** The columns of the first row of VALUES. */
  #row(values: number): number | null {
    const row = this.tree.childOf(values, BRACKETED);
    // A value needs no brackets where it is all of its row.
    return row < 0 ? 1 : this.tree.childrenOf(row, COMMA).length + 1;
  }

  #number(query: Query): number | null {
    // To AM07 of SQLFluff a set operation has the columns of its first query, to AM04 those of all.
    const first = query.type === "set" && !this.readsOnce ? query.branches[0] ?? query : query;
    const width = this.of(first);
    return typeof width === "number" ? width : null;
  }
}
