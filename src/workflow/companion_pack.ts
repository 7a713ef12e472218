/**
 * What an archive brings beside its SQL, kept in one file of the job's folder: JSON, an array of
 * `{path, text}`. It lies beside the pack of sources that the same expansion wrote, under a name of
 * that expansion alone: one that was lost and goes on later must not write where files are linted.
 */
import { type FileStore, NotVisibleError } from "../files/port.ts";
import type { ConfigFile } from "../lint/port.ts";

/** How the names of packs of sources begin, and of the files beside them. */
export const SOURCES = "sources-";
export const COMPANIONS = "companions-";

/** The one name that earlier versions gave it, whichever expansion wrote it. */
const BEFORE = "companions.json";

/** Bytes of configuration and templates an archive may bring in all. */
export const COMPANION_BYTES = 1024 * 1024;

/** The file beside a pack of sources: `companions-X.json` of `sources-X.pack`. */
export function companionsOf(pack: string): string {
  return `${COMPANIONS}${pack.slice(SOURCES.length).replace(/\.pack$/, "")}.json`;
}

/** Also of an archive without any: a file that is missing is one that was not found. */
export async function saveCompanions(
  files: FileStore,
  job_id: string,
  pack: string,
  companions: readonly ConfigFile[],
): Promise<void> {
  const file = await files.createPack(job_id, companionsOf(pack));
  await file.append(new TextEncoder().encode(JSON.stringify(companions)));
  await file.finish();
}

/** All that came with a pack of sources. Throws NotVisibleError where the file is missing. */
export async function loadCompanions(
  files: FileStore,
  job_id: string,
  pack: string,
): Promise<ConfigFile[]> {
  const opened = await files.open(job_id, companionsOf(pack)).catch(async (error: unknown) => {
    if (!(error instanceof NotVisibleError)) throw error;
    return await files.open(job_id, BEFORE).catch(() => Promise.reject(error));
  });
  try {
    return JSON.parse(new TextDecoder().decode(await opened.read(0, opened.size)));
  } finally {
    opened.close();
  }
}
