/** Enqueues again what the store says is due and nobody took: messages may be lost, rows are not. */
import { log } from "../observability/log.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";

const logger = log("workflow.sweep");

const INTERVAL = 2000;
/** Milliseconds that due work may lie before it is announced again. */
const PATIENCE = 2000;
const PAGE = 500;

export async function sweep(services: Services): Promise<void> {
  const overdue = await services.store.maintenance.overdue(services.now() - PATIENCE, PAGE);
  for (const queue of new Set(overdue.map((o) => o.queue))) {
    const ids = overdue.filter((o) => o.queue === queue).map((o) => o.job_id);
    services.announcer.announce(queue, ids);
  }
  for (const letter of await services.queue.undelivered(PAGE)) {
    // Its rows are still due, or they were finished through another message: the store knows.
    logger.warning("a message was not delivered after every try", {
      queue: letter.queue,
      count: letter.ids.length,
    });
    services.announcer.announce(letter.queue, letter.ids);
    await services.queue.discard(letter.id);
  }
}

export function sweeperService(services: Services): Service {
  return periodic("sweep", INTERVAL, () => sweep(services));
}
