/** The Python that has SQLFluff 4, for tests against the real one. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sqlfluffEngine, type SqlfluffOptions } from "../../src/sqlfluff/engine.ts";
import { CATALOGUE, POOL } from "./engines.ts";

const VENV = fileURLToPath(new URL("../../.venv-sqlfluff/bin/python", import.meta.url));

function hasSqlfluff(python: string): boolean {
  try {
    const args = ["-c", "import sqlfluff; assert int(sqlfluff.__version__.split('.')[0]) >= 4"];
    return new Deno.Command(python, { args, stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

function find(): string | null {
  const candidates = [Deno.env.get("SQLFLUFF_PYTHON"), existsSync(VENV) ? VENV : undefined];
  return candidates.find((p): p is string => p !== undefined && p !== "" && hasSqlfluff(p)) ?? null;
}

/** Null where no SQLFluff is installed. */
export const SQLFLUFF_PYTHON: string | null = find();

/** Where every integration is required, a missing one fails instead of being left out. */
const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

/** A test against the real SQLFluff; left out only where none is installed. */
export function sqlfluffTest(name: string, test: (python: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: SQLFLUFF_PYTHON === null && !REQUIRED,
    fn: () => {
      if (SQLFLUFF_PYTHON === null) {
        throw new Error("no SQLFluff 4: set SQLFLUFF_PYTHON or make .venv-sqlfluff");
      }
      return test(SQLFLUFF_PYTHON);
    },
  });
}

/** The engine on a Python; closed by the caller. */
export function engineOn(python: string, options: Partial<SqlfluffOptions> = {}) {
  return sqlfluffEngine({
    ...POOL,
    size: 1,
    python,
    searchPath: Deno.env.get("PATH"),
    memoryMb: 1024,
    catalogue: CATALOGUE,
    ...options,
  });
}
