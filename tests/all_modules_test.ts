import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const SRC = new URL("../src/", import.meta.url);

/** The entry runs and ends the process when it is imported; tests run it as one of its own. */
const ENTRY = "main.ts";

async function* modules(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* modules(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

Deno.test("every module can be imported by itself, and does nothing by that", async () => {
  const root = fileURLToPath(SRC).replace(/\/$/, "");
  const names = (await Array.fromAsync(modules(root))).map((p) => p.slice(root.length + 1));
  assert.ok(names.includes(ENTRY) && names.length > 100);
  for (const name of names.filter((n) => n !== ENTRY).toSorted()) {
    const module: unknown = await import(new URL(name, SRC).href);
    assert.ok(typeof module === "object" && module !== null, name);
  }
});
