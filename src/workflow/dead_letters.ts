/** Dead letters: tasks that used up every attempt, until somebody retries or dismisses them. */
import type { DeadLetterPlace } from "../store/port.ts";
import { type BulkOutcome, each } from "./bulk.ts";
import { retryTask } from "./control.ts";
import type { Services } from "./services.ts";

const PAGE = 200;

/** Which of them: these, or all that are there when it begins. */
export type Which = { task_ids: readonly string[] } | { all: true };

async function* chosen(services: Services, which: Which): AsyncGenerator<string[]> {
  if ("task_ids" in which) {
    yield [...new Set(which.task_ids)];
    return;
  }
  // What becomes one meanwhile is not of those that somebody has looked at.
  let before: DeadLetterPlace = { dead_lettered_at: services.now(), task_id: "g" };
  for (;;) {
    const tasks = await services.store.deadLetters.list(PAGE, before);
    const last = tasks.at(-1);
    if (last === undefined) return;
    before = { dead_lettered_at: last.dead_lettered_at!, task_id: last.task_id };
    yield tasks.map(({ task_id }) => task_id);
    if (tasks.length < PAGE) return;
  }
}

/** Makes them due again, where their jobs allow it. */
export async function retryDeadLetters(services: Services, which: Which): Promise<BulkOutcome> {
  const sum: BulkOutcome = { matched: 0, changed: 0, refused: [], refused_count: 0 };
  for await (const ids of chosen(services, which)) {
    const { changed, refused, refused_count } = await each(ids, (id) => retryTask(services, id));
    sum.matched += ids.length;
    sum.changed += changed;
    sum.refused.push(...refused.slice(0, 1000 - sum.refused.length));
    sum.refused_count += refused_count;
  }
  return sum;
}

/** Takes them out of the list; in their jobs they stay failed. */
export async function dismissDeadLetters(
  services: Services,
  which: Which,
): Promise<{ matched: number; changed: number }> {
  let matched = 0;
  let changed = 0;
  for await (const ids of chosen(services, which)) {
    matched += ids.length;
    for (let at = 0; at < ids.length; at += PAGE) {
      changed += await services.store.deadLetters.forget(ids.slice(at, at + PAGE));
    }
  }
  return { matched, changed };
}
