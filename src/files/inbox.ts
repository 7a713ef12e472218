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

/**
 * Opens `path` under `root` (a real path). An absolute path must lie under it, as must the file
 * that symbolic links lead to. Throws `validation_failed`.
 */
export async function openInboxFile(root: string, path: string): Promise<RandomAccess> {
  if (path.includes("\0")) throw refuse("takes a path without NUL characters");
  let real: string;
  try {
    real = await Deno.realPath(isAbsolute(path) ? path : join(root, path));
  } catch (error) {
    // A path outside what Deno may read says no more than one that is not there.
    if (
      error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
      error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied
    ) {
      throw refuse("there is no such file in the inbox");
    }
    throw error;
  }
  const inside = relative(root, real);
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw refuse("there is no such file in the inbox");
  }
  if (!(await Deno.stat(real)).isFile) throw refuse("takes the path of a file");
  return openRandom(real);
}
