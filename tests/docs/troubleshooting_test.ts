/** What the troubleshooting guide quotes is what a person sees: each line is made to happen. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Environment, Fleet, type Process } from "../support/processes.ts";
import { freePort } from "../support/ports.ts";
import { RedisServer, redisTest } from "../support/redis.ts";
import { sharedVolumeTest } from "../support/shared_volume.ts";
import { until } from "../support/wait.ts";

const GUIDE = fileURLToPath(new URL("../../docs/troubleshooting.md", import.meta.url));

/** The lines of the table "It does not start". */
async function quoted(): Promise<string[]> {
  const text = await Deno.readTextFile(GUIDE);
  const section = text.split(/^## /m).find((part) => part.startsWith("It does not start"))!;
  return [...section.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, line]) => line!);
}

/** The one quoted line that says this; fails where what was printed reads otherwise. */
async function isQuoted(printed: string, about: string): Promise<void> {
  const lines = (await quoted()).filter((line) => line.includes(about));
  assert.equal(lines.length, 1, `the guide quotes ${lines.length} lines about ${about}`);
  const general = (text: string) =>
    text.replace(/127\.0\.0\.1:\d+/g, "ADDRESS").replace("NFS", "FUSE");
  const pattern = general(lines[0]!).split("…").map((part) =>
    part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  );
  assert.match(general(printed.trim()), new RegExp(`^${pattern.join(".*")}$`));
}

async function stderrOf(process: Process, status: number): Promise<string> {
  assert.equal(await process.ended(), status, process.stderr);
  return process.stderr;
}

Deno.test("wrong settings and a port that is taken read as the guide quotes them", async () => {
  await using fleet = await Fleet.open();
  const wrong = (env: Environment) =>
    fleet.run("scripts/start_web.sh", [], { DENO: Deno.execPath(), ...fleet.env, ...env });
  await isQuoted(await stderrOf(wrong({ PORT: "abc" }), 2), "PORT: takes");
  await isQuoted(await stderrOf(wrong({ HOST: "0.0.0.0" }), 2), "0.0.0.0");
  await isQuoted(await stderrOf(wrong({ DATABASE_URL: "" }), 2), "DATABASE_URL is not set");
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  try {
    const PORT = String((listener.addr as Deno.NetAddr).port);
    await isQuoted(await stderrOf(fleet.spawn("web", { env: { PORT } }), 1), "EADDRINUSE");
  } finally {
    listener.close();
  }
});

Deno.test("a database that is away reads as the guide quotes it", async () => {
  const DATABASE_URL = `mysql://lintel:secret@127.0.0.1:${freePort()}/x`;
  await using fleet = await Fleet.open({ DATABASE_URL });
  await isQuoted(await stderrOf(fleet.spawn("web"), 1), "ECONNREFUSED");
});

redisTest("a Redis that drops messages reads as the guide quotes it", async () => {
  await using redis = await RedisServer.start({
    directives: ["--maxmemory-policy", "allkeys-lru"],
  });
  await using fleet = await Fleet.open({ QUEUE_URL: redis.url });
  await isQuoted(await stderrOf(fleet.spawn("web"), 1), "maxmemory-policy");
});

sharedVolumeTest(
  "a database on a network file system reads as the guide quotes it",
  1,
  async ({ a }) => {
    await using fleet = await Fleet.open({ DATABASE_URL: `sqlite:${a}/lintel.db` });
    await isQuoted(await stderrOf(fleet.spawn("web"), 1), "network file system");
  },
);

interface Checks {
  checks: Record<string, { status: string; message: string }>;
}

redisTest(
  "tasks that wait without a worker, and a queue that is gone, are told as quoted",
  async () => {
    const guide = await Deno.readTextFile(GUIDE);
    await using redis = await RedisServer.start();
    await using fleet = await Fleet.open({ QUEUE_URL: redis.url });
    const { process, remote } = await fleet.start("web");
    await remote.submit("select 1\n");
    const ask = async (path: string): Promise<Checks["checks"]> => {
      const response = await remote.request("GET", `/api/v1/health/${path}`);
      return (await response.json() as Checks).checks;
    };
    const { workers, message_queues } = await ask("workers");
    assert.deepEqual(
      { ...workers, status: "unhealthy" },
      { status: "unhealthy", message: "0 workers are online", worker_count: 0, workers: [] },
    );
    assert.match(message_queues!.message, /^1 waiting, the oldest for \d+ s$/);
    assert.match(guide, /"0 workers are online"/);
    assert.match(guide, /"1 waiting, the oldest for 75 s"/);
    await redis.kill();
    const gone = await until("an unhealthy queue", async () => {
      const { queue } = await ask("ready");
      return queue!.status === "unhealthy" ? queue : null;
    });
    assert.ok(guide.includes(`"${gone!.message}"`), gone!.message);
    const [line] = process.log().filter((l) => l.part === "queue");
    assert.ok(guide.includes(`"message":"${line!.message}"`), JSON.stringify(line));
    assert.match(String(line!.exception), /there is no connection/);
  },
);
