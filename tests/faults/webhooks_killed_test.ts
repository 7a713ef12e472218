import assert from "node:assert/strict";
import { Webhook as Verifier } from "standardwebhooks";
import { hookServer } from "../support/hook_server.ts";
import { childrenOf, Fleet, isRunning } from "../support/processes.ts";
import type { Remote } from "../support/remote.ts";
import { until } from "../support/wait.ts";

async function register(remote: Remote, url: string): Promise<string> {
  const response = await remote.request("POST", "/api/v1/webhooks", {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ url, events: ["job.finished"] }),
  });
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text).secret;
}

Deno.test("kill -9 of a worker between a job's end and the delivery: the message arrives all the same", async () => {
  let hold = true;
  await using to = await hookServer((_, response) => void (hold || response.end()));
  await using fleet = await Fleet.open({
    WEBHOOK_ALLOW: "127.0.0.1",
    WEBHOOK_TIMEOUT_SECONDS: "2",
  });
  const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const url = `http://127.0.0.1:${to.port}/hook`;
  const secret = await register(web.remote, url);
  // The worker's look finds the webhook before any job ends.
  const job_id = await web.remote.submit("select 1\n");
  await web.remote.ended(job_id);
  await until("the message is on its way", () => to.received.length === 1);
  const children = await childrenOf(worker.process.pid);
  worker.process.signal("SIGKILL");
  await until(
    "the sending process is gone with its parent",
    async () => (await Promise.all(children.map(isRunning))).every((runs) => !runs),
  );
  hold = false;
  await fleet.start("worker");
  await until("the message comes again", () => to.received.length === 2);
  const [first, second] = to.received;
  assert.equal(first!.headers["webhook-id"], second!.headers["webhook-id"]);
  assert.equal(first!.body, second!.body);
  const message = new Verifier(secret).verify(
    second!.body,
    second!.headers as Record<string, string>,
  ) as { data: { job_id: string } };
  assert.equal(message.data.job_id, job_id);
});

Deno.test("a drain waits for what is being sent, and a service without webhooks starts no process", async () => {
  let respond = () => {};
  await using to = await hookServer((_, response) => respond = () => void response.end());
  await using fleet = await Fleet.open({ WEBHOOK_ALLOW: "127.0.0.0/8" });
  const { process, remote } = await fleet.start("all");
  await remote.ended(await remote.submit("select 1\n"));
  const without = await childrenOf(process.pid);
  await register(remote, `http://127.0.0.1:${to.port}/`);
  const job_id = await remote.submit("select 2\n");
  await until("the message is on its way", () => to.received.length === 1);
  assert.equal((await childrenOf(process.pid)).length, without.length + 1);
  process.signal("SIGTERM");
  await process.logged("stopping");
  respond();
  assert.equal(await process.ended(), 0);
  const sent = process.log().filter(({ message }) => message === "a message was delivered");
  assert.deepEqual(sent.map((line) => line.job_id), [job_id]);
});

Deno.test("kill -9 right after a job's end, before anybody looked: whoever starts next tells of it", async () => {
  await using to = await hookServer((_, response) => void response.end());
  await using fleet = await Fleet.open({ WEBHOOK_ALLOW: "127.0.0.1" });
  // Without a worker nobody sends, and the job ends by being cancelled.
  const { process, remote } = await fleet.start("web");
  await register(remote, `http://127.0.0.1:${to.port}/`);
  const job_id = await remote.submit("select 1\n");
  const cancelled = await remote.request("POST", `/api/v1/jobs/${job_id}/cancel`);
  assert.equal(cancelled.status, 200, await cancelled.text());
  process.signal("SIGKILL");
  await process.status;
  assert.equal(to.received.length, 0);
  await fleet.start("worker");
  await until("the message", () => to.received.length > 0);
  const { data } = JSON.parse(to.received[0]!.body);
  assert.deepEqual([data.job_id, data.job_status], [job_id, "CANCELLED"]);
});
