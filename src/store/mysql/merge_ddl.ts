/**
 * The statements of a migration as fewer ones that do the same. MySQL commits each change of a
 * table by itself, with ten to thirty fsyncs, so that on a slow disk their number is what the first
 * start takes.
 */
import type { Statement } from "../plan.ts";

const TABLE = /^(create table (`\w+`) \(.*)(\) engine = .*)$/s;
const INDEX = /^create (unique )?index (`\w+`) on (`\w+`) (\(.*\))$/;
const ADDED = /^alter table (`\w+`) (add column [^,]*)$/;

/** What an index is called within a statement of its table; null where it is of another table. */
function keyOf(sql: string, table: string): string | null {
  const index = INDEX.exec(sql);
  if (index?.[3] !== table) return null;
  return `${index[1] ?? ""}key ${index[2]} ${index[4]}`;
}

/** Two statements that follow each other as one; null where they have to stay two. */
function merged(first: string, second: string): string | null {
  const table = TABLE.exec(first);
  if (table !== null) {
    const key = keyOf(second, table[2]!);
    return key === null ? null : `${table[1]}, ${key}${table[3]}`;
  }
  // Columns are added without a copy of the table as long as nothing else is done to it at once,
  // and indexes that are made together read it once.
  const column = /^alter table (`\w+`) add column /.exec(first);
  if (column !== null) {
    const next = ADDED.exec(second);
    return next?.[1] === column[1] ? `${first}, ${next![2]}` : null;
  }
  const indexes = /^alter table (`\w+`) add (?:unique )?key /.exec(first);
  const before = indexes === null ? INDEX.exec(first) : null;
  const on = indexes?.[1] ?? before?.[3];
  const key = on === undefined ? null : keyOf(second, on);
  if (key === null) return null;
  return `${before === null ? first : `alter table ${on} add ${keyOf(first, on!)}`}, add ${key}`;
}

/** Merges what stands side by side and changes the same table; everything else stays as it is. */
export function mergeDdl(statements: readonly Statement<unknown>[]): Statement<unknown>[] {
  const result: Statement<unknown>[] = [];
  for (const statement of statements) {
    const last = result.at(-1);
    const bare = last !== undefined && last.parameters.length + statement.parameters.length === 0;
    const sql = bare ? merged(last.sql, statement.sql) : null;
    if (sql === null) result.push(statement);
    else result[result.length - 1] = { ...last!, sql };
  }
  return result;
}
