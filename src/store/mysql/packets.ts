/**
 * Statements on their way to the server: as few packets as may be, because each is a round trip,
 * and none larger than a server takes (`max_allowed_packet`, 16 MB unless it is set).
 */
import { Buffer } from "node:buffer";
import type { SqlValue } from "mysql2";
import type { Statement } from "../plan.ts";
import { written } from "./written.ts";

/** Bytes of a packet, unless one statement alone has more. */
const LARGEST = 1024 * 1024;

/** Rows of one statement: the server takes any number, but has to plan a join of them all. */
const MOST_ROWS = 500;

/** Text of one or more statements, and how many statements of the plan each of those stands for. */
export interface Packet {
  sql: string;
  counts: number[];
}

/** An INSERT of one row, of which equal ones can be made one statement. */
const INSERT = /^(insert into .+? values )(\([?, ]+\))$/;

/** An UPDATE to values, or by sums and differences with values, of rows named by values alone. */
const UPDATE =
  /^update (`\w+`) set ((?:`\w+` = (?:`\w+` [-+] )?\?(?:, )?)+) where ((?:`\w+` = \?(?: and )?)+)$/;

/** A column of an UPDATE, and what its value is added to or taken from. */
const COLUMN = /(`\w+`) = (`\w+` [-+] )?\?/g;

/** An UPDATE of rows that are listed by their primary key. */
const LISTED = /^update (`\w+`) (set .* where `\w+_id` in \()/;

/** The columns of such an UPDATE, in the order of its parameters: those it sets, then its keys. */
interface Update {
  table: string;
  columns: string[];
  /** What stands before the value of each, which for most is nothing. */
  beforeValue: string[];
  /** How many of the columns are set. */
  set: number;
}

const updates = new Map<string, Update | null>();

/** Null where the statement is of another kind. */
function updateOf(sql: string): Update | null {
  let update = updates.get(sql);
  if (update !== undefined) return update;
  const match = UPDATE.exec(sql);
  update = null;
  if (match !== null) {
    const [, table, set, where] = match as unknown as [string, string, string, string];
    const values = [...set.matchAll(COLUMN)];
    const all = [...values, ...where.matchAll(COLUMN)];
    update = {
      table,
      columns: all.map(([, column]) => column!),
      beforeValue: all.map(([, , term]) => term === undefined ? "" : `${table}.${term}`),
      set: values.length,
    };
  }
  updates.set(sql, update);
  return update;
}

/**
 * The one statement that equal UPDATEs can be: their values as a table that is joined. What is the
 * same in all of them is told once, because the server takes longer to read a row than to write it.
 */
function joinedUpdate(
  { table, columns, beforeValue, set }: Update,
  statements: readonly Statement<unknown>[],
): Joinable {
  const [one] = statements as [Statement<unknown>];
  const varying = columns.map((_, at) => at).filter((at) =>
    // The first key, by which rows are found, is told with each of them.
    at === set || statements.some(({ parameters }) => parameters[at] !== one.parameters[at])
  );
  const same = (at: number): string => written("?", [one.parameters[at] as SqlValue]);
  const names = new Map(varying.map((at, nth) => [at, `v${nth}`]));
  // A column may be set and asked for: each gets a name by its place.
  const told = (at: number): string => names.has(at) ? `told.${names.get(at)}` : same(at);
  const equal = columns.map((column, at) => `${table}.${column} = ${beforeValue[at]}${told(at)}`);
  return {
    before: "update (",
    first: `select ${varying.map((at) => `? as ${names.get(at)}`).join(", ")}`,
    between: " union all ",
    row: `select ${varying.map(() => "?").join(", ")}`,
    // The rows first, then the table by its key: the other way round all of it would be locked.
    after: `) as told straight_join ${table} force index (primary) on ` +
      `${equal.slice(set).join(" and ")} set ${equal.slice(0, set).join(", ")}`,
    of: ({ parameters }) => varying.map((at) => parameters[at] as SqlValue),
  };
}

/** Statements in MySQL's words, by lock and text. */
const inWords = { none: new Map<string, string>(), wait: new Map(), skip: new Map() };
/** Texts of each lock that are kept; lists with filters have a bounded number of shapes. */
const KEPT = 1000;

/** The statement in MySQL's words; a lock is only ever taken on rows named by their primary key. */
function sqlOf(statement: Statement<unknown>): string {
  const known = inWords[statement.lock ?? "none"];
  let text = known.get(statement.sql);
  if (text === undefined) {
    if (known.size >= KEPT) known.clear();
    known.set(statement.sql, text = translated(statement));
  }
  return text;
}

function translated({ sql, lock }: Statement<unknown>): string {
  // On a small table the server would read, and so lock, every row of it.
  if (lock === undefined) return sql.replace(LISTED, "update $1 force index (primary) $2");
  const byKey = sql.replace(/ from (`\w+`)/, " from $1 force index (primary)");
  return `${byKey} for update${lock === "skip" ? " skip locked" : ""}`;
}

/** A statement that others of its kind can be made part of. */
interface Joinable {
  before: string;
  first: string;
  between: string;
  row: string;
  after: string;
  /** The parameters of a row. */
  of(statement: Statement<unknown>): SqlValue[];
}

/** How equal statements are made one; null where they cannot be. */
function joinable(statements: readonly Statement<unknown>[]): Joinable | null {
  const { sql, together } = statements[0]!;
  const insert = INSERT.exec(sql);
  if (insert !== null) {
    const [, before, row] = insert;
    return { before: before!, first: row!, between: ",", row: row!, after: "", of: values };
  }
  const update = together === true ? updateOf(sql) : null;
  return update === null ? null : joinedUpdate(update, statements);
}

/** Writes statements out, in their order; equal ones that follow each other become one, if any. */
export function packetsOf(statements: readonly Statement<unknown>[]): Packet[] {
  const packets: Packet[] = [];
  let texts: string[] = [];
  let counts: number[] = [];
  let bytes = 0;
  const add = (text: string, count: number): void => {
    const size = Buffer.byteLength(text);
    if (bytes > 0 && bytes + size > LARGEST) {
      packets.push({ sql: texts.join(";"), counts });
      [texts, counts, bytes] = [[], [], 0];
    }
    texts.push(text);
    counts.push(count);
    bytes += size;
  };
  for (let at = 0; at < statements.length;) {
    const end = runEnd(statements, at);
    const equal = statements.slice(at, end);
    const parts = equal.length > 1 ? joinable(equal) : null;
    if (parts === null) add(written(sqlOf(statements[at]!), values(statements[at++]!)), 1);
    else {
      for (const { text, count } of joined(parts, equal)) add(text, count);
      at = end;
    }
  }
  if (texts.length > 0) packets.push({ sql: texts.join(";"), counts });
  return packets;
}

function values(statement: Statement<unknown>): SqlValue[] {
  return statement.parameters as SqlValue[];
}

/** The first statement from `at` on that is not equal to the one there. */
function runEnd(statements: readonly Statement<unknown>[], at: number): number {
  const { sql, together } = statements[at]!;
  let end = at + 1;
  while (statements[end]?.sql === sql && statements[end]!.together === together) end++;
  return end;
}

/** Equal statements as one, or as several where one would be too long. */
function* joined(
  { before, first, between, row, after, of }: Joinable,
  statements: readonly Statement<unknown>[],
): Generator<{ text: string; count: number }> {
  let rows: string[] = [];
  let bytes = 0;
  const whole = () => ({ text: before + rows.join(between) + after, count: rows.length });
  for (const statement of statements) {
    let text = written(rows.length === 0 ? first : row, of(statement));
    const size = Buffer.byteLength(text);
    if (rows.length > 0 && (bytes + size > LARGEST || rows.length === MOST_ROWS)) {
      yield whole();
      [rows, bytes] = [[], 0];
      text = written(first, of(statement));
    }
    rows.push(text);
    bytes += size;
  }
  yield whole();
}
