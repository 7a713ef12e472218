/** Turns what a user names into files, in a steady order. */
import { join } from "node:path";
import { glob, isGlob } from "./glob.ts";

/** A mistake in how the command was called: one line, exit code 2. */
export class UsageError extends Error {}

/** Endings that SQLFluff lints by default (`sql_file_exts`). */
const ENDINGS = [".sql", ".sql.j2", ".dml", ".ddl", ".pkb"];

function isSql(name: string): boolean {
  const lower = name.toLowerCase();
  return ENDINGS.some((ending) => lower.endsWith(ending));
}

/** Adds the SQL files of a folder; how many there are. */
async function walk(folder: string, found: Set<string>): Promise<number> {
  let count = 0;
  const entries = await Array.fromAsync(Deno.readDir(folder));
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory && !entry.name.startsWith(".")) count += await walk(path, found);
    else if (entry.isFile && isSql(entry.name)) {
      found.add(path);
      count++;
    }
  }
  return count;
}

async function kindOf(path: string): Promise<"file" | "folder" | null> {
  try {
    const info = await Deno.stat(path);
    return info.isDirectory ? "folder" : "file";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}

/** Every file that `paths` name, each once; `-` stays as it is. Throws UsageError for none. */
export async function findFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    if (path === "-") {
      found.add(path);
      continue;
    }
    const kind = await kindOf(path);
    if (kind === "file") found.add(path);
    else if (kind === "folder") {
      if (await walk(path, found) === 0) {
        throw new UsageError(`${path}: there are no SQL files in it`);
      }
    } else if (isGlob(path)) {
      const files = [];
      for (const match of await glob(path)) if (await kindOf(match) === "file") files.push(match);
      if (files.length === 0) throw new UsageError(`${path}: matches no file`);
      for (const file of files) found.add(file);
    } else throw new UsageError(`${path}: there is no such file or folder`);
  }
  return [...found];
}
