/** A server on loopback that is sent messages of webhooks. */
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";

export interface Received {
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that keeps what it was sent. */
export async function hookServer(handle: Handle, tls?: { cert: string; key: string }) {
  const received: Received[] = [];
  const listener: Handle = (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => body += chunk);
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      handle(request, response);
    });
  };
  const made = tls === undefined
    ? http.createServer(listener)
    : https.createServer({ cert: tls.cert, key: tls.key }, listener);
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return {
    port: (made.address() as AddressInfo).port,
    received,
    async [Symbol.asyncDispose]() {
      made.closeAllConnections();
      await new Promise((resolve) => made.close(resolve));
    },
  };
}
