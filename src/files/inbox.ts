/** Opens a file that a user names inside the inbox, and nothing outside of it. */
import { isAbsolute, join, relative, sep } from "node:path";
import { LintelError } from "../errors.ts";
import type { RandomAccess } from "./port.ts";
import { openRandom } from "./random.ts";

function refuse(message: string): LintelError {
  return new LintelError("validation_failed", message, {
    fields: [{ path: "zip_file_path", message }],
  });
}

/** What the system says of a path that names nothing that could be opened, whatever it is. */
const NOWHERE = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EACCES", "EPERM"]);

/** Whether the path is at fault, and not the volume. */
function leadsNowhere(error: unknown): boolean {
  // A path outside what Deno may read says no more than one that is not there.
  if (error instanceof Deno.errors.NotCapable) return true;
  return error instanceof Error && NOWHERE.has((error as Error & { code?: string }).code ?? "");
}

/**
 * Opens `path` under `root` (a real path). An absolute path must lie under it, as must the file
 * that symbolic links lead to. Throws `validation_failed`.
 */
export async function openInboxFile(root: string, path: string): Promise<RandomAccess> {
  if (path.includes("\0")) throw refuse("takes a path without NUL characters");
  try {
    return await openInside(root, path);
  } catch (error) {
    if (leadsNowhere(error)) throw refuse("there is no such file in the inbox");
    throw error;
  }
}

async function openInside(root: string, path: string): Promise<RandomAccess> {
  const real = await Deno.realPath(isAbsolute(path) ? path : join(root, path));
  const inside = relative(root, real);
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw refuse("there is no such file in the inbox");
  }
  if (!(await Deno.stat(real)).isFile) throw refuse("takes the path of a file");
  return await openRandom(real);
}
