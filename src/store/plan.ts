/**
 * A unit of work as a plan: a generator that yields statements and is given their results. The
 * same plan is driven synchronously by SQLite and could be awaited by a networked database, so
 * that the logic of every move is written once.
 */
import type { Compilable, Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Db = Kysely<Schema>;

/** SQL and its parameters. `Row` is what it answers. */
export interface Statement<Row> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Only a type. */
  readonly row?: Row;
}

export interface Answer {
  rows: unknown[];
  /** Rows that were inserted, updated or deleted. */
  changes: number;
}

export type Plan<T> = Generator<Statement<unknown>, T, Answer>;

/** Every row. */
export function* all<Row>(statement: Statement<Row>): Plan<Row[]> {
  return (yield statement).rows as Row[];
}

/** The first row, or undefined. */
export function* first<Row>(statement: Statement<Row>): Plan<Row | undefined> {
  return (yield statement).rows[0] as Row | undefined;
}

/** How many rows a write changed. */
export function* run(statement: Statement<unknown>): Plan<number> {
  return (yield statement).changes;
}

/** A query built for this one call. */
export function built<Row>(query: Compilable<Row>): Statement<Row> {
  const { sql, parameters } = query.compile();
  return { sql, parameters };
}

class Marker {
  constructor(readonly name: string) {}
}

/**
 * A statement that is compiled once for each database and then only bound. `build` is given `p`,
 * which stands for a parameter of the name wherever a value may stand.
 */
export function prepared<Params, Row = unknown>(
  build: (db: Db, p: <K extends keyof Params>(name: K) => Params[K]) => Compilable<Row>,
): (db: Db, params: Params) => Statement<Row> {
  const compiled = new WeakMap<Db, { sql: string; parameters: readonly unknown[] }>();
  return (db, params) => {
    let known = compiled.get(db);
    if (known === undefined) {
      const p = (name: keyof Params): never => new Marker(name as string) as never;
      known = build(db, p).compile();
      compiled.set(db, known);
    }
    return {
      sql: known.sql,
      parameters: known.parameters.map((value) =>
        value instanceof Marker ? params[value.name as keyof Params] : value
      ),
    };
  };
}
