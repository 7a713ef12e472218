/** Globs of the command line: `*`, `?`, `[…]`, `{…,…}` in a segment, and `**` for any depth. */
import { join } from "node:path";
import { matchesGlob } from "../text/glob.ts";

const SPECIAL = /[*?[{]/;

/** Whether a path is meant as a glob. */
export function isGlob(path: string): boolean {
  return SPECIAL.test(path);
}

/** Where the brace that opens at `open` closes; -1 where it does not. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

/** The parts between the commas that no inner braces hold. */
function choices(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const c of text) {
    if (c === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += c;
    depth += c === "{" ? 1 : c === "}" ? -1 : 0;
  }
  return parts;
}

/** The globs without braces that a segment stands for; a brace that never closes is itself. */
function alternatives(segment: string): string[] {
  const open = segment.indexOf("{");
  const close = open < 0 ? -1 : closing(segment, open);
  if (close < 0) return [segment];
  const [before, after] = [segment.slice(0, open), segment.slice(close + 1)];
  return choices(segment.slice(open + 1, close)).flatMap((choice) =>
    alternatives(before + choice + after)
  );
}

/** Whether a name fits a segment; a leading dot is only matched by a dot. */
function segmentTest(segment: string): (name: string) => boolean {
  // Shells write `[^…]` for `[!…]` as well.
  const globs = alternatives(segment).map((glob) => glob.replaceAll("[^", "[!"));
  return (name) =>
    globs.some((glob) =>
      (!name.startsWith(".") || glob.startsWith(".")) && matchesGlob(name, glob)
    );
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
  const fits = segmentTest(segment);
  for (const { name } of await entriesOf(folder)) {
    if (fits(name)) await expand(join(folder, name), rest, found);
  }
}

/** The paths that match, sorted; where the glob ends in plain names, they may not be there. */
export async function glob(pattern: string): Promise<string[]> {
  const found = new Set<string>();
  const segments = pattern.split("/").filter((s) => s !== "" && s !== ".");
  await expand(pattern.startsWith("/") ? "/" : "", segments, found);
  return [...found].sort();
}
