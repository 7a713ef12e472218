/**
 * A consumer in a process of its own: `consumer_process.ts PATH [hang]`. Says on stdout, a JSON
 * line each, that it is ready, that it was woken, and what it was delivered.
 */
import { openKvQueue } from "../../src/queue/deno_kv/mod.ts";

const [path, hang] = Deno.args;
if (path === undefined) throw new Error("usage: consumer_process.ts PATH [hang]");

const say = (line: unknown) => console.log(JSON.stringify(line));
const queue = await openKvQueue(path);
await queue.consume({
  concurrency: 4,
  onWake: (name) => say({ wake: name }),
  onMessage: async (name, ids) => {
    say({ queue: name, ids });
    if (hang !== undefined) await new Promise<void>(() => {});
  },
});
say({ ready: true });
