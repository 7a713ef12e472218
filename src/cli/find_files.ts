/** Turns what a user names into files, in a steady order. */
import { join, resolve } from "node:path";
import { messageOf } from "../errors.ts";
import { glob, isGlob } from "./glob.ts";

/** A mistake in how the command was called: one line, exit code 2. */
export class UsageError extends Error {}

/** Something that was named, or lies in what was named, and cannot be read. */
export interface Fault {
  path: string;
  message: string;
}

/** Files to lint, each once, and what could not be looked into. */
export interface Found {
  files: string[];
  faults: Fault[];
}

/**
 * Folders that hold nothing of a project's own: of version control, Python environments and caches.
 * Other folders whose names begin with a dot are searched, as SQLFluff searches them all; these may
 * hold thousands of files that nobody wrote here. Who names one has it searched.
 */
const NOT_OURS: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  ".bzr",
  ".jj",
  ".venv",
  ".virtualenv",
  ".pyenv",
  ".tox",
  ".nox",
  ".eggs",
  ".direnv",
  ".cache",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  ".ipynb_checkpoints",
  ".terraform",
]);

function isSql(name: string, endings: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return endings.some((ending) => lower.endsWith(ending));
}

class Finder {
  /** By where they are, which several paths may lead to; each as it was first named. */
  private readonly named = new Map<string, string>();
  readonly faults: Fault[] = [];

  /** `endings` are asked for once there is a folder to search. */
  constructor(private readonly endings: () => Promise<readonly string[]>) {}

  /** Adds the SQL files of a folder; how many there are, faults among them. */
  async walk(folder: string, endings: readonly string[]): Promise<number> {
    let entries: Deno.DirEntry[];
    try {
      entries = await Array.fromAsync(Deno.readDir(folder));
    } catch (error) {
      return this.fault(folder, error);
    }
    let count = 0;
    for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory && !NOT_OURS.has(entry.name)) {
        count += await this.walk(path, endings);
      } else if (!entry.isDirectory && isSql(entry.name, endings)) {
        count += entry.isSymlink ? await this.addLink(path) : this.addFile(path);
      }
    }
    return count;
  }

  get files(): string[] {
    return [...this.named.values()];
  }

  addFile(path: string): number {
    const place = path === "-" ? path : resolve(path);
    if (!this.named.has(place)) this.named.set(place, path);
    return 1;
  }

  /** A link to a file is linted under its own name; one to a folder might lead round for ever. */
  private async addLink(path: string): Promise<number> {
    try {
      return (await Deno.stat(path)).isFile ? this.addFile(path) : 0;
    } catch (error) {
      return this.fault(path, error);
    }
  }

  private fault(path: string, error: unknown): number {
    this.faults.push({ path, message: messageOf(error) });
    return 1;
  }

  /** What a path is; null where it is not there or, as a fault that is noted, cannot be asked. */
  private async kindOf(path: string): Promise<"file" | "folder" | "fault" | null> {
    try {
      const info = await Deno.stat(path);
      return info.isDirectory ? "folder" : "file";
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        return null;
      }
      this.fault(path, error);
      return "fault";
    }
  }

  /** Throws UsageError for a path that names nothing. */
  async add(path: string): Promise<void> {
    const kind = await this.kindOf(path);
    if (kind === "file") this.addFile(path);
    else if (kind === "folder") {
      const endings = await this.endings();
      if (await this.walk(path, endings) === 0) {
        throw new UsageError(`${path}: there are no SQL files in it (${endings.join(", ")})`);
      }
    } else if (kind === null && isGlob(path)) await this.addGlob(path);
    else if (kind === null) throw new UsageError(`${path}: there is no such file or folder`);
  }

  private async addGlob(pattern: string): Promise<void> {
    let count = 0;
    for (const match of await glob(pattern)) {
      const kind = await this.kindOf(match);
      if (kind === "file") this.addFile(match);
      if (kind === "file" || kind === "fault") count++;
    }
    if (count === 0) throw new UsageError(`${pattern}: matches no file`);
  }
}

/**
 * Every file that `paths` name, each once; `-` stays as it is. In folders, those whose names have
 * one of the endings. Throws UsageError for none.
 */
export async function findFiles(
  paths: readonly string[],
  endings: () => Promise<readonly string[]>,
): Promise<Found> {
  const finder = new Finder(endings);
  for (const path of paths) {
    if (path === "-") finder.addFile(path);
    else await finder.add(path);
  }
  return { files: finder.files, faults: finder.faults };
}
