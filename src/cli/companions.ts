/** What bears on a file of the command line: of its folder and those above it, from the disk. */
import { dirname, join, relative, resolve, sep } from "node:path";
import { processEnvironment } from "../config/environment.ts";
import { LintelError, messageOf } from "../errors.ts";
import {
  CONFIG_NAMES,
  configFilesFor,
  type FileContext,
  IGNORE_NAME,
  ignoredBy,
  templateFolders,
} from "../lint/companions.ts";
import { decodeSql } from "../lint/encoding.ts";
import type { ConfigFile } from "../lint/port.ts";
import { sqlEndings } from "../lint/sql_endings.ts";
import { UsageError } from "./find_files.ts";

/** Bytes of templates that are read. */
const TEMPLATE_BYTES = 10 * 1024 * 1024;

/** Folders from the nearest one that holds both down to `inner`. */
function foldersTo(inner: string, outer: string): string[] {
  const a = outer.split(sep);
  const b = inner.split(sep);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  const folders = [];
  for (let n = same; n <= b.length; n++) folders.push(b.slice(0, n).join(sep) || sep);
  return folders;
}

/**
 * Folders above the working folder `here` whose configuration holds in it, outermost first. As with
 * SQLFluff: from the home folder, where that is above, else below what `here` has in common with it.
 */
function foldersAbove(here: string): string[] {
  const home = resolve(processEnvironment("HOME") || sep);
  const [first, ...others] = foldersTo(here, home);
  const from = first === home && home !== sep ? [first, ...others] : others;
  return from.filter((folder) => folder !== here);
}

function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.IsADirectory;
}

/** Throws `undecodable`, naming the file. */
async function readText(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  try {
    return (await decodeSql(bytes)).text;
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    throw new LintelError(error.code, `${relative(Deno.cwd(), path)}: ${error.message}`);
  }
}

/** What is of the folder; `warn` is told of what has the name of such a file and is none. */
async function ofFolder(folder: string, warn: (note: string) => void): Promise<ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const name of [...CONFIG_NAMES, IGNORE_NAME]) {
    const path = join(folder, name);
    const shown = relative(Deno.cwd(), path);
    try {
      files.push({ path: shown, text: await readText(path) });
    } catch (error) {
      if (!isAbsence(error)) throw error;
      if (error instanceof Deno.errors.IsADirectory) {
        warn(`warning: ${shown} is a folder: what it is to say is read from a file of that name`);
      }
    }
  }
  return files;
}

/** Everything below a path, or the file itself; nothing where it is not there. */
async function readBelow(path: string, found: ConfigFile[], budget: { bytes: number }) {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(path));
  } catch (error) {
    if (!isAbsence(error)) throw error;
    if (error instanceof Deno.errors.NotADirectory) await readTemplate(path, found, budget);
    return;
  }
  for (const { name, isDirectory, isFile } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (isDirectory) await readBelow(join(path, name), found, budget);
    else if (isFile) await readTemplate(join(path, name), found, budget);
  }
}

async function readTemplate(path: string, found: ConfigFile[], budget: { bytes: number }) {
  let text: string;
  try {
    ({ text } = await decodeSql(await Deno.readFile(path)));
  } catch (error) {
    // A picture beside the templates is none of them.
    if (error instanceof LintelError && error.code === "undecodable") return;
    throw error;
  }
  budget.bytes -= text.length;
  if (budget.bytes < 0) throw new Error(`templates may have ${TEMPLATE_BYTES} bytes in all`);
  found.push({ path, text });
}

/** Reads each folder, and each set of templates, once a run. */
export class DiskCompanions {
  /** Of what was read so far: what means nothing, and was meant to. */
  readonly notes: string[] = [];
  private readonly folders = new Map<string, Promise<ConfigFile[]>>();
  private readonly templates = new Map<string, Promise<ConfigFile[]>>();

  async of(file: string): Promise<FileContext> {
    const outer = Deno.cwd();
    const inner = file === "-" ? outer : dirname(resolve(file));
    const folders = new Set([...foldersAbove(outer), ...foldersTo(inner, outer)]);
    const all = (await Promise.all([...folders].map((f) => this.folder(f)))).flat();
    const name = relative(outer, file === "-" ? join(outer, "stdin.sql") : resolve(file));
    // What lies above the working folder bears on everything in it.
    const above = all.filter(({ path }) => path.startsWith(`..${sep}`));
    const config_files = [
      ...above.filter(({ path }) => !path.endsWith(IGNORE_NAME)),
      ...configFilesFor(name, all.filter((each) => !above.includes(each))),
    ];
    return {
      config_files,
      templates: await this.templatesIn(templateFolders(config_files)),
      ignored_by: file === "-" ? null : ignoredBy(name, all),
    };
  }

  /** Endings of the SQL files of a folder. Throws UsageError where configuration cannot be read. */
  async endings(): Promise<readonly string[]> {
    const here = Deno.cwd();
    try {
      const folders = await Promise.all([...foldersAbove(here), here].map((f) => this.folder(f)));
      return sqlEndings(folders.flat().filter(({ path }) => !path.endsWith(IGNORE_NAME)));
    } catch (error) {
      throw new UsageError(messageOf(error));
    }
  }

  private folder(folder: string): Promise<ConfigFile[]> {
    const known = this.folders.get(folder) ??
      ofFolder(folder, (note) => this.notes.push(note));
    this.folders.set(folder, known);
    return known;
  }

  private templatesIn(folders: readonly string[]): Promise<ConfigFile[]> {
    const key = folders.join("\n");
    const known = this.templates.get(key) ?? (async () => {
      const found: ConfigFile[] = [];
      const budget = { bytes: TEMPLATE_BYTES };
      for (const folder of folders) await readBelow(folder, found, budget);
      return found;
    })();
    this.templates.set(key, known);
    return known;
  }
}
