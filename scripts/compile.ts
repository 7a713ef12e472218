/**
 * Builds the single binary.
 * A compiled program takes no permission flags when it runs, so broad ones are baked in here; its
 * lint processes drop all of theirs before they read a request.
 */
import { readTask } from "./task_arguments.ts";

/** What the binary carries that no static import names: licences, for whoever is given it. */
export const INCLUDED: readonly string[] = ["LICENSE", "NOTICE", "LICENSES"];

/** Baked permissions: no FFI, no import from the network. */
const BAKED: readonly string[] = [
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

/** Exit code where Deno could not download the runtime that a binary is built on. */
const NO_RUNTIME = 69;

/** Whether that is what `deno compile` says; anything else is a fault of ours. */
export function lacksRuntime(stderr: string): boolean {
  return /Setting up base binary/.test(stderr) && /denort-/.test(stderr) &&
    /error sending request|dns error|connect/i.test(stderr);
}

if (import.meta.main) {
  readTask({
    name: "compile",
    does: "Builds the single binary dist/lintel, with the licences of what is in it.",
    options: {},
    exits: `0, ${NO_RUNTIME} where the runtime cannot be downloaded, 2 for wrong usage`,
  });
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: compileArguments(),
    stderr: "piped",
  }).output();
  const text = new TextDecoder().decode(stderr);
  if (code === 0 || !lacksRuntime(text)) {
    await Deno.stderr.write(stderr);
    Deno.exit(code);
  }
  console.error("not compiled: the denort runtime cannot be downloaded here");
  Deno.exit(NO_RUNTIME);
}
