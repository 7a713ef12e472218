/** The one suite that every store adapter passes; its cases are in `cases/`. */
import { auditCases } from "./cases/audit.ts";
import { baselineCases } from "./cases/baselines.ts";
import { controlCases } from "./cases/control.ts";
import { deadLetterCases } from "./cases/dead_letters.ts";
import { expansionCases } from "./cases/expansions.ts";
import { jobCases } from "./cases/jobs.ts";
import { labelCases } from "./cases/labels.ts";
import { maintenanceCases } from "./cases/maintenance.ts";
import { sourceCases } from "./cases/sources.ts";
import { sessionCases } from "./cases/sessions.ts";
import { taskCases } from "./cases/tasks.ts";
import { webhookCases } from "./cases/webhooks.ts";
import { queueSampleCases } from "./cases/queue_samples.ts";
import { trendCases } from "./cases/trends.ts";
import { workerCases } from "./cases/workers.ts";
import type { Case, StoreHarness } from "./kit.ts";

const CASES: readonly Case[] = [
  ...jobCases,
  ...expansionCases,
  ...taskCases,
  ...controlCases,
  ...workerCases,
  ...maintenanceCases,
  ...sessionCases,
  ...webhookCases,
  ...auditCases,
  ...labelCases,
  ...trendCases,
  ...queueSampleCases,
  ...deadLetterCases,
  ...baselineCases,
  ...sourceCases,
];

/** Registers every case that the adapter's capabilities allow, each on a database of its own. */
export function storeSuite(harness: StoreHarness): void {
  for (const { name, needs, run } of CASES) {
    const ignore = harness.ignore === true ||
      (needs !== undefined && !needs(harness.capabilities));
    Deno.test({
      name: `${harness.name}: ${name}`,
      ignore,
      async fn() {
        const place = await harness.place();
        const store = await harness.open(place);
        try {
          await run(store, { harness, place });
        } finally {
          await store.close();
        }
      },
    });
  }
}
