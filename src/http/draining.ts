/**
 * The connections of a server that is about to close. `server.close()` ends those that wait for
 * the next request, but takes one on which no request was ever begun for busy: browsers open such
 * connections in advance and keep them for ten seconds or more, and their process with them.
 */
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Milliseconds for a stream of events to come to its end. Its route looks each second whether the
 * process drains, but cannot end what its client does not read: that client has to come back, and
 * then asks for what it has not seen.
 */
const EVENTS_GRACE = 1500;
/** Milliseconds for a request that was sent, and not yet read, when the drain began. */
const UNSENT_GRACE = 500;
/** Milliseconds for the rest of a request's head. */
const HEAD_GRACE = 5000;

const eventStreams = new WeakSet<ServerResponse>();

/** Says that an answer has no end of its own: a drain does not wait for it. */
export function endsWithDrain(answer: ServerResponse): void {
  eventStreams.add(answer);
}

export class Draining {
  private readonly sockets = new Set<Socket>();
  /** Answers that have not ended, by their connection. */
  private readonly answers = new Map<Socket, Set<ServerResponse>>();
  private begun = false;

  constructor(server: Server) {
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
    // Before the application, which may answer at once.
    server.prependListener("request", ({ socket }, answer) => this.watch(socket, answer));
  }

  /** Call it when the server accepts no more; what it returns ends it. */
  begin(): () => void {
    this.begun = true;
    for (const answers of this.answers.values()) answers.forEach(endConnection);
    this.cutStreams(isUnread);
    const timers = [
      setTimeout(() => this.cutStreams(() => true), EVENTS_GRACE),
      setTimeout(() => this.cut((socket) => socket.bytesRead === 0), UNSENT_GRACE),
      setTimeout(() => this.cut(() => true), HEAD_GRACE),
    ];
    return () => timers.forEach(clearTimeout);
  }

  private watch(socket: Socket, answer: ServerResponse): void {
    const answers = this.answers.get(socket) ?? new Set();
    this.answers.set(socket, answers.add(answer));
    answer.once("close", () => {
      answers.delete(answer);
      if (answers.size === 0) this.answers.delete(socket);
    });
    if (this.begun) endConnection(answer);
  }

  /** Ends the connections of those of the streams of events. */
  private cutStreams(which: (answer: ServerResponse) => boolean): void {
    for (const [socket, answers] of this.answers) {
      if ([...answers].some((answer) => eventStreams.has(answer) && which(answer))) {
        socket.destroy();
      }
    }
  }

  /** Ends those of these connections that have no request at work. */
  private cut(which: (socket: Socket) => boolean): void {
    for (const socket of this.sockets) {
      if (!this.answers.has(socket) && which(socket)) socket.destroy();
    }
  }
}

/** The client is told that its next request needs another connection. */
function endConnection(answer: ServerResponse): void {
  if (!answer.headersSent) answer.shouldKeepAlive = false;
}

/** Whether the client has stopped reading: what was written waits here. */
function isUnread(answer: ServerResponse): boolean {
  return answer.writableNeedDrain;
}
