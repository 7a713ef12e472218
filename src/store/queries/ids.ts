/** Ids are UUIDv7, so that an order by id is one by time, and a time bounds a range of ids. */

/** After every id: those start with a hexadecimal digit. */
export const LAST_ID = "g";

/** Milliseconds by which the time in an id may differ from that of its row. */
export const ID_SLACK = 60_000;

/** The least id of a time, Unix ms. */
export function idAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
