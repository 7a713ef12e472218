/**
 * Connections whose client still sends when it has its answer. To close one at once resets it, and
 * the client may then not get to read why it was refused; so the application reads what is left
 * and lets it go (`letGo`), and this ends those that go on for too long.
 */
import type { IncomingMessage, Server } from "node:http";

/** What a client may still take and send after its answer. */
interface Rest {
  /** Milliseconds in all. */
  time: number;
  /** Milliseconds without a byte. */
  quiet: number;
  bytes: number;
}

const REST: Rest = { time: 30_000, quiet: 5_000, bytes: 1024 ** 3 };
/** Who was too slow for an answer of another kind has had its time: a moment to read this one. */
const REST_OF_SLOW: Rest = { ...REST, time: 1000 };
const REQUEST_TIMEOUT = 408;

/** Milliseconds between two looks at such a connection. */
const LOOK = 500;

/** Ends connections that go on sending a request's body after its answer. */
export function boundLingering(server: Server): void {
  // Before the application, which may answer at once.
  server.prependListener("request", (request, answer) => {
    answer.once("finish", () => {
      watch(request, answer.statusCode === REQUEST_TIMEOUT ? REST_OF_SLOW : REST);
    });
  });
}

/** Looks until the body has arrived, the client is gone, or has had its `rest`. */
function watch(request: IncomingMessage, rest: Rest): void {
  const { socket } = request;
  const began = performance.now();
  const before = socket.bytesRead;
  let seen = before;
  let heard = began;
  const look = () => {
    if (request.complete || socket.destroyed) return;
    const now = performance.now();
    const bytes = socket.bytesRead;
    if (bytes > seen) heard = now;
    seen = bytes;
    if (now - began >= rest.time || now - heard >= rest.quiet || bytes - before > rest.bytes) {
      socket.destroy();
      return;
    }
    setTimeout(look, LOOK);
  };
  look();
}
