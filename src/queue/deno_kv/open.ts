/**
 * Opens a Deno KV file that several processes may be opening at this moment. The first of them
 * makes the tables; SQLite lets the others wait for five seconds and then gives up with "database
 * is locked", which a machine that starts many processes at once does reach. Commits need no such
 * care: Deno KV itself repeats them for as long as the database is locked.
 */
import { messageOf } from "../../errors.ts";

/** Milliseconds after which a database that is still locked counts as unavailable. */
const PATIENCE = 20_000;
/** Milliseconds between two tries, at most; at random, so that processes do not stay in step. */
const PAUSE = 250;

/** Throws what Deno.openKv throws, "database is locked" only after `patience` milliseconds. */
export async function openKv(path: string, patience: number = PATIENCE): Promise<Deno.Kv> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await Deno.openKv(path);
    } catch (error) {
      if (!isLocked(error) || performance.now() >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE * Math.random()));
  }
}

function isLocked(error: unknown): boolean {
  return /database (table |schema )?is locked/i.test(messageOf(error));
}
