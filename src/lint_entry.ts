/**
 * `lint`, and an entry of its own for it. Deno reads all modules that an entry can reach before it
 * runs a line of it, those of the service with main.ts: a lint process starts 25 ms sooner here.
 */

/** With `--jsonl` first, for programs, or for people: only that part is loaded. The exit code. */
export async function lintMode(args: readonly string[]): Promise<number> {
  // Lint processes are started often, and need nothing of the rest of the command line.
  if (args[0] === "--jsonl") return await (await import("./cli/jsonl.ts")).jsonLines(args.slice(1));
  return await (await import("./cli/lint.ts")).lintCommand(args);
}

if (import.meta.main) Deno.exit(await lintMode(Deno.args));
