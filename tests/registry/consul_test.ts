import assert from "node:assert/strict";
import { ConsulRegistry } from "../../src/registry/consul.ts";
import type { HealthReport } from "../../src/registry/port.ts";
import { ConsulAgent } from "../support/consul.ts";
import { patience } from "../support/patience.ts";
import { until } from "../support/wait.ts";

const REGISTRATION = {
  id: "lintel-web-here-1",
  name: "lintel-web",
  tags: ["web", "blue"],
  meta: { version: "1" },
  address: "127.0.0.1",
  port: 8000,
};

/** Fast, so that tests end soon; what is real otherwise. */
const TIMING = { interval: 30, timeout: patience(200), pause: 20, longestPause: 80 };

async function withRegistry(
  agent: ConsulAgent,
  work: (registry: ConsulRegistry) => Promise<void>,
  more: { token?: string; health?: () => Promise<HealthReport> } = {},
): Promise<void> {
  const registry = new ConsulRegistry({
    url: agent.url,
    token: more.token ?? "",
    registration: REGISTRATION,
    health: more.health ?? (() => Promise.resolve({ status: "passing", output: "all is well" })),
    timing: TIMING,
  });
  registry.start();
  try {
    await work(registry);
  } finally {
    await registry.stop();
  }
}

const passing = (agent: ConsulAgent) => agent.find((s) => s.check.status === "passing");

Deno.test("a process is registered with its place, and reports how it does", async () => {
  await using agent = ConsulAgent.start();
  let health: HealthReport = { status: "passing", output: "database: answers" };
  await withRegistry(agent, async () => {
    const service = await until("a passing service", () => passing(agent));
    const { check, maintenance, ...rest } = service;
    assert.deepEqual(rest, {
      ID: "lintel-web-here-1",
      Name: "lintel-web",
      Tags: ["web", "blue"],
      Meta: { version: "1" },
      Address: "127.0.0.1",
      Port: 8000,
    });
    assert.deepEqual([check.output, maintenance], ["database: answers", null]);
    health = { status: "critical", output: "database: is away" };
    const output = () => agent.find((s) => s.check.status === "critical")?.check.output;
    assert.equal(await until("a critical check", output), "database: is away");
  }, { health: () => Promise.resolve(health) });
  assert.equal(agent.services.size, 0);
});

Deno.test("health that hangs or throws is critical, and says why", async () => {
  await using agent = ConsulAgent.start();
  let health: () => Promise<HealthReport> = () => new Promise(() => {});
  const output = (text: RegExp) => agent.find((s) => text.test(s.check.output));
  await withRegistry(agent, async () => {
    await until(
      "the time limit",
      () => output(new RegExp(`no answer within ${TIMING.timeout} ms`)),
    );
    health = () => Promise.reject(new Error("it broke"));
    await until("the reason", () => output(/it broke/));
  }, { health: () => health() });
});

Deno.test("of a long report the agent gets what it keeps", async () => {
  await using agent = ConsulAgent.start();
  const output = "x".repeat(10_000);
  await withRegistry(agent, async () => {
    const { check } = await until("a passing service", () => passing(agent));
    assert.equal(check.output, output.slice(0, 2000));
  }, { health: () => Promise.resolve({ status: "passing", output }) });
});

Deno.test("a process that ends while it is registered leaves nothing behind", async () => {
  await using agent = ConsulAgent.start();
  const gate = Promise.withResolvers<void>();
  agent.held = gate.promise;
  await withRegistry(agent, async (registry) => {
    await until("a registration under way", () => agent.requests.length > 0);
    const stopped = registry.stop();
    gate.resolve();
    await until("its answer", () => agent.registrations > 0);
    await stopped;
    assert.equal(agent.services.size, 0);
  });
});

Deno.test("a drain sets maintenance, also where the agent is started anew during it", async () => {
  await using agent = ConsulAgent.start();
  await withRegistry(agent, async (registry) => {
    await until("a passing service", () => passing(agent));
    await registry.drain();
    assert.equal(agent.find()?.maintenance, "draining");
    await agent.down();
    agent.up();
    await until("maintenance again", () => agent.find((s) => s.maintenance === "draining"));
  });
  assert.equal(agent.services.size, 0);
});

Deno.test("an agent that lost its state, was away, failed or hung has the service again", async () => {
  await using agent = ConsulAgent.start();
  await withRegistry(agent, async () => {
    await until("a passing service", () => passing(agent));
    await agent.down();
    agent.up();
    await until("registered again", () => passing(agent));
    for (const mode of ["failing", "hanging"] as const) {
      agent.mode = mode;
      const before = agent.requests.length;
      await until("some requests", () => agent.requests.length > before + 2);
      agent.mode = "well";
      agent.services.clear();
      await until(`registered after ${mode}`, () => passing(agent));
    }
  });
});

Deno.test("a token is sent, and without the right one nothing is registered and the pauses grow", async () => {
  await using agent = ConsulAgent.start("a-token");
  await withRegistry(agent, async () => {
    await until("a passing service", () => passing(agent));
  }, { token: "a-token" });
  agent.requests.length = 0;
  await withRegistry(agent, async () => {
    await until("some tries", () => agent.requests.length >= 6);
    assert.equal(agent.services.size, 0);
    const pauses = agent.requests.slice(1).map((r, i) => r.at - agent.requests[i]!.at);
    // 10 to 20 ms at first, 40 to 80 ms from the third on; a busy machine only makes them longer.
    assert.ok(pauses.slice(3).every((pause) => pause >= 39), pauses.join());
  }, { token: "another" });
});

Deno.test("starting and stopping take no longer where the agent is away or hangs", async () => {
  const agent = ConsulAgent.start();
  await withRegistry(agent, async (registry) => {
    await until("a passing service", () => passing(agent));
    agent.mode = "hanging";
    await registry.drain();
  });
  await agent.down();
  await withRegistry(agent, (registry) => registry.drain());
});

Deno.test("the check of a process that stopped reporting turns critical by itself", async () => {
  await using agent = ConsulAgent.start();
  // As the registration has it, with a shorter TTL.
  const put = (path: string, body: unknown) =>
    fetch(`${agent.url}/v1/agent/${path}`, { method: "PUT", body: JSON.stringify(body) });
  const Check = { CheckID: "service:a", TTL: "50ms" };
  const answers = [
    await put("service/register", { ID: "a", Name: "a", Check }),
    await put("check/update/service:a", { Status: "passing", Output: "" }),
    await put("service/register", { ID: "b", Name: "b", Check: { ...Check, TTL: 15 } }),
    await put("service/register", { ID: "b", Name: "b", Ports: 1, Check }),
    await put("check/update/service:b", { Status: "passing" }),
    await fetch(`${agent.url}/v1/agent/service/deregister/a`, { method: "POST" }),
  ];
  assert.deepEqual(answers.map((a) => a.status), [200, 200, 400, 400, 404, 405]);
  for (const answer of answers) await answer.body?.cancel();
  await until("critical", () => agent.find((s) => s.check.output === "TTL expired"));
});
