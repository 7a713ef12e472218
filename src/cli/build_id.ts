/** What tells one build of this program from another, where its version is the same. */
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Modules that an answer depends on. */
const ANSWERING = ["engine", "lint", "pool", "text"];

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

/** Sizes and times of the program's files: those of the binary, else those of its modules. */
export function buildId(): string {
  const source = dirname(dirname(fileURLToPath(new URL("./build_id.ts", import.meta.url))));
  const files = Deno.build.standalone
    ? [Deno.execPath()]
    : ANSWERING.flatMap((module) => [...filesIn(`${source}/${module}`)]);
  const hash = createHash("sha256");
  for (const path of files.sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("base64");
}
