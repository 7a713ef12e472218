/**
 * Every error Lintel answers with, once: its code, HTTP status and title. The documentation
 * table, the problem+json middleware and the CLI all read from here.
 */

/** What a code means over HTTP and in one line. */
export interface ErrorKind {
  readonly status: number;
  readonly title: string;
  /**
   * What callers are told in place of the message, where that may name paths, hosts and statements
   * of the service: those are for its log.
   */
  readonly detail?: string;
  /** What attempts and jobs keep in place of the message, for the same reason. */
  readonly kept?: string;
}

/** Codes of a request that cannot be served; `status` is the HTTP status it answers with. */
export const ERRORS = {
  invalid_request: { status: 400, title: "The request is not well formed" },
  unknown_parameter: { status: 400, title: "The query has a parameter that is not read" },
  malformed_json: { status: 400, title: "The body is not valid JSON" },
  malformed_multipart: { status: 400, title: "The multipart body cannot be read" },
  invalid_archive: { status: 422, title: "The archive cannot be read" },
  empty_upload: { status: 422, title: "The upload is empty" },
  invalid_cursor: { status: 400, title: "The cursor was not issued by this service" },
  invalid_action: { status: 400, title: "There is no such control action" },
  unauthorized: { status: 401, title: "A valid bearer token is required" },
  forbidden: { status: 403, title: "The token does not allow this" },
  cross_origin: { status: 403, title: "Web pages of another origin may not do this" },
  read_only: { status: 403, title: "The service is read-only" },
  not_found: { status: 404, title: "There is no such resource" },
  route_not_found: { status: 404, title: "There is no such path" },
  method_not_allowed: { status: 405, title: "The path does not take this method" },
  not_acceptable: { status: 406, title: "The report is not available in that format" },
  request_timeout: { status: 408, title: "The body arrived too slowly" },
  conflict: { status: 409, title: "The state of the resource does not allow this" },
  idempotency_in_flight: { status: 409, title: "A request with this key is still running" },
  payload_too_large: { status: 413, title: "The body is larger than this service takes" },
  misdirected_request: { status: 421, title: "This service does not answer to this host" },
  unsupported_media_type: { status: 415, title: "The content type is not taken here" },
  validation_failed: { status: 422, title: "The request has invalid fields" },
  idempotency_mismatch: { status: 422, title: "The key was used with another request" },
  unknown_dialect: { status: 422, title: "The engine does not have this dialect" },
  unknown_rule: { status: 422, title: "The engine does not have this rule" },
  unknown_engine: { status: 422, title: "There is no such engine" },
  invalid_config: { status: 422, title: "The SQLFluff configuration is not valid" },
  templating_unsupported: { status: 422, title: "The engine cannot render this template" },
  undecodable: { status: 422, title: "The text is not in the expected encoding" },
  timeout: { status: 422, title: "Linting took longer than the time limit" },
  too_large: { status: 422, title: "The SQL is larger or deeper than the engine takes" },
  memory_limit: { status: 422, title: "Linting took more memory than the limit" },
  rate_limited: { status: 429, title: "Too many requests in this time" },
  queue_full: { status: 429, title: "Too many tasks are waiting" },
  too_many_open: { status: 429, title: "Too many answers of this kind are under way" },
  headers_too_large: { status: 431, title: "The headers are larger than this service takes" },
  internal: {
    status: 500,
    title: "The service failed",
    detail: "The service failed; its log has the reason under this request's id.",
    kept: "The worker failed; its log has the reason, under the same id.",
  },
  engine_failed: { status: 500, title: "The lint engine failed" },
  result_refused: {
    status: 500,
    title: "The store does not take the result",
    kept: "The database (DATABASE_URL) did not take the result; the worker's log has the reason, " +
      "under the same id.",
  },
  unavailable: { status: 503, title: "The service cannot do this at the moment" },
  engine_unavailable: {
    status: 503,
    title: "The lint engine is not installed or too old",
    detail: "The lint engine cannot be started: see GET /api/v1/health/workers and the log.",
  },
  store_unavailable: {
    status: 503,
    title: "The store cannot be reached",
    detail: "The database (DATABASE_URL) cannot be used at the moment: send the request again. " +
      "The service's log has the reason under this request's id.",
    kept:
      "The database (DATABASE_URL) could not be used: the worker's log has the reason, under the " +
      "same id. Once that is mended, retry.",
  },
  queue_unavailable: {
    status: 503,
    title: "The queue cannot be reached",
    detail: "The queue (QUEUE_URL) cannot be used at the moment: send the request again. " +
      "The service's log has the reason under this request's id.",
    kept: "The queue (QUEUE_URL) could not be used: the worker's log has the reason, under the " +
      "same id. Once that is mended, retry.",
  },
  storage_unavailable: {
    status: 503,
    title: "The file storage cannot be reached",
    detail: "The file storage (STORAGE_ROOT) cannot be used at the moment: send the request " +
      "again. The service's log has the reason under this request's id.",
    kept:
      "The file storage (STORAGE_ROOT) could not be used: the worker's log has the reason, under the " +
      "same id. Once that is mended, retry.",
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** One field that is wrong: `path` in JSON-path-like dots (`config.rules`), and what it takes. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * An error with a code of the table above; `retryAfter` is in seconds. With `uncertain`, a write
 * may have been made all the same: its commit was sent, and the answer to it was not heard.
 */
export class LintelError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: readonly FieldError[];
  readonly retryAfter: number | undefined;
  readonly uncertain: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      fields?: readonly FieldError[];
      retryAfter?: number;
      cause?: unknown;
      uncertain?: boolean;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "LintelError";
    this.code = code;
    this.status = ERRORS[code].status;
    this.fields = options.fields ?? [];
    this.uncertain = options.uncertain ?? false;
    this.retryAfter = options.retryAfter ??
      (this.status === 503 || this.status === 429 ? 5 : undefined);
  }
}

/** An error as attempts and jobs keep it, for everybody who may read them. */
export interface KeptError {
  code: string;
  message: string;
}

/**
 * What is kept of an error: where its message may name paths and hosts of the service, only which
 * part failed, and the system's name of why (ENOSPC). The message itself is for the log.
 */
export function keptError(error: LintelError): KeptError {
  const { kept }: ErrorKind = ERRORS[error.code];
  if (kept === undefined) return { code: error.code, message: error.message };
  const why = systemCode(error);
  return { code: error.code, message: why === null ? kept : `${kept} (${why})` };
}

/** The system's name of the first cause that has one, as in ENOSPC. */
function systemCode(error: Error): string | null {
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && /^E[A-Z0-9]+$/.test(String(cause.code))) return String(cause.code);
  }
  return null;
}

/** True for codes whose failure may pass by itself, so that an attempt is worth repeating. */
export function isTransient(code: string): boolean {
  return code === "worker_lost" || code === "engine_failed" || code === "engine_crashed" ||
    code === "result_refused" || code.endsWith("_unavailable") || code === "unavailable" ||
    code === "internal";
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Waits for all of them, and only then throws what the first that failed has failed with. */
export async function allEnded(ends: Iterable<Promise<unknown> | undefined>): Promise<void> {
  for (const end of await Promise.allSettled(ends)) {
    if (end.status === "rejected") throw end.reason;
  }
}
