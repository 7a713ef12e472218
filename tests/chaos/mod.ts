/**
 * The long run by hand:
 *   deno task chaos [--tasks 200000] [--webs 2] [--workers 4] [--seed 1] [--every 5]
 * `every` is in seconds. Exits 0 where nothing was lost, doubled or left over.
 */
import { parseArgs } from "node:util";
import { chaos } from "./run.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    tasks: { type: "string", default: "200000" },
    archive: { type: "string", default: "1000" },
    clients: { type: "string", default: "4" },
    webs: { type: "string", default: "2" },
    workers: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
    every: { type: "string", default: "5" },
  },
});
const report = await chaos({
  tasks: Number(values.tasks),
  archive: Number(values.archive),
  clients: Number(values.clients),
  webs: Number(values.webs),
  workers: Number(values.workers),
  seed: Number(values.seed),
  every: Number(values.every) * 1000,
  print: (line) => console.log(line),
});
const { counts, faults, ...rest } = report;
console.log(JSON.stringify({ ...rest, ...counts }, null, 2));
for (const fault of faults) console.log(fault);
Deno.exit(faults.length === 0 && report.growth <= 1.1 ? 0 : 1);
