/**
 * A consumer in a process of its own: `consumer_process.ts kv PATH KIND` or
 * `consumer_process.ts redis PORT/PREFIX KIND`, of which a KIND that `hangs` ends no message. Says on stdout, a JSON line each, that it is
 * ready, that it was woken, and what it was delivered.
 */
import type { Queue } from "../../src/queue/port.ts";

const [scheme, place, kind] = Deno.args;
if (place === undefined) throw new Error("usage: consumer_process.ts SCHEME PLACE KIND");

async function open(place: string): Promise<Queue> {
  if (scheme === "kv") {
    return await (await import("../../src/queue/deno_kv/mod.ts")).openKvQueue(place);
  }
  const { openRedisQueue } = await import("../../src/queue/bullmq/mod.ts");
  const [port, prefix] = place.split("/");
  const address = { scheme: "redis", host: "127.0.0.1", port: Number(port), db: 0 } as const;
  const account = { username: undefined, password: undefined };
  return await openRedisQueue({ address: { ...address, ...account }, ca: null }, { prefix });
}

const say = (line: unknown) => console.log(JSON.stringify(line));
const queue = await open(place);
await queue.consume({
  concurrency: 4,
  onWake: (name) => say({ wake: name }),
  onMessage: async (name, ids) => {
    say({ queue: name, ids });
    if (kind === "hangs") await new Promise<void>(() => {});
  },
});
say({ ready: true });
