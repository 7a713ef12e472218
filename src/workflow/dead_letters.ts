/** Dead letters: tasks that used up every attempt, until somebody retries or dismisses them. */
import type { DeadLetterFilter, DeadLetterKind, DeadLetterPlace } from "../store/port.ts";
import { type BulkOutcome, each } from "./bulk.ts";
import { retryTask } from "./control.ts";
import type { Services } from "./services.ts";

const PAGE = 200;

/** Which of them: these, or those that fit a filter when it begins, which all do one without a word. */
export type Which = { task_ids: readonly string[] } | { filter: DeadLetterFilter };

async function* chosen(services: Services, which: Which): AsyncGenerator<string[]> {
  if ("task_ids" in which) {
    yield [...new Set(which.task_ids)];
    return;
  }
  // What becomes one meanwhile is not of those that somebody has looked at.
  let before: DeadLetterPlace = { dead_lettered_at: services.now(), task_id: "g" };
  for (;;) {
    const tasks = await services.store.deadLetters.list(which.filter, PAGE, before);
    const last = tasks.at(-1);
    if (last === undefined) return;
    before = { dead_lettered_at: last.dead_lettered_at!, task_id: last.task_id };
    yield tasks.map(({ task_id }) => task_id);
    if (tasks.length < PAGE) return;
  }
}

/** Dead letters that are counted by kind, the latest: counting more would hold up other reads. */
export const MOST_COUNTED = 10_000;

/** How many there are of each kind, whatever kind the filter asks for. */
export async function deadLetterKinds(
  { store }: Pick<Services, "store">,
  filter: Omit<DeadLetterFilter, "code">,
): Promise<{ kinds: DeadLetterKind[]; complete: boolean }> {
  const kinds = await store.deadLetters.kinds(filter, MOST_COUNTED);
  const counted = kinds.reduce((sum, { count }) => sum + count, 0);
  return { kinds, complete: counted < MOST_COUNTED };
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
