/** Figures of the machine as the API shows them: bytes, and percent from 0 to 100. */
import { z } from "@hono/zod-openapi";

const n = z.number();

const Disk = z.object({ total: n, used: n, free: n, usage_percent: n }).nullable();

export const SystemView = z.object({
  timestamp: z.string(),
  cpu: z.object({ usage_percent: n.nullable(), core_count: n }),
  memory: z.object({ total: n, available: n, used: n, usage_percent: n }),
  disk: Disk,
  nfs_storage: Disk.openapi({ description: "The volume of STORAGE_ROOT." }),
  network: z.object({ bytes_sent: n, bytes_recv: n, packets_sent: n, packets_recv: n }).nullable(),
  process: z.object({
    pid: n,
    cpu_percent: n,
    memory_info: z.object({ rss: n, heap_total: n, heap_used: n }),
    create_time: n,
  }),
  reasons: z.record(z.string(), z.string()).openapi({
    description: "Why a figure that is null cannot be had.",
  }),
}).openapi("System");
