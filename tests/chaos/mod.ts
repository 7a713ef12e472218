/** deno task chaos: the long run by hand. */
import { readTask } from "../../scripts/task_arguments.ts";
import { chaos } from "./run.ts";

const { values } = readTask({
  name: "chaos",
  does:
    `Kills web processes, workers, MariaDB and Redis again and again while tasks run, and counts at the
end what was lost, done twice or left over.`,
  options: {
    tasks: { number: "N", default: 200_000, least: 1, help: "tasks in all" },
    archive: { number: "N", default: 1000, least: 1, help: "files of an archive" },
    clients: { number: "N", default: 4, least: 1, help: "clients that submit" },
    webs: { number: "N", default: 2, least: 1, help: "web processes" },
    workers: { number: "N", default: 4, least: 1, help: "workers" },
    seed: { number: "N", default: 1, help: "of what is killed when" },
    every: { number: "S", default: 5, least: 0.1, help: "seconds between two kills" },
  },
  exits: "0 where nothing was lost, doubled or left over, else 1; 2 for wrong usage",
});
const report = await chaos({
  ...values,
  every: values.every * 1000,
  print: (line) => console.log(line),
});
const { counts, faults, ...rest } = report;
console.log(JSON.stringify({ ...rest, ...counts }, null, 2));
for (const fault of faults) console.log(fault);
Deno.exit(faults.length === 0 && report.growth <= 1.1 ? 0 : 1);
