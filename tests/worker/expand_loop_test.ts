import assert from "node:assert/strict";
import type { ExpansionClaim } from "../../src/store/port.ts";
import { ExpandLoop } from "../../src/worker/expand_loop.ts";
import type { Services } from "../../src/workflow/services.ts";
import { logLines } from "../support/log_lines.ts";
import { zipOf } from "../support/archives.ts";
import { openService } from "../support/service.ts";
import { until } from "../support/wait.ts";

Deno.test("a claim that cannot be given back is tried again, and the log says so", async () => {
  await using caught = await logLines("info");
  const claim = {
    job: { job_id: "j", upload_file: "u", options: {} },
    attempt: 1,
    lease_token: "t",
    worker_id: "w",
    started_at: 0,
  } as unknown as ExpansionClaim;
  let claimed = false;
  let tries = 0;
  const away = () => Promise.reject(new Error("the store is away"));
  const services = {
    now: () => 0,
    files: { open: away },
    store: {
      expansions: {
        claim: () => Promise.resolve(claimed ? [] : (claimed = true, [claim])),
        // The end of the attempt cannot be recorded, and at first it cannot be given back either.
        fail: away,
        release: () => ++tries < 2 ? away() : Promise.resolve(true),
      },
    },
  } as unknown as Services;
  const loop = new ExpandLoop(services, "w", { expanded: () => {} });
  loop.start();
  await loop.wake();
  await until("the claim to be given back", () => tries === 2 && loop.current().length === 0);
  await loop.stop(0);
  const line = caught.lines.find((l) => String(l.message).includes("could not be given back"));
  assert.deepEqual([line?.level, line?.job_id, line?.tries, line?.module], [
    "WARNING",
    "j",
    1,
    "worker/expand_loop",
  ]);
  assert.match(String(line?.exception), /the store is away/);
});

Deno.test("two archives are expanded at a time, and the others once there is room", async () => {
  await using service = await openService();
  const { services } = service;
  const gate = Promise.withResolvers<void>();
  const open = services.files.open.bind(services.files);
  services.files.open = async (...asked) => {
    await gate.promise;
    return await open(...asked);
  };
  for (let i = 0; i < 5; i++) await service.submit(await zipOf({ "a.sql": `select ${i}\n` }));
  const waiting = async () => (await services.store.maintenance.depths())[0]!.length;
  const loop = new ExpandLoop(services, "w@h", { expanded: () => {} });
  loop.start();
  await loop.wake();
  await loop.wake();
  assert.deepEqual([loop.current().length, await waiting()], [2, 3]);
  gate.resolve();
  await until("all to be expanded", () => loop.total === 5);
  assert.equal(await waiting(), 0);
  await loop.stop(0);
});
