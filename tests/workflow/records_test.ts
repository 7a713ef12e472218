import assert from "node:assert/strict";
import { forgetRecords } from "../../src/workflow/records.ts";
import { auditEntry } from "../store/cases/audit.ts";
import { openService } from "../support/service.ts";

const DAY = 86_400_000;

Deno.test("audit entries are kept for their days, or for ever", async () => {
  await using service = await openService();
  const { services } = service;
  const now = services.now();
  const ages = [0, 5, 9, 11, 40];
  await services.store.audit.write(ages.map((days) => auditEntry({ at: now - days * DAY })));
  const left = async () =>
    (await services.store.audit.list({}, 10)).map(({ at }) => Math.round((now - at) / DAY));
  await forgetRecords(services, { auditDays: 0, trendDays: 0, webhookDays: 0 });
  assert.deepEqual(await left(), ages);
  await forgetRecords(services, { auditDays: 10, trendDays: 0, webhookDays: 0 });
  assert.deepEqual(await left(), [0, 5, 9]);
});
