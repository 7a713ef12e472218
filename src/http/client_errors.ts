/** Answers requests that never reach the application: their head cannot be read, or never ends. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
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

/** The last request of a connection that the application has seen. */
interface Exchange {
  request: IncomingMessage;
  answer: ServerResponse;
}

/** Whether its answer is under way, or was given before the whole request had arrived. */
function isAnswered({ request, answer }: Exchange): boolean {
  return answer.headersSent && !(request.complete && answer.writableFinished);
}

/**
 * Gives such requests a problem in place of node:http's empty answers. What goes wrong with the rest
 * of a request that has its answer ends the connection alone: whatever were written to it would stand
 * in the middle of that answer, or be taken for the answer to the client's next request.
 */
export function answerClientErrors(server: Server): void {
  const last = new WeakMap<Socket, Exchange>();
  // Before the application, which may answer at once.
  server.prependListener("request", (request, answer) => {
    last.set(request.socket, { request, answer });
  });
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const exchange = last.get(socket);
    if (exchange !== undefined && isAnswered(exchange)) {
      // A whole answer is left for the client to read.
      if (exchange.answer.writableFinished) socket.end();
      else socket.destroy();
      return;
    }
    const known = explain(error.code);
    const request_id = uuidv7();
    logger.info("request refused", { request_id, code: known.code, status: known.status });
    socket.end(rawAnswer(known, request_id));
  });
}
