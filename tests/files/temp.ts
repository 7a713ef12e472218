/** A folder of its own for each test. */
import { join, relative } from "node:path";

/** Runs `work` in a new folder, given by its real path, and removes it afterwards. */
export async function inTempDir(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Paths of all files under `root`, relative to it, sorted. */
export async function filesUnder(root: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) folders.push(path);
      else found.push(relative(root, path));
    }
  }
  return found.sort();
}

/** Deno itself makes links only with unscoped permissions, so `ln` does it. */
export async function symlink(target: string, path: string): Promise<void> {
  const { success } = await new Deno.Command("ln", { args: ["-s", target, path] }).output();
  if (!success) throw new Error(`no link could be made at ${path}`);
}
