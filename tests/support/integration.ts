/** Programs that only some tests need: found where .ci/run installs them, or where they are named. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const VENV = fileURLToPath(new URL("../../.venv-sqlfluff/bin/", import.meta.url));

/**
 * The path of a program: what the environment names under `variable`, else `name` in
 * .venv-sqlfluff. Null where neither is there; with LINTEL_REQUIRE_INTEGRATION=1 that throws, so
 * that nothing is skipped where everything was installed.
 */
export function integration(variable: string, name: string): string | null {
  const candidates = [Deno.env.get(variable), VENV + name];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  if (Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1") {
    throw new Error(`${variable} names no program and there is no ${VENV}${name}`);
  }
  return null;
}
