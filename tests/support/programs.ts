/** Programs of the system that some tests need: which of them are there. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where every integration is required, a missing program fails its tests instead. */
const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

/** The path of a program on the PATH or among the system's own; null where there is none. */
export function findProgram(name: string): string | null {
  const folders = [...(Deno.env.get("PATH") ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** `missing` is true where tests that need these programs are to be left out. */
export function programs(names: readonly string[]): { missing: boolean } {
  return { missing: !REQUIRED && names.some((name) => findProgram(name) === null) };
}
