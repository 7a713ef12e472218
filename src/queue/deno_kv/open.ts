/**
 * Waits for a Deno KV file that is locked. The first of several processes that open a new one makes
 * the tables, and a commit waits for those before it, each with its fsync: SQLite waits for five
 * seconds and then gives up with "database is locked", which a machine that starts many processes
 * at once does reach, and so does a slow disk.
 */
import { messageOf } from "../../errors.ts";

/** Milliseconds after which a database that is still locked counts as unavailable. */
const PATIENCE = 20_000;
/** Milliseconds between two tries, at most; at random, so that processes do not stay in step. */
const PAUSE = 250;

/** Throws what Deno.openKv throws, "database is locked" only after `patience` milliseconds. */
export function openKv(path: string, patience: number = PATIENCE): Promise<Deno.Kv> {
  return onceUnlocked(() => Deno.openKv(path), patience);
}

/** Does `work` again while the database is locked, which is before anything of it was done. */
export async function onceUnlocked<T>(
  work: () => Promise<T>,
  patience: number = PATIENCE,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE * Math.random()));
  }
}

function isLocked(error: unknown): boolean {
  return /database (table |schema )?is locked/i.test(messageOf(error));
}
