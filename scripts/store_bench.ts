/** deno task bench:store: the store alone, with 1, 2 and 4 processes. */
import { fileURLToPath } from "node:url";
import { loadSettings } from "../src/config/load.ts";
import { openStore } from "../src/modes/stores.ts";
import type { Store, TaskClaim, TaskEnd } from "../src/store/port.ts";
import { endOf, expandedArchive, newJob, newTask } from "./service/made_up_work.ts";
import { readTask, refuseArguments } from "./task_arguments.ts";

/** Submissions that a process has under way at a time. */
const CLIENTS = 32;
/** Tasks of a claim. */
const CLAIM = 64;
const PROCESSES = [1, 2, 4];
/** Of the processes; the database may be anywhere. */
const PERMISSIONS = ["read", "write", "net"].map((name) => `--allow-${name}`);

function open(url: string): Promise<Store> {
  const environment = (name: string) => name === "DATABASE_URL" ? url : undefined;
  return openStore(loadSettings(environment).settings);
}

function success(claim: TaskClaim): TaskEnd {
  return endOf(claim, [{ code: "LT01", severity: "error", count: 2 }]);
}

/** Claims and finishes until `count` tasks were done, or `idle` says that no more will come. */
async function work(store: Store, name: string, idle: () => boolean): Promise<number> {
  let done = 0;
  for (;;) {
    const ending = idle();
    const claims = await store.tasks.claim(name, CLAIM, CLAIM, Date.now());
    if (claims.length === 0) {
      if (ending) return done;
      await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    done += (await store.tasks.finish(claims.map(success))).accepted.length;
  }
}

/** One of the processes: waits for a line, then works. */
async function child(url: string, kind: string, jobs: number): Promise<void> {
  const store = await open(url);
  await store.maintenance.ping();
  console.log("ready");
  await Deno.stdin.read(new Uint8Array(1));
  let left = kind === "single" ? jobs : 0;
  const clients = Array.from({ length: kind === "single" ? CLIENTS : 0 }, async () => {
    while (left-- > 0) await store.jobs.create(newJob([newTask(0)]));
  });
  let created = kind !== "single";
  const all = Promise.all(clients).then(() => created = true);
  const name = `bench-${Deno.pid}@host`;
  // Two loops, as a worker claims while it writes.
  const done = await Promise.all([0, 1].map(() => work(store, name, () => created)));
  await all;
  console.log(String(done.reduce((a, b) => a + b)));
  await store.close();
}

async function measure(url: string, kind: string, processes: number, jobs: number) {
  const children = Array.from({ length: processes }, () =>
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        ...PERMISSIONS,
        fileURLToPath(import.meta.url),
        url,
        "--child",
        kind,
        "--jobs",
        String(Math.ceil(jobs / processes)),
      ],
      stdin: "piped",
      stdout: "piped",
    }).spawn());
  const readers = children.map((c) => c.stdout.pipeThrough(new TextDecoderStream()).getReader());
  await Promise.all(readers.map((reader) => reader.read()));
  const began = performance.now();
  for (const { stdin } of children) {
    const writer = stdin.getWriter();
    await writer.write(new Uint8Array([10]));
    await writer.close();
  }
  const counts = await Promise.all(readers.map(async (r) => Number((await r.read()).value)));
  const seconds = (performance.now() - began) / 1000;
  const done = counts.reduce((a, b) => a + b);
  await Promise.all(children.map((c) => c.status));
  return { done, seconds };
}

async function archive(url: string, tasks: number): Promise<void> {
  const store = await open(url);
  await expandedArchive(store, "bench@host", tasks);
  await store.close();
}

const TASK = {
  name: "bench:store",
  does:
    `Measures the store alone with 1, 2 and 4 processes: single jobs, each created, claimed and finished,
then the tasks of one archive. DATABASE_URL is as in the setting; the database should be empty, and
nothing else should use it.`,
  operands: "DATABASE_URL",
  options: {
    jobs: { number: "N", default: 2000, least: 1, help: "single jobs" },
    tasks: { number: "N", default: 2000, least: 1, help: "tasks of the archive" },
    child: { value: "WORK", help: "what one of its processes is to do: single or archive" },
  },
} as const;

const { values, operands: [url] } = readTask(TASK);
if (url === undefined) refuseArguments(TASK.name, "takes a DATABASE_URL");
const { jobs, tasks } = values;
if (values.child !== undefined) await child(url, values.child, jobs);
else {
  for (const processes of PROCESSES) {
    const { done, seconds } = await measure(url, "single", processes, jobs);
    console.log(`${processes} processes: ${done} single jobs, ${(done / seconds).toFixed(0)}/s`);
  }
  for (const processes of PROCESSES) {
    await archive(url, tasks);
    const { done, seconds } = await measure(url, "archive", processes, tasks);
    console.log(`${processes} processes: ${done} tasks of one archive in ${seconds.toFixed(2)} s`);
  }
}
