import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { boundLingering } from "../../src/http/lingering.ts";
import { FakeTime } from "../support/fake_time.ts";

const MB = 1024 * 1024;

/** A connection whose request is answered before its body has arrived. */
class Refused {
  readonly request = {
    complete: false,
    socket: {
      bytesRead: 500,
      destroyed: false,
      destroy() {
        this.destroyed = true;
      },
    },
  };

  constructor(statusCode = 413) {
    const server = new EventEmitter();
    boundLingering(server as unknown as Server);
    const answer = Object.assign(new EventEmitter(), { statusCode });
    server.emit("request", this.request, answer);
    answer.emit("finish");
  }

  get isCut(): boolean {
    return this.request.socket.destroyed;
  }

  /** So many bytes each second, for so many seconds. */
  async send(time: FakeTime, seconds: number, bytes: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.request.socket.bytesRead += bytes;
      await time.tick(1000);
    }
  }
}

Deno.test("a client that sends on after its answer has half a minute for it", async () => {
  using time = new FakeTime();
  const refused = new Refused();
  await refused.send(time, 29, 1);
  assert.equal(refused.isCut, false);
  await refused.send(time, 2, 1);
  assert.equal(refused.isCut, true);
  assert.equal(time.pending, 0);
});

Deno.test("a client that falls silent after its answer is cut off after five seconds", async () => {
  using time = new FakeTime();
  const refused = new Refused();
  await refused.send(time, 10, 1);
  await time.tick(3000);
  assert.equal(refused.isCut, false);
  await time.tick(3000);
  assert.equal(refused.isCut, true);
});

Deno.test("however fast a client sends on, there is an end to what is taken of it", async () => {
  using time = new FakeTime();
  const refused = new Refused();
  await refused.send(time, 10, 100 * MB);
  assert.equal(refused.isCut, false);
  await refused.send(time, 1, 100 * MB);
  assert.equal(refused.isCut, true);
});

Deno.test("who was too slow for another answer gets but a moment to read this one", async () => {
  using time = new FakeTime();
  const refused = new Refused(408);
  await time.tick(900);
  assert.equal(refused.isCut, false);
  await time.tick(600);
  assert.equal(refused.isCut, true);
});

Deno.test("a connection whose body has arrived is kept for the next request", async () => {
  using time = new FakeTime();
  const refused = new Refused();
  await refused.send(time, 2, 1);
  refused.request.complete = true;
  await time.tick(60_000);
  assert.equal(refused.isCut, false);
  assert.equal(time.pending, 0);
});

for (const method of ["POST", "GET"]) {
  Deno.test(`a body without end that comes with ${method} is cut off over real sockets`, async () => {
    const server = createServer((request, answer) => {
      request.on("error", () => {});
      request.resume();
      answer.writeHead(408).end("too slow");
    });
    boundLingering(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const head = `${method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n`;
    await connection.write(new TextEncoder().encode(head));
    const dripping = setInterval(() => connection.write(new Uint8Array(1)).catch(() => {}), 100);
    let text = "";
    try {
      const buffer = new Uint8Array(4096);
      for (let n; (n = await connection.read(buffer)) !== null;) {
        text += new TextDecoder().decode(buffer.subarray(0, n));
      }
    } catch (error) {
      assert.ok(error instanceof Deno.errors.ConnectionReset, String(error));
    } finally {
      clearInterval(dripping);
    }
    assert.match(text, /^HTTP\/1\.1 408 .*too slow/s);
    await new Promise((resolve) => server.close(resolve));
  });
}
