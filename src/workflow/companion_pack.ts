/** What an archive brings beside its SQL, kept in one file of the job's folder. */
import type { FileStore } from "../files/port.ts";
import type { ConfigFile } from "../lint/port.ts";

/** The file of the job's folder that holds them: JSON, an array of `{path, text}`. */
export const COMPANION_PACK = "companions.json";

/** Bytes of configuration and templates an archive may bring in all. */
export const COMPANION_BYTES = 1024 * 1024;

/** Also of an archive without any: a file that is missing is one that was not found. */
export async function saveCompanions(
  files: FileStore,
  job_id: string,
  companions: readonly ConfigFile[],
): Promise<void> {
  const pack = await files.createPack(job_id, COMPANION_PACK);
  await pack.append(new TextEncoder().encode(JSON.stringify(companions)));
  await pack.finish();
}

/** All of a job's. */
export async function loadCompanions(files: FileStore, job_id: string): Promise<ConfigFile[]> {
  const opened = await files.open(job_id, COMPANION_PACK);
  try {
    return JSON.parse(new TextDecoder().decode(await opened.read(0, opened.size)));
  } finally {
    opened.close();
  }
}
