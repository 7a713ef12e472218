/** The scripts of this folder as processes of their own, on a database named by its URL. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { databaseUrlText } from "../../src/config/database_url.ts";

function permissions(database: string): string[] {
  const url = databaseUrlText.parse(database);
  if (url.scheme === "mysql") return [`--allow-net=${url.host}:${url.port}`];
  const folder = dirname(url.path);
  return [`--allow-read=${folder}`, `--allow-write=${folder}`];
}

/** Starts a script of this folder. */
export function startScript(
  script: string,
  database: string,
  ...rest: string[]
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--no-check",
      ...permissions(database),
      fileURLToPath(new URL(script, import.meta.url)),
      database,
      ...rest,
    ],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a script of this folder; resolves with what it printed. */
export async function runScript(
  script: string,
  database: string,
  ...rest: string[]
): Promise<string> {
  const { success, stdout, stderr } = await startScript(script, database, ...rest).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}
