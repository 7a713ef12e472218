/**
 * Reading what another host has written. A client of a network file system keeps for some time
 * what it knows of a folder: a name that it once looked for in vain stays missing (ENOENT), a file
 * that was replaced is refused (ESTALE), and one that has grown ends where it used to. Listing the
 * folder anew makes most clients look again.
 */
import { messageOf } from "../errors.ts";
import { NotVisibleError } from "./port.ts";

/** Milliseconds before each further try: all of them within a second. */
const PAUSES = [50, 250, 600];

/** Thrown where bytes were read that are not those that were written. */
export class OtherBytesError extends Error {}

/**
 * Does `work`, and again where another host's writing may not be visible yet, after listing
 * `folders`. Throws NotVisibleError where it still is not, and at once what else goes wrong.
 */
export async function whenVisible<T>(
  folders: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  for (let tries = 0;; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!mayBecomeVisible(error)) throw error;
      const pause = PAUSES[tries];
      if (pause === undefined) {
        throw new NotVisibleError(`file storage: ${messageOf(error)}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
      for (const folder of folders) await list(folder);
    }
  }
}

function mayBecomeVisible(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.UnexpectedEof ||
    error instanceof OtherBytesError || codeOf(error) === "ESTALE";
}

async function list(folder: string): Promise<void> {
  try {
    for await (const _ of Deno.readDir(folder));
  } catch {
    // The folder itself may not be visible yet: the next try says so.
  }
}

/** The system's name of an error, as in ENOENT; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
