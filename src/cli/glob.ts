/** Globs of the command line: `*`, `?`, `[…]`, `{…,…}` in a segment, and `**` for any depth. */
import { join } from "node:path";

const SPECIAL = /[*?[{]/;

/** Whether a path is meant as a glob. */
export function isGlob(path: string): boolean {
  return SPECIAL.test(path);
}

/** One segment as a regular expression; a leading dot is only matched by a dot. */
function segmentPattern(segment: string): RegExp {
  let text = "";
  let depth = 0;
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i]!;
    const set = c === "[" ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(segment.slice(i)) : null;
    if (set !== null) {
      text += `[${set[1] === "" ? "" : "^"}${set[2]!.replaceAll(/[\\\][^]/g, "\\$&")}]`;
      i += set[0].length - 1;
    } else if (c === "*") text += "[^/]*";
    else if (c === "?") text += "[^/]";
    else if (c === "{" && segment.indexOf("}", i) > 0) {
      text += "(?:";
      depth++;
    } else if (c === "}" && depth > 0) {
      text += ")";
      depth--;
    } else if (c === "," && depth > 0) text += "|";
    else text += c.replace(/[.*+?^${}()|[\]\\]/, "\\$&");
  }
  const visible = segment.startsWith(".") ? "" : "(?!\\.)";
  try {
    return new RegExp(`^${visible}${text}$`, "u");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // A range that ends before it begins names nothing.
    return /(?!)/;
  }
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder === "" ? "." : folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}

async function expand(folder: string, segments: readonly string[], found: Set<string>) {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    found.add(folder);
    return;
  }
  if (segment === "**") {
    await expand(folder, rest.length === 0 ? ["*"] : rest, found);
    for (const { name, isDirectory } of await entriesOf(folder)) {
      if (isDirectory && !name.startsWith(".")) await expand(join(folder, name), segments, found);
    }
    return;
  }
  if (!isGlob(segment)) return await expand(join(folder, segment), rest, found);
  const pattern = segmentPattern(segment);
  for (const { name } of await entriesOf(folder)) {
    if (pattern.test(name)) await expand(join(folder, name), rest, found);
  }
}

/** The paths that match, sorted; where the glob ends in plain names, they may not be there. */
export async function glob(pattern: string): Promise<string[]> {
  const found = new Set<string>();
  const segments = pattern.split("/").filter((s) => s !== "" && s !== ".");
  await expand(pattern.startsWith("/") ? "/" : "", segments, found);
  return [...found].sort();
}
