import assert from "node:assert/strict";
import { type Environment, Fleet, type Process, serving } from "../support/processes.ts";

/** The Python service's names for what the scripts require. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  QUEUE_URL: "CELERY_BROKER_URL",
  STORAGE_ROOT: "NFS_SHARE_ROOT_PATH",
};

function script(fleet: Fleet, name: string, env: Environment): Process {
  return fleet.run(`scripts/${name}`, [], { DENO: Deno.execPath(), ...env });
}

for (const name of ["start_web.sh", "start_worker.sh"]) {
  Deno.test(`${name} prints one line for each setting that is missing and ends with exit code 2`, async () => {
    await using fleet = await Fleet.open();
    const process = script(fleet, name, { QUEUE_URL: "kv:data/queue.kv" });
    assert.equal(await process.ended(), 2);
    assert.equal(
      process.stderr,
      "lintel: DATABASE_URL is not set\n" +
        "lintel: STORAGE_ROOT is not set (nor NFS_SHARE_ROOT_PATH)\n",
    );
    assert.equal(process.stdout, "");
  });
}

Deno.test("a wrong setting stops a start script with its line and exit code 2", async () => {
  await using fleet = await Fleet.open();
  const process = script(fleet, "start_web.sh", { ...fleet.env, PORT: "http" });
  assert.equal(await process.ended(), 2);
  assert.equal(
    process.stderr,
    'lintel: PORT: takes a whole number from 0 to 65535, not "http"\n',
  );
});

Deno.test("a start script reads .env, over which the environment wins, and runs nothing of it", async () => {
  await using fleet = await Fleet.open();
  for (const part of ["scripts", "src", "deno.json", "deno.lock"]) {
    await Deno.symlink(`${Deno.cwd()}/${part}`, `${fleet.root}/${part}`);
  }
  await Deno.writeTextFile(
    `${fleet.root}/.env`,
    "DATABASE_URL=sqlite:data/lintel.db\nQUEUE_URL=kv:data/queue.kv\nSTORAGE_ROOT=data/files\n" +
      "PORT=http\nNOTE=$(touch executed)\n",
  );
  const faults = async (env: Environment) => {
    const process = fleet.run(`${fleet.root}/scripts/start_web.sh`, [], {
      DENO: Deno.execPath(),
      ...env,
    });
    assert.equal(await process.ended(), 2);
    return process.stderr;
  };
  assert.match(await faults({}), /^lintel: PORT: takes a whole number .*, not "http"\n$/);
  assert.match(
    await faults({ PORT: "0", DATABASE_URL: "nowhere:x" }),
    /^lintel: DATABASE_URL: takes .*\n$/,
  );
  await assert.rejects(Deno.stat(`${fleet.root}/executed`), Deno.errors.NotFound);
});

Deno.test("the start scripts take the old names, become the service, and drain on SIGTERM", async () => {
  await using fleet = await Fleet.open();
  const env = Object.fromEntries(
    Object.entries(fleet.env).map(([name, value]) => [OLD_NAMES[name] ?? name, value]),
  ) as Environment;
  const processes = ["start_web.sh", "start_worker.sh"].map((name) => script(fleet, name, env));
  const [web, worker] = await Promise.all([
    serving(processes[0]!, "web"),
    serving(processes[1]!, "worker"),
  ]);
  // What was started is the service itself, so that a supervisor's signal reaches it.
  assert.equal((await web.process.logged("started")).pid, web.process.pid);
  assert.equal((await worker.process.logged("started")).pid, worker.process.pid);
  assert.ok(
    worker.process.log().some((l) => l.message === "CELERY_BROKER_URL is read as QUEUE_URL"),
  );
  const job = await web.remote.ended(await web.remote.submit("select 1\n"));
  assert.equal(job.job_status, "COMPLETED");
  for (const { process } of [web, worker]) {
    process.signal("SIGTERM");
    assert.equal(await process.ended(), 0);
    assert.ok(process.log().some((l) => l.message === "stopped"));
  }
});
