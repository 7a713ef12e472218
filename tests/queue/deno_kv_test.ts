import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { batches, MESSAGE_BYTES } from "../../src/queue/deno_kv/batches.ts";
import { openKvQueue } from "../../src/queue/deno_kv/mod.ts";
import { type OtherProcess, queueSuite, within } from "./conformance.ts";

const folders: string[] = [];

async function spawnConsumer(path: string, hang: boolean): Promise<OtherProcess> {
  const script = fileURLToPath(new URL("./consumer_process.ts", import.meta.url));
  const folder = path.slice(0, path.lastIndexOf("/"));
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--cached-only",
      "--no-check",
      `--allow-read=${folder}`,
      `--allow-write=${folder}`,
      script,
      path,
      ...(hang ? ["hang"] : []),
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines: Record<string, unknown>[] = [];
  let more = Promise.withResolvers<void>();
  const reading = (async () => {
    let rest = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop()!;
      for (const part of parts) lines.push(JSON.parse(part));
      more.resolve();
      more = Promise.withResolvers<void>();
    }
  })();
  const saidFrom = async (at: number, wanted: Parameters<OtherProcess["said"]>[0]) => {
    for (;; at++) {
      while (at >= lines.length) await more.promise;
      if (wanted(lines[at]!)) return lines[at]!;
    }
  };
  const said: OtherProcess["said"] = (wanted) => saidFrom(lines.length, wanted);
  await within(saidFrom(0, (line) => line.ready === true));
  return {
    said,
    async kill() {
      child.kill("SIGKILL");
      await child.status;
      await reading;
    },
  };
}

queueSuite({
  name: "Deno KV",
  capabilities: { acrossHosts: false, durable: true },
  async place() {
    const folder = await Deno.makeTempDir();
    folders.push(folder);
    return `${folder}/queue.kv`;
  },
  open: (place) => openKvQueue(place, { backoff: [50, 50] }),
  spawnConsumer,
});

Deno.test("a queue that cannot be opened is unavailable", async () => {
  const file = await Deno.makeTempFile();
  await assert.rejects(openKvQueue(`${file}/queue.kv`), {
    name: "LintelError",
    code: "queue_unavailable",
  });
  await Deno.remove(file);
});

Deno.test("ids are split into messages of bounded bytes and number", () => {
  const long = Array.from({ length: 300 }, (_, i) => `${"é".repeat(500)}${i}`);
  const parts = batches(long);
  assert.deepEqual(parts.flat(), long);
  for (const part of parts) {
    assert.ok(new TextEncoder().encode(JSON.stringify(part)).length <= MESSAGE_BYTES);
  }
  assert.deepEqual(batches(Array(2500).fill("x")).map((part) => part.length), [1000, 1000, 500]);
  assert.deepEqual(batches([]), []);
  assert.throws(() => batches(["x".repeat(MESSAGE_BYTES)]), RangeError);
});

Deno.test.afterAll(async () => {
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});
