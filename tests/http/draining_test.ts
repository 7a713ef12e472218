import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { Server, ServerResponse } from "node:http";
import { Draining, endsWithDrain } from "../../src/http/draining.ts";
import { FakeTime } from "../support/fake_time.ts";

class FakeSocket extends EventEmitter {
  destroyed = false;

  constructor(readonly bytesRead = 100) {
    super();
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }
}

class FakeAnswer extends EventEmitter {
  headersSent = false;
  shouldKeepAlive = true;

  constructor(readonly writableNeedDrain = false) {
    super();
  }
}

/** A server's drain, and what happens on its connections. */
class Connections {
  private readonly server = new EventEmitter();
  readonly draining = new Draining(this.server as unknown as Server);

  connect(bytesRead?: number): FakeSocket {
    const socket = new FakeSocket(bytesRead);
    this.server.emit("connection", socket);
    return socket;
  }

  request(socket: FakeSocket, answer = new FakeAnswer()): FakeAnswer {
    this.server.emit("request", { socket }, answer);
    return answer;
  }

  /** A request that is answered with a stream of events. */
  events(isUnread: boolean): FakeSocket {
    const socket = this.connect();
    const answer = this.request(socket, new FakeAnswer(isUnread));
    endsWithDrain(answer as unknown as ServerResponse);
    return socket;
  }
}

Deno.test("a drain waits for requests at work, and ends connections that have none", async () => {
  using time = new FakeTime();
  const server = new Connections();
  const [busy, silent, begun] = [server.connect(), server.connect(0), server.connect(10)];
  const answer = server.request(busy);
  const end = server.draining.begin();
  assert.equal(answer.shouldKeepAlive, false);
  await time.tick(600);
  assert.deepEqual([busy, silent, begun].map((s) => s.destroyed), [false, true, false]);
  await time.tick(10_000);
  assert.deepEqual([busy, silent, begun].map((s) => s.destroyed), [false, true, true]);
  end();
  assert.equal(time.pending, 0);
});

Deno.test("streams of events end with a drain: unread ones at once, others after a moment", async () => {
  using time = new FakeTime();
  const server = new Connections();
  const [unread, read] = [server.events(true), server.events(false)];
  const end = server.draining.begin();
  assert.deepEqual([unread.destroyed, read.destroyed], [true, false]);
  await time.tick(2000);
  assert.equal(read.destroyed, true);
  end();
});

Deno.test("what is answered after a drain has begun ends its connection", () => {
  using _time = new FakeTime();
  const server = new Connections();
  const socket = server.connect();
  const before = server.request(socket);
  before.headersSent = true;
  before.emit("close");
  const end = server.draining.begin();
  assert.equal(before.shouldKeepAlive, true);
  assert.equal(server.request(socket).shouldKeepAlive, false);
  end();
});
