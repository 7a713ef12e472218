import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";

type Groups = { targets: string[]; labels: { role: string } }[];

const PATH = "/api/v1/monitoring/targets";

Deno.test("targets are the addresses of the processes that live, grouped by what they are", async () => {
  await using service = await openService();
  assert.deepEqual(await service.get<Groups>(PATH), []);
  const beat = (worker_id: string, info: Record<string, unknown>, status = "online" as const) =>
    service.services.store.workers.heartbeat({
      worker_id,
      host: "h",
      pid: 1,
      status,
      concurrency: 1,
      started_at: 0,
      heartbeat_at: service.services.now(),
      beat: 1,
      info,
    });
  await beat("worker-a@h", { role: "worker", address: "h:8001" });
  await beat("worker-b@h", { role: "worker", address: "h:40001" });
  await beat("web-c@h", { role: "web", address: "h:8000" });
  await beat("all-d@h", { role: "all", address: "[fd00::1]:8000" });
  await beat("worker-old@h", {});
  await beat("worker-left@h", { role: "worker", address: "h:1" }, "offline" as "online");
  const response = await service.request("GET", PATH);
  assert.match(response.headers.get("Content-Type")!, /^application\/json/);
  const groups = await response.json() as Groups;
  assert.deepEqual(
    new Map(groups.map((g) => [g.labels.role, g.targets])),
    new Map([
      ["all", ["[fd00::1]:8000"]],
      ["worker", ["h:40001", "h:8001"]],
      ["web", ["h:8000"]],
    ]),
  );
  service.advance(31_000);
  assert.deepEqual(await service.get<Groups>(PATH), []);
});
