/** The SQLFluff configuration files that apply to a file: of its folder and those above it. */
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ConfigFile } from "../lint/port.ts";

/** In one folder, later ones win (SQLFluff's order). */
const NAMES = ["setup.cfg", "tox.ini", "pep8.ini", ".sqlfluff", "pyproject.toml"];

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

const read = new Map<string, Promise<ConfigFile[]>>();

async function ofFolder(folder: string): Promise<ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const name of NAMES) {
    const path = join(folder, name);
    try {
      files.push({ path: relative(Deno.cwd(), path) || name, text: await Deno.readTextFile(path) });
    } catch (error) {
      const nothing = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.IsADirectory;
      if (!nothing) throw error;
    }
  }
  return files;
}

/** Outermost first. Each folder is read once a run. */
export async function configFilesOf(file: string): Promise<ConfigFile[]> {
  const outer = Deno.cwd();
  const inner = file === "-" ? outer : dirname(resolve(file));
  const all = foldersTo(inner, outer).map((folder) => {
    const known = read.get(folder) ?? ofFolder(folder);
    read.set(folder, known);
    return known;
  });
  return (await Promise.all(all)).flat();
}
