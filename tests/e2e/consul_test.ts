import assert from "node:assert/strict";
import { patience } from "../support/patience.ts";
import { ConsulAgent } from "../support/consul.ts";
import { Fleet } from "../support/processes.ts";
import { freePort } from "../support/ports.ts";
import { until } from "../support/wait.ts";

const TOKEN = "00000000-0000-0000-0000-000000000001";

Deno.test("web and worker are registered after they serve, in maintenance while they drain, and gone after it", async () => {
  await using agent = ConsulAgent.start(TOKEN);
  await using fleet = await Fleet.open({
    CONSUL_HTTP_ADDR: agent.url,
    CONSUL_HTTP_TOKEN: TOKEN,
    CONSUL_SERVICE_TAGS: "blue",
    // Ports of their own, so that the agent's address is permitted by name alone.
    PORT: `${freePort()}`,
    METRICS_PORT: `${freePort()}`,
  });
  const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  const find = (name: string) =>
    until(`${name} passing`, () => {
      return agent.find((s) => s.Name === name && s.check.status === "passing");
    });
  const [webService, workerService] = [await find("lintel-web"), await find("lintel-worker")];
  assert.equal(`http://${webService.Address}:${webService.Port}`, web.remote.url);
  assert.equal(`http://${workerService.Address}:${workerService.Port}`, worker.remote.url);
  assert.deepEqual([webService.Tags, workerService.Tags], [["web", "blue"], ["worker", "blue"]]);
  assert.match(webService.check.output, /^accepting: takes requests\ndatabase: answers$/m);
  // Nobody deregisters what was killed: its check expires.
  await worker.process.destroy();
  const all = agent.requests.length;
  web.process.signal("SIGTERM");
  assert.equal(await web.process.ended(), 0);
  assert.deepEqual([...agent.services.keys()], [workerService.ID]);
  const ends = agent.requests.slice(all).map((r) => r.path.split("/")[4]);
  assert.ok(ends.indexOf("maintenance") >= 0, ends.join());
  assert.ok(ends.indexOf("maintenance") < ends.indexOf("deregister"), ends.join());
  assert.equal(ends.at(-1), "deregister");
  await until("critical", () => agent.find((s) => s.check.output === "TTL expired"));
});

Deno.test("an agent that hangs or is not there holds up neither start nor end, by the old names too", async () => {
  await using agent = ConsulAgent.start();
  agent.mode = "hanging";
  const port = new URL(agent.url).port;
  await using fleet = await Fleet.open({ CONSUL_HOST: "127.0.0.1", CONSUL_PORT: port });
  const { process, remote } = await fleet.start("all");
  const id = await remote.submit("select 1\n");
  assert.equal((await remote.ended(id)).job_status, "COMPLETED");
  await until("a try to register", () => agent.requests.length > 0);
  await process.logged("Consul took no report; it is tried until it does");
  process.signal("SIGTERM");
  assert.equal(await process.ended(patience(5000)), 0);
});
