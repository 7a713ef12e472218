import assert from "node:assert/strict";
import type { WorkerRow } from "../../src/store/port.ts";
import { presenceService } from "../../src/workflow/presence.ts";
import type { Services } from "../../src/workflow/services.ts";
import { logLines } from "../support/log_lines.ts";
import { until } from "../support/wait.ts";

Deno.test("a web process is known while it serves, says when it leaves, and outlives its store", async () => {
  await using caught = await logLines("info");
  const rows: WorkerRow[] = [];
  let down = true;
  const heartbeat = (row: WorkerRow) => {
    if (down) return Promise.reject(new Error("away"));
    rows.push(row);
    return Promise.resolve([]);
  };
  const services = { store: { workers: { heartbeat } }, now: () => 5 } as unknown as Services;
  const process = { worker_id: "web-a@h", host: "h", pid: 1, address: "h:8000" };
  const away = presenceService(services, process);
  away.start();
  await until("the warning", () => caught.lines.length > 0);
  await away.stop();
  assert.ok(caught.lines.every((line) => line.level === "WARNING"));
  down = false;
  const service = presenceService(services, process);
  service.start();
  await until("the first row", () => rows.length === 1);
  await service.stop();
  assert.deepEqual(rows.map((r) => [r.worker_id, r.status, r.beat]), [
    ["web-a@h", "online", 1],
    ["web-a@h", "offline", 2],
  ]);
  assert.deepEqual(rows[0]?.info, { role: "web", address: "h:8000" });
});
