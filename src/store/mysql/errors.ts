/** What the errors of MySQL, of MariaDB and of the network between mean to a caller. */
import { LintelError, messageOf } from "../../errors.ts";

/** The fields of an error that the server sent, or that the driver made of a broken connection. */
interface DriverError {
  code?: string;
  errno?: number;
  sqlState?: string;
}

/** Thrown where a query did not end in its time; its connection is gone. */
export class TooSlow extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = "TooSlow";
  }
}

/** Server errors after which the same transaction may well succeed: deadlock, and a long wait. */
const AGAIN = new Set([1213, 1205]);

/**
 * Server errors of a server that cannot serve now: too many connections (1040, 1203), shutting
 * down (1053, 1927), read only (1290, 1836), a full disk (1021, 1114, 1030), a killed query (1317).
 */
const AWAY = new Set([1021, 1030, 1040, 1053, 1114, 1129, 1203, 1290, 1317, 1836, 1927]);

/** What no waiting cures: access denied (1044, 1045, 1698), no such database (1049). */
const REFUSED = new Set([1044, 1045, 1049, 1698]);

const DUPLICATE = 1062;

function fieldsOf(error: unknown): DriverError {
  return error instanceof Error ? error as DriverError : {};
}

/** The number of an error that the server sent; null where the connection failed. */
export function serverError(error: unknown): number | null {
  const { errno, sqlState } = fieldsOf(error);
  return sqlState !== undefined && sqlState !== "" && errno !== undefined ? errno : null;
}

/** True where the connection is of no use any more. */
export function isLost(error: unknown): boolean {
  if (error instanceof TooSlow) return true;
  const number = serverError(error);
  if (number !== null) return number === 1053 || number === 1927;
  return fieldsOf(error).code !== undefined;
}

/** True for a deadlock or a lock that was waited for too long: the transaction may be repeated. */
export function isContention(error: unknown): boolean {
  return AGAIN.has(serverError(error) ?? 0);
}

export function isDuplicate(error: unknown): boolean {
  return serverError(error) === DUPLICATE;
}

/** True where the database may be there a little later. */
export function isAway(error: unknown): boolean {
  const number = serverError(error);
  return number === null ? isLost(error) : AWAY.has(number);
}

/**
 * `store_unavailable` where the database cannot be used, else `internal`; keeps a LintelError.
 * `uncertain` where the write may be there all the same.
 */
export function storeError(error: unknown, { uncertain = false } = {}): LintelError {
  if (error instanceof LintelError) return error;
  const number = serverError(error);
  const message = `MySQL: ${messageOf(error) || fieldsOf(error).code}`;
  const unavailable = isAway(error) || isContention(error) || REFUSED.has(number ?? 0);
  return new LintelError(unavailable ? "store_unavailable" : "internal", message, {
    cause: error,
    uncertain,
  });
}
