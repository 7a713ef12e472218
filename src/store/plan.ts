/**
 * A unit of work as a plan: a generator that yields statements and is given their results. The
 * same plan is driven synchronously by SQLite and awaited by a networked database, so that the
 * logic of every move is written once. Statements whose results do not depend on each other are
 * yielded as an array: over a network they are one round trip.
 */
import type { Compilable, Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Db = Kysely<Schema>;

/** SQL and its parameters. `Row` is what it answers. */
export interface Statement<Row> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /**
   * Locks the rows it reads until the end of the plan: waits for who holds them, or passes them
   * over. A store whose plans run one after another needs no locks and ignores it.
   */
  readonly lock?: "wait" | "skip";
  /** Its rows are not looked at: where nothing is locked it need not be run. */
  readonly onlyLocks?: true;
  /**
   * The plan yields nothing after the step that this is in: over a network the commit goes along
   * with it, and saves a round trip.
   */
  readonly last?: true;
  /** May touch every task of a job, and is given the time for it. */
  readonly heavy?: true;
  /** A duplicate key here means that another plan was faster: the whole plan is run again. */
  readonly race?: true;
  /**
   * Equal ones that follow each other may be run as one; only the sum of their changes counts then.
   */
  readonly together?: true;
  /** Only a type. */
  readonly row?: Row;
}

export interface Answer {
  rows: unknown[];
  /** Rows that were inserted, updated or deleted. */
  changes: number;
}

/** One statement, answered with one Answer, or several that are answered with as many. */
export type Step = Statement<unknown> | readonly Statement<unknown>[];

export type Plan<T> = Generator<Step, T, Answer | Answer[]>;

/** Every row. */
export function* all<Row>(statement: Statement<Row>): Plan<Row[]> {
  return ((yield statement) as Answer).rows as Row[];
}

/** The first row, or undefined. */
export function* first<Row>(statement: Statement<Row>): Plan<Row | undefined> {
  return ((yield statement) as Answer).rows[0] as Row | undefined;
}

/** How many rows a write changed. */
export function* run(statement: Statement<unknown>): Plan<number> {
  return ((yield statement) as Answer).changes;
}

/** Runs statements in their order, in as few round trips as may be; an answer for each. */
export function* batch(statements: readonly Statement<unknown>[]): Plan<Answer[]> {
  return statements.length === 0 ? [] : (yield statements) as Answer[];
}

/** The statements as the last step of their plan. */
export function lastly(statements: readonly Statement<unknown>[]): Statement<unknown>[] {
  return statements.map((statement, at) =>
    at === statements.length - 1 ? { ...statement, last: true } : statement
  );
}

/** The statement, locking the rows that it reads. */
export function locked<Row>(statement: Statement<Row>, lock: "wait" | "skip"): Statement<Row> {
  return { ...statement, lock };
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

/**
 * The same for a statement with a list of ids, of which it keeps one for each power of two: the
 * list is filled up with its last id. There must be one id at least.
 */
export function preparedList<Params, Row = unknown>(
  build: (
    db: Db,
    ids: readonly string[],
    p: <K extends keyof Params>(name: K) => Params[K],
  ) => Compilable<Row>,
): (db: Db, ids: readonly string[], params: Params) => Statement<Row> {
  type Ids = { [at: `id${number}`]: string };
  const bySize = new Map<number, (db: Db, params: Params & Ids) => Statement<Row>>();
  return (db, ids, params) => {
    const size = 2 ** Math.ceil(Math.log2(ids.length));
    let known = bySize.get(size);
    if (known === undefined) {
      known = prepared<Params & Ids, Row>((db, p) =>
        build(db, Array.from({ length: size }, (_, i) => p(`id${i}`) as string), p)
      );
      bySize.set(size, known);
    }
    const named: Record<string, string> = {};
    for (let i = 0; i < size; i++) named[`id${i}`] = ids[Math.min(i, ids.length - 1)]!;
    return known(db, { ...params, ...named } as Params & Ids);
  };
}
