/**
 * A worker in a process of its own: `claim_process.ts PATH WORKER`. Claims and finishes until
 * nothing is due, and prints the ids it took as one JSON line.
 */
import { openSqliteStore } from "../../src/store/sqlite/mod.ts";
import { success, T0 } from "./kit.ts";

const [path, worker_id] = Deno.args;
if (path === undefined || worker_id === undefined) {
  throw new Error("usage: claim_process.ts PATH WORKER");
}

const store = await openSqliteStore(path);
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
