/**
 * Lints with the permissions that the arguments ask for: deno task lint PATH...
 * A task cannot put its arguments into a command that prints permissions, and Git is permitted to
 * `--since` alone. So this starts Deno with them, gives it its streams, and ends as it ends.
 */
import { lintPermissions } from "./lint_permissions.ts";

const ENTRY = new URL("../src/lint_entry.ts", import.meta.url).pathname;

export function lintArguments(args: readonly string[]): string[] {
  const flags = lintPermissions((name) => Deno.env.get(name), args);
  return ["run", "--quiet", ...flags, ENTRY, ...args];
}

if (import.meta.main) {
  const child = new Deno.Command(Deno.execPath(), {
    args: lintArguments(Deno.args),
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  // Of a terminal's interrupt the child hears itself.
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => child.kill(signal));
  }
  Deno.addSignalListener("SIGINT", () => {});
  Deno.exit((await child.status).code);
}
