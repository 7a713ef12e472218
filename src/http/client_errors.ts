/** Answers requests that never reach the application: their head cannot be read, or never ends. */
import { RequestError } from "@hono/node-server";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ERRORS, LintelError } from "../errors.ts";
import { log } from "../observability/log.ts";
import { uuidv7 } from "../workflow/ids.ts";
import { problemBody, toLintelError } from "./problem.ts";

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

/** The problem as the body of an answer, with the fields of its head. It is logged here. */
function problemAnswer(error: LintelError): { body: string; headers: Record<string, string> } {
  const request_id = uuidv7();
  logger.info("request refused", { request_id, code: error.code, status: error.status });
  const body = JSON.stringify(problemBody(error, request_id));
  return {
    body,
    headers: { "Content-Type": "application/problem+json", "X-Request-Id": request_id },
  };
}

/** The answer to a request that is HTTP, and whose address or `Host` names nothing. */
export function refuseUnreadable(error: unknown): Response {
  const known = error instanceof RequestError
    ? new LintelError(
      "invalid_request",
      `The address or the Host header of this request cannot be read: ${error.message}.`,
      { cause: error },
    )
    : toLintelError(error);
  if (known.status >= 500) logger.error("request failed", { error: known });
  const { body, headers } = problemAnswer(known);
  return new Response(body, { status: known.status, headers });
}

/** The whole answer, after which the connection is closed: what follows cannot be told apart. */
function rawAnswer(error: LintelError): string {
  const { status, title } = ERRORS[error.code];
  const { body, headers } = problemAnswer(error);
  return [
    `HTTP/1.1 ${status} ${title}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${new TextEncoder().encode(body).length}`,
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
  // An expectation that is not known may be disregarded (RFC 9110, 10.1.1); node:http would refuse
  // it with an empty answer.
  server.on("checkExpectation", (request, answer) => server.emit("request", request, answer));
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
    socket.end(rawAnswer(explain(error.code)));
  });
}
