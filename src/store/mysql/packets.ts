/**
 * Statements on their way to the server: as few packets as may be, because each is a round trip,
 * and none larger than a server takes (`max_allowed_packet`, 16 MB unless it is set).
 */
import { Buffer } from "node:buffer";
import { format, type SqlValue } from "mysql2/promise";
import type { Statement } from "../plan.ts";

/** Bytes of a packet, unless one statement alone has more. */
const LARGEST = 1024 * 1024;

/** Text of one or more statements, and how many statements of the plan each of those stands for. */
export interface Packet {
  sql: string;
  counts: number[];
}

/** An INSERT of one row, of which equal ones can be made one statement. */
const INSERT = /^(insert into .+? values )(\([?, ]+\))$/;

/** The statement in MySQL's words; a lock is only ever taken on rows named by their primary key. */
function sqlOf({ sql, lock }: Statement<unknown>): string {
  if (lock === undefined) return sql;
  // On a small table the server would read, and so lock, every row of it.
  const byKey = sql.replace(/ from (`\w+`)/, " from $1 force index (primary)");
  return `${byKey} for update${lock === "skip" ? " skip locked" : ""}`;
}

/** Writes statements out, in their order; equal INSERTs that follow each other become one. */
export function packetsOf(statements: readonly Statement<unknown>[]): Packet[] {
  const packets: Packet[] = [];
  let texts: string[] = [];
  let counts: number[] = [];
  let bytes = 0;
  /** The INSERT that the last text is of. */
  let open: string | null = null;
  const flush = (): void => {
    if (texts.length > 0) packets.push({ sql: texts.join(";"), counts });
    [texts, counts, bytes, open] = [[], [], 0, null];
  };
  for (const statement of statements) {
    const insert = INSERT.exec(statement.sql);
    const more = insert !== null && open === statement.sql;
    const text = more
      ? `,${format(insert[2]!, statement.parameters as SqlValue[])}`
      : format(sqlOf(statement), statement.parameters as SqlValue[]);
    const size = Buffer.byteLength(text);
    if (bytes > 0 && bytes + size > LARGEST) {
      flush();
      texts.push(more ? insert[1]! + text.slice(1) : text);
      counts.push(1);
    } else if (more) {
      texts[texts.length - 1] += text;
      counts[counts.length - 1]!++;
    } else {
      texts.push(text);
      counts.push(1);
    }
    bytes += size;
    open = insert === null ? null : statement.sql;
  }
  flush();
  return packets;
}
