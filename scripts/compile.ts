/**
 * Builds the single binary: deno run --allow-run --allow-read scripts/compile.ts
 * A compiled program takes no permission flags when it runs, so broad ones are baked in here; its
 * lint processes drop all of theirs before they read a request.
 */

/** What the program opens at run time that no static import names. */
export const INCLUDED: readonly string[] = [];

/** Baked permissions: no FFI, no import from the network. */
export const BAKED: readonly string[] = [
  "--no-prompt",
  "--allow-env",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  "--allow-run",
  "--allow-sys",
];

/** Arguments of `deno`. */
export function compileArguments(): string[] {
  return [
    "compile",
    "--quiet",
    "--frozen",
    ...BAKED,
    ...INCLUDED.flatMap((path) => ["--include", path]),
    "--output",
    "dist/lintel",
    "src/main.ts",
  ];
}

if (import.meta.main) {
  const command = new Deno.Command(Deno.execPath(), { args: compileArguments() });
  Deno.exit((await command.spawn().status).code);
}
