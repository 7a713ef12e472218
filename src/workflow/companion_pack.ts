/** What an archive brings beside its SQL, kept in one file of the job's folder. */
import { LintelError } from "../errors.ts";
import type { FileStore } from "../files/port.ts";
import type { ConfigFile } from "../lint/port.ts";

/** The file of the job's folder that holds them: JSON, an array of `{path, text}`. */
export const COMPANION_PACK = "companions.json";

/** Bytes of configuration and templates an archive may bring in all. */
export const COMPANION_BYTES = 1024 * 1024;

export async function saveCompanions(
  files: FileStore,
  job_id: string,
  companions: readonly ConfigFile[],
): Promise<void> {
  if (companions.length === 0) return;
  const pack = await files.createPack(job_id, COMPANION_PACK);
  await pack.append(new TextEncoder().encode(JSON.stringify(companions)));
  await pack.finish();
}

/** All of a job's; an archive without any has no such file. */
export async function loadCompanions(files: FileStore, job_id: string): Promise<ConfigFile[]> {
  let opened;
  try {
    opened = await files.open(job_id, COMPANION_PACK);
  } catch (error) {
    if (error instanceof LintelError && error.cause instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  try {
    return JSON.parse(new TextDecoder().decode(await opened.read(0, opened.size)));
  } finally {
    opened.close();
  }
}
