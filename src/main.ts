/**
 * Lintel's entry: the first word chooses what this process is, and only that part is loaded. With
 * lint_entry.ts, which is `lint` alone, the only reader of Deno.args, and what ends the process.
 */
const MODES = ["web", "worker", "all"] as const;

const USAGE = `usage: lintel <command>

  web       serve the HTTP API
  worker    run tasks
  all       both in one process (what no command means)
  migrate   bring the database to the newest schema
  health    ask the process that the settings describe whether it is ready
  lint      lint SQL files here and now; see: lintel lint --help
  version   print the version

Settings come from the environment and from .env; docs/configuration.md has all of them. Those that
no permission depends on may be flags: lintel web --log-level debug`;

const HELP = ["help", "--help", "-h"];

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === "lint") return await (await import("./lint_entry.ts")).lintMode(rest);
  // The process that sends messages to webhooks; the service starts it, nobody by hand.
  if (command === "deliver") return await (await import("./webhooks/child.ts")).deliverMode();
  if (HELP.includes(command ?? "") || rest.some((arg) => HELP.includes(arg))) {
    console.log(USAGE);
    return 0;
  }
  if (command === "migrate") return await (await import("./modes/migrate.ts")).migrateMode(rest);
  if (command === "health") return await (await import("./modes/health.ts")).healthMode(rest);
  if (command === "version" || command === "--version") {
    console.log((await import("./version.ts")).VERSION);
    return 0;
  }
  const mode = MODES.find((m) => m === command);
  const flags = command === undefined || command.startsWith("--") || mode !== undefined;
  if (!flags) {
    console.error(`lintel: there is no command ${JSON.stringify(command)}; see: lintel help`);
    return 2;
  }
  const { serviceMode } = await import("./modes/service.ts");
  return await serviceMode(mode ?? null, mode === undefined ? args : rest);
}

Deno.exit(await main(Deno.args));
