/**
 * Lints with the permissions that the arguments ask for: deno task lint PATH...
 * A task cannot put its arguments into a command that prints permissions, and Git is permitted to
 * `--since` alone. So this starts Deno with them, gives it its streams, and ends as it ends.
 */
import { SettingsError } from "../src/config/settings_error.ts";
import { printable } from "../src/text/printable.ts";
import { lintPermissions } from "./lint_permissions.ts";

const ENTRY = new URL("../src/lint_entry.ts", import.meta.url).href;

/** The exit status of wrong usage, as `lint` itself has it. */
const USAGE = 2;

function lintArguments(args: readonly string[]): string[] {
  const flags = lintPermissions((name) => Deno.env.get(name), args);
  return ["run", "--quiet", ...flags, ENTRY, ...args];
}

async function main(args: readonly string[]): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: lintArguments(args),
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  // Of a terminal's interrupt the child hears itself.
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => child.kill(signal));
  }
  Deno.addSignalListener("SIGINT", () => {});
  return (await child.status).code;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const fault of error.faults) console.error(`lintel lint: ${printable(fault)}`);
    Deno.exit(USAGE);
  }
}
