/**
 * Statements on their way to the server: as few packets as may be, because each is a round trip,
 * and none larger than a server takes (`max_allowed_packet`, 16 MB unless it is set).
 */
import { Buffer } from "node:buffer";
import { format, type SqlValue } from "mysql2/promise";
import type { Statement } from "../plan.ts";

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

/** An UPDATE of values alone, by values alone. */
const UPDATE = /^update (`\w+`) set ((?:`\w+` = \?(?:, )?)+) where ((?:`\w+` = \?(?: and )?)+)$/;

/** The one statement that several equal UPDATEs can be: their values as a table that is joined. */
interface Joined {
  /** What stands before the rows, for one row of them with the names of the columns, and after. */
  before: string;
  first: string;
  row: string;
  after: string;
}

const joinedBySql = new Map<string, Joined | null>();

/** Null where the statement is of another kind. */
function joinedOf(sql: string): Joined | null {
  let joined = joinedBySql.get(sql);
  if (joined !== undefined) return joined;
  const update = UPDATE.exec(sql);
  joined = null;
  if (update !== null) {
    const [, table, set, where] = update;
    const columnsOf = (text: string): string[] => text.match(/`\w+`/g) ?? [];
    const [values, keys] = [columnsOf(set!), columnsOf(where!)];
    // A column may be set and asked for: each gets a name by its place.
    const names = [...values, ...keys].map((_, at) => `v${at}`);
    joined = {
      before: "update (",
      first: `select ${names.map((name) => `? as ${name}`).join(", ")}`,
      row: `select ${names.map(() => "?").join(", ")}`,
      // The rows first, then the table by its key: the other way round all of it would be locked.
      after: `) as told straight_join ${table} force index (primary) on ` +
        keys.map((key, at) => `${table}.${key} = told.v${values.length + at}`).join(" and ") +
        ` set ${values.map((value, at) => `${table}.${value} = told.v${at}`).join(", ")}`,
    };
  }
  joinedBySql.set(sql, joined);
  return joined;
}

/** The statement in MySQL's words; a lock is only ever taken on rows named by their primary key. */
function sqlOf({ sql, lock }: Statement<unknown>): string {
  if (lock === undefined) return sql;
  // On a small table the server would read, and so lock, every row of it.
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
}

function joinable(statement: Statement<unknown>): Joinable | null {
  const insert = INSERT.exec(statement.sql);
  if (insert !== null) {
    const [, before, row] = insert;
    return { before: before!, first: row!, between: ",", row: row!, after: "" };
  }
  const update = statement.together === true ? joinedOf(statement.sql) : null;
  return update === null ? null : { ...update, between: " union all " };
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
    const parts = end - at > 1 ? joinable(statements[at]!) : null;
    if (parts === null) add(format(sqlOf(statements[at]!), values(statements[at++]!)), 1);
    else {
      for (const { text, count } of joined(parts, statements.slice(at, end))) add(text, count);
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
  { before, first, between, row, after }: Joinable,
  statements: readonly Statement<unknown>[],
): Generator<{ text: string; count: number }> {
  let rows: string[] = [];
  let bytes = 0;
  const whole = () => ({ text: before + rows.join(between) + after, count: rows.length });
  for (const statement of statements) {
    let text = format(rows.length === 0 ? first : row, values(statement));
    const size = Buffer.byteLength(text);
    if (rows.length > 0 && (bytes + size > LARGEST || rows.length === MOST_ROWS)) {
      yield whole();
      [rows, bytes] = [[], 0];
      text = format(first, values(statement));
    }
    rows.push(text);
    bytes += size;
  }
  yield whole();
}
