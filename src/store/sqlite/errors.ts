/** What SQLite's messages mean to a caller. */
import { LintelError, messageOf } from "../../errors.ts";

const BUSY = /database is locked|database table is locked|database is busy/i;

/** The file or the volume under it, as against a statement of ours that is wrong. */
const UNAVAILABLE = new RegExp(
  [
    BUSY.source,
    "unable to open",
    "disk i/o error",
    "database or disk is full",
    "readonly database",
    "malformed",
    "not a database",
    "locking protocol",
    "database is not open",
    "statement has been finalized",
  ].join("|"),
  "i",
);

/** True where another connection holds the lock for the moment. */
export function isBusy(error: unknown): boolean {
  return BUSY.test(messageOf(error));
}

/** `store_unavailable` where the database cannot be used, else `internal`; keeps a LintelError. */
export function storeError(error: unknown): LintelError {
  if (error instanceof LintelError) return error;
  const message = `SQLite: ${messageOf(error)}`;
  const code = UNAVAILABLE.test(message) ? "store_unavailable" : "internal";
  return new LintelError(code, message, { cause: error });
}
