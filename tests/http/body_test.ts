import assert from "node:assert/strict";
import { FakeTime } from "../support/fake_time.ts";
import { within } from "../support/wait.ts";
import { announcedBytes, readBody, readJson } from "../../src/http/body.ts";

const LIMITS = { bytes: 100, timeout: 60_000 };

function streamOf(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(
    chunks.map((c) => typeof c === "string" ? new TextEncoder().encode(c) : c),
  );
}

async function drain(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

Deno.test("a body is read to its last byte, and no body is none", async () => {
  assert.equal(await drain(readBody(streamOf("a".repeat(60), "b".repeat(40)), LIMITS)), 100);
  assert.equal(await drain(readBody(null, LIMITS)), 0);
});

Deno.test("one byte too many ends the reading at once; the rest is let go as it comes", async () => {
  let pulled = 0;
  const ended = Promise.withResolvers<void>();
  const kept: Uint8Array[] = [];
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulled++ < 1000) return controller.enqueue(new Uint8Array(30));
      controller.close();
      ended.resolve();
    },
  });
  const reading = (async () => {
    for await (const chunk of readBody(stream, LIMITS)) kept.push(chunk);
  })();
  await assert.rejects(reading, { code: "payload_too_large" });
  assert.equal(kept.length, 3);
  assert.ok(pulled < 100, `${pulled} chunks were read before the answer`);
  await within("the end of the rest", ended.promise);
  assert.equal(kept.length, 3);
});

Deno.test("what a reader leaves of a body is let go, also where it breaks off", async () => {
  const gone = Promise.withResolvers<void>();
  let pulled = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulled++ < 10) return controller.enqueue(new Uint8Array(30));
      controller.error(new Error("the client is gone"));
      gone.resolve();
    },
  });
  for await (const chunk of readBody(stream, LIMITS)) {
    assert.equal(chunk.length, 30);
    break;
  }
  await within("the end of the rest", gone.promise);
});

Deno.test("a body that is announced as too large is refused before any of it is read", async () => {
  const stream = streamOf("a");
  await assert.rejects(
    drain(readBody(stream, { ...LIMITS, announced: 101 })),
    { code: "payload_too_large", message: "a body may have 100 bytes here; this one has 101" },
  );
  assert.equal(stream.locked, false);
  assert.equal(await drain(readBody(stream, { ...LIMITS, announced: 100 })), 1);
  assert.deepEqual(["5", undefined].map(announcedBytes), [5, 0]);
});

Deno.test("a body whose connection ends is the client's fault, and not the service's", async () => {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array(30));
    },
    pull(controller) {
      controller.error(new Error("aborted"));
    },
  });
  await assert.rejects(drain(readBody(stream, LIMITS)), { code: "invalid_request" });
});

Deno.test("a body that stops arriving is given up after its grace", async () => {
  using time = new FakeTime();
  const silent = new ReadableStream<Uint8Array>();
  const reading = assert.rejects(drain(readBody(silent, LIMITS)), { code: "request_timeout" });
  await time.tick(9_999);
  assert.equal(time.pending, 1);
  await time.tick(1);
  await reading;
  assert.equal(time.pending, 0);
});

Deno.test("a body that trickles is given up, one at the least speed is not", async () => {
  using time = new FakeTime();
  const trickle = (bytes: number) => {
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const stream = new ReadableStream<Uint8Array>({ start: (c) => void (controller = c) });
    const limits = { bytes: Infinity, timeout: 600_000 };
    const done = drain(readBody(stream, limits)).then(() => "read", (error) => error.code);
    return {
      done,
      feed: () => controller.enqueue(new Uint8Array(bytes)),
      end: () => controller.close(),
    };
  };
  const slow = trickle(1000);
  const fast = trickle(16 * 1024);
  for (let second = 0; second < 30; second++) {
    if (second < 10) slow.feed();
    fast.feed();
    await time.tick(1000);
  }
  fast.end();
  assert.equal(await slow.done, "request_timeout");
  assert.equal(await fast.done, "read");
});

Deno.test("a body may not take longer in all than its limit, however fast it comes", async () => {
  using time = new FakeTime();
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({ start: (c) => void (controller = c) });
  const reading = drain(readBody(stream, { bytes: Infinity, timeout: 5_000 }))
    .then(() => "read", (error) => error.code);
  for (let second = 0; second < 5; second++) {
    controller.enqueue(new Uint8Array(1_000_000));
    await time.tick(1000);
  }
  assert.equal(await reading, "request_timeout");
});

Deno.test("JSON may be cut anywhere between its chunks, also within a character", async () => {
  const bytes = new TextEncoder().encode('{"a": "é"}');
  const cut = bytes.indexOf(0xc3) + 1;
  const value = await readJson(streamOf(bytes.subarray(0, cut), bytes.subarray(cut)), LIMITS);
  assert.deepEqual(value, { a: "é" });
});

Deno.test("what is no UTF-8 or no JSON is malformed; what is too large stays too large", async () => {
  const code = "malformed_json";
  await assert.rejects(readJson(streamOf(new Uint8Array([0x22, 0xc3])), LIMITS), { code });
  await assert.rejects(readJson(streamOf("{"), LIMITS), { code });
  await assert.rejects(readJson(null, LIMITS), { code });
  const large = readJson(streamOf("1".repeat(101)), LIMITS);
  await assert.rejects(large, { code: "payload_too_large" });
});
