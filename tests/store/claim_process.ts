/**
 * A worker in a process of its own: `claim_process.ts URL WORKER`. Claims and finishes until
 * nothing is due, and prints the ids it took as one JSON line.
 */
import { openByUrl } from "./open.ts";
import { success, T0 } from "./kit.ts";

const [url, worker_id] = Deno.args;
if (url === undefined || worker_id === undefined) {
  throw new Error("usage: claim_process.ts URL WORKER");
}

const store = await openByUrl(url);
const taken: string[] = [];
for (;;) {
  const claims = await store.tasks.claim(worker_id, 3, 2, T0 + 1000);
  if (claims.length === 0) break;
  taken.push(...claims.map((claim) => claim.task_id));
  const { accepted } = await store.tasks.finish(claims.map((claim) => success(claim)));
  if (accepted.length !== claims.length) throw new Error("a claim was lost");
}
await store.close();
console.log(JSON.stringify(taken));
