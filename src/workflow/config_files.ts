/** The SQLFluff configuration files of an archive, kept beside its sources as one file. */
import { dirname } from "node:path/posix";
import { LintelError } from "../errors.ts";
import type { FileStore } from "../files/port.ts";
import type { ConfigFile } from "../lint/port.ts";

/** The file of the job's folder that holds them: JSON, an array of `{path, text}`. */
export const CONFIG_PACK = "configs.json";

/** Bytes of configuration an archive may bring in all. */
export const CONFIG_BYTES = 1024 * 1024;

/** In one folder SQLFluff lets the later of these win. */
const ORDER = ["setup.cfg", "tox.ini", "pep8.ini", ".sqlfluff", "pyproject.toml"];

export async function saveConfigFiles(
  files: FileStore,
  job_id: string,
  configs: readonly ConfigFile[],
): Promise<void> {
  if (configs.length === 0) return;
  const pack = await files.createPack(job_id, CONFIG_PACK);
  await pack.append(new TextEncoder().encode(JSON.stringify(configs)));
  await pack.finish();
}

/** All configuration files of a job; an archive without any has no such pack. */
export async function loadConfigFiles(files: FileStore, job_id: string): Promise<ConfigFile[]> {
  let opened;
  try {
    opened = await files.open(job_id, CONFIG_PACK);
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

/** Those that apply to `file`: of its folder and every folder above, outermost first. */
export function configFilesFor(file: string, configs: readonly ConfigFile[]): ConfigFile[] {
  if (configs.length === 0) return [];
  const folder = dirname(file);
  const applies = configs.filter(({ path }) => {
    const at = dirname(path);
    return at === "." || at === folder || folder.startsWith(`${at}/`);
  });
  const depth = (path: string) => dirname(path) === "." ? 0 : path.split("/").length;
  const rank = (path: string) => ORDER.indexOf(path.split("/").at(-1)!);
  return applies.sort((a, b) => depth(a.path) - depth(b.path) || rank(a.path) - rank(b.path));
}
