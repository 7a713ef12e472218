import assert from "node:assert/strict";
import { type Snapshot, taskRate } from "../../scripts/dashboard/snapshot.ts";
import { age, view } from "../../scripts/dashboard/view.ts";
import { Fleet, type Process } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const NOW = 1_800_000_000_000;

const SNAPSHOT: Snapshot = {
  at: 10_000,
  workers: [
    {
      worker_name: "worker-1@a",
      status: "online",
      active_tasks: 2,
      current_tasks: [
        { kwargs: { file_name: "new.sql" }, time_start: NOW / 1000 - 1 },
        { kwargs: { file_name: "old\x1b[2J.sql" }, time_start: NOW / 1000 - 240 },
      ],
      total_tasks: 40,
      concurrency: 2,
      rusage: { maxrss: 2048 },
    },
    {
      worker_name: "worker-2@a-host-whose-name-is-longer-than-its-column",
      status: "offline",
      active_tasks: 0,
      current_tasks: [],
      total_tasks: 2,
      concurrency: 4,
      rusage: {},
    },
  ],
  queues: [
    { name: "zip_processing", length: 0, status: "active", oldest_age_seconds: 0 },
    { name: "sql_analysis", length: 12, status: "paused", oldest_age_seconds: 75 },
  ],
  system: {
    cpu: { usage_percent: null, core_count: 2 },
    memory: { total: 1024, used: 512, usage_percent: 50 },
    disk: { total: 4096, used: 4000, usage_percent: 97.6 },
    nfs_storage: null,
  },
  health: { status: "warning", reasons: ["message_queues: 12 waiting, the oldest for 75 s"] },
  tasks_ended: 42,
};

const PLAIN = {
  url: "http://127.0.0.1:8000",
  width: 110,
  paint: (_: string, text: string) => text,
  rate: 12.34,
  now: NOW,
};

Deno.test("the screen names what runs longest and how many more, and no line is wider than asked", () => {
  const lines = view(SNAPSHOT, PLAIN);
  const text = lines.join("\n");
  assert.match(text, /warning {3}12\.3 tasks\/s/);
  assert.match(text, /message_queues: 12 waiting, the oldest for 75 s/);
  assert.match(text, /sql_analysis +paused +12 waiting +oldest 75 s/);
  assert.match(text, /Workers {2}1 online of 2/);
  assert.match(text, /old\\x1b\[2J\.sql for 4 min, and 1 more/);
  assert.match(text, /worker-1@a +online +2\/2 +40 +2\.0 MB/);
  assert.match(text, /CPU +not known/);
  assert.match(text, /disk +█{20} +98%/);
  for (const width of [64, 80, 110]) {
    for (const line of view(SNAPSHOT, { ...PLAIN, width })) {
      assert.ok([...line].length <= width, line);
    }
  }
  // deno-lint-ignore no-control-regex -- none may reach a pipe
  assert.doesNotMatch(text, /\x1b/);
});

Deno.test("a rate needs a look before, and none is claimed when a worker has gone", () => {
  const before = { ...SNAPSHOT, at: 8_000, tasks_ended: 22 };
  assert.equal(taskRate(null, SNAPSHOT), null);
  assert.equal(taskRate(before, SNAPSHOT), 10);
  assert.equal(taskRate({ ...before, tasks_ended: 100 }, SNAPSHOT), null);
});

Deno.test("ages are said in the unit that fits", () => {
  assert.deepEqual([0.25, 42, 600, 7200].map(age), ["0.3 s", "42 s", "10 min", "2 h"]);
});

const TOOLS = ["run", "--quiet", "--no-prompt", "--allow-net=127.0.0.1"];

function tool(fleet: Fleet, script: string, args: string[]): Process {
  return fleet.run(Deno.execPath(), [
    ...TOOLS,
    "--allow-env=LINTEL_TOKEN,NO_COLOR",
    script,
    ...args,
  ]);
}

Deno.test("the dashboard shows a service, says in one line when it is away, and goes on", async () => {
  await using fleet = await Fleet.open();
  const { process, remote } = await fleet.start("all");
  await remote.ended(await remote.submit("select 1\n"));
  const dashboard = tool(fleet, "scripts/dashboard/mod.ts", [
    "--url",
    remote.url,
    "--interval",
    "0.2",
  ]);
  await until("a look with the task done", () => /online +0\/2 +1\b/.test(dashboard.stdout));
  // deno-lint-ignore no-control-regex -- none may reach a pipe
  assert.doesNotMatch(dashboard.stdout, /\x1b/, "a pipe is no terminal");
  process.signal("SIGTERM");
  await process.ended();
  const away = new RegExp(`^${remote.url} does not answer: .*$`, "m");
  await until("the line that it is away", () => away.test(dashboard.stdout));
  dashboard.signal("SIGTERM");
  assert.equal(await dashboard.ended(), 0, dashboard.stderr);
  assert.equal(dashboard.stderr, "");
  const once = tool(fleet, "scripts/dashboard/mod.ts", ["--url", remote.url, "--once"]);
  assert.equal(await once.ended(), 1);
});

Deno.test("verify passes on a service that works, and fails where no worker is online", async () => {
  await using fleet = await Fleet.open({ API_TOKENS: "ops:0123456789abcdef-secret" });
  const { remote } = await fleet.start("web");
  const args = ["--url", remote.url, "--token", "0123456789abcdef-secret"];
  const { process: worker } = await fleet.start("worker");
  const good = tool(fleet, "scripts/verify.ts", args);
  assert.equal(await good.ended(), 0, good.stdout + good.stderr);
  assert.match(good.stdout, /^ok {4}archive in +2 files, 1 finding/m);
  assert.match(good.stdout, /all checks hold\n$/);

  const refused = tool(fleet, "scripts/verify.ts", ["--url", remote.url]);
  assert.equal(await refused.ended(), 1);
  assert.match(refused.stdout, /^FAIL {2}workers +GET .* was answered 401/m);

  worker.signal("SIGTERM");
  await worker.ended();
  const alone = tool(fleet, "scripts/dashboard/mod.ts", [...args, "--once"]);
  assert.equal(await alone.ended(), 0, alone.stderr);
  assert.match(alone.stdout, /unhealthy[\s\S]*workers: 0 workers are online/);
  const nobody = ["--url", remote.url.replace(/:\d+$/, ":1")];
  const away = tool(fleet, "scripts/verify.ts", nobody);
  assert.equal(await away.ended(), 1);
  assert.match(away.stdout, /^FAIL {2}health +.* does not answer/m);
  const wrong = tool(fleet, "scripts/verify.ts", ["--port", "1"]);
  assert.equal(await wrong.ended(), 2);
});
