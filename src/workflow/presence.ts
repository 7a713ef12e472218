/**
 * Makes a web process known in the store, as heartbeats do workers: monitoring tells from its row
 * where its metrics are. It claims nothing, so nobody has to watch whether it lives.
 */
import { log } from "../observability/log.ts";
import type { WorkerRow, WorkerStatus } from "../store/port.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";

const logger = log("workflow.presence");

/** Milliseconds between two signs of life. */
const PRESENCE_INTERVAL = 5000;

export interface Presence {
  worker_id: string;
  host: string;
  pid: number;
  /** `host:port` of its metrics. */
  address: string;
}

export function presenceService(services: Services, presence: Presence): Service {
  const { store, now } = services;
  const { address, ...process } = presence;
  const started_at = now();
  let beat = 0;
  const row = (status: WorkerStatus): WorkerRow => ({
    ...process,
    status,
    concurrency: 0,
    started_at,
    heartbeat_at: now(),
    beat: ++beat,
    info: { role: "web", address },
  });
  const write = async (status: WorkerStatus): Promise<void> => {
    try {
      await store.workers.heartbeat(row(status));
    } catch (error) {
      // Requests fail by themselves while the store is away, and say so.
      logger.warning("the store was not told of this process", { error });
    }
  };
  const service = periodic("presence", PRESENCE_INTERVAL, () => write("online"));
  return {
    name: service.name,
    start: () => service.start(),
    async stop() {
      await service.stop();
      await write("offline");
    },
  };
}
