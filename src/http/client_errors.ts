/** Answers requests that never reach the application: their head cannot be read, or never ends. */
import type { Server } from "node:http";
import { ERRORS, LintelError } from "../errors.ts";
import { log } from "../observability/log.ts";
import { uuidv7 } from "../workflow/ids.ts";
import { problemBody } from "./problem.ts";

const logger = log("http");

/** Bytes of headers that node:http takes. */
const HEADER_BYTES = 16 * 1024;

function explain(code: string | undefined): LintelError {
  if (code === "HPE_HEADER_OVERFLOW") {
    return new LintelError(
      "headers_too_large",
      `A request's line and headers may have ${HEADER_BYTES} bytes.`,
    );
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new LintelError("request_timeout", "The request did not arrive in time.");
  }
  return new LintelError("invalid_request", "This is no HTTP request.");
}

/** The whole answer, after which the connection is closed: what follows cannot be told apart. */
function rawAnswer(error: LintelError, request_id: string): string {
  const { status, title } = ERRORS[error.code];
  const body = JSON.stringify(problemBody(error, request_id));
  return [
    `HTTP/1.1 ${status} ${title}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${new TextEncoder().encode(body).length}`,
    `X-Request-Id: ${request_id}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}

/** Gives such requests a problem in place of node:http's empty answers. */
export function answerClientErrors(server: Server): void {
  server.on("clientError", (error: Error & { code?: string }, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const known = explain(error.code);
    const request_id = uuidv7();
    logger.info("request refused", { request_id, code: known.code, status: known.status });
    socket.end(rawAnswer(known, request_id));
  });
}
