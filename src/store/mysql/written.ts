/**
 * Statements written out with their values. The driver's own `format` goes through the whole text
 * of a statement for what is a placeholder each time; the texts of a store are few and recur.
 */
import { escape, format, type SqlValue } from "mysql2";

/** Texts whose pieces are kept; lists with filters have a bounded number of shapes. */
const KEPT = 1000;

/** What stands between the placeholders of a text. */
const pieces = new Map<string, readonly string[]>();

function piecesOf(sql: string): readonly string[] {
  let known = pieces.get(sql);
  if (known === undefined) {
    known = sql.split("?");
    if (pieces.size >= KEPT) pieces.clear();
    pieces.set(sql, known);
  }
  return known;
}

/** The text with each placeholder replaced by its value. */
export function written(sql: string, values: readonly SqlValue[]): string {
  const between = piecesOf(sql);
  // A question mark that is no placeholder, as in a quoted text: the driver tells them apart.
  if (between.length !== values.length + 1) return format(sql, [...values]);
  let text = between[0]!;
  for (let at = 0; at < values.length; at++) text += escape(values[at]!) + between[at + 1]!;
  return text;
}
