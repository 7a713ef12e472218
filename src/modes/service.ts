/** Runs `web`, `worker` or `all` until a signal or a control command ends it. */
import { loadSettings, processEnvironment, SettingsError } from "../config/load.ts";
import { flagOverrides } from "../config/flags.ts";
import { LintelError, messageOf } from "../errors.ts";
import { printable } from "../text/printable.ts";
import { start } from "./run.ts";

/** Resolves with the signal that arrived. */
function signalled(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      Deno.addSignalListener(signal, () => resolve(signal));
    }
  });
}

/**
 * The exit code: 0 after a drain, 1 where it could not start or its store has failed, 2 for wrong
 * settings or flags.
 */
export async function serviceMode(
  mode: "web" | "worker" | "all" | null,
  args: readonly string[],
): Promise<number> {
  let loaded;
  try {
    const overrides = flagOverrides(args);
    if (mode !== null) overrides.MODE = mode;
    loaded = loadSettings(processEnvironment, overrides);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return refuse(error);
  }
  const ended = signalled();
  let running;
  try {
    running = await start(loaded);
  } catch (error) {
    if (error instanceof SettingsError) return refuse(error);
    console.error(`lintel: cannot start: ${printable(messageOf(error))}`);
    return 1;
  }
  if (loaded.settings.MODE !== "worker") greet(running.url);
  const reason = await Promise.race([ended, running.shutdownAsked, running.failed]);
  // Whoever supervises the process starts another one, which reads what the disk really has.
  const failed = reason instanceof LintelError;
  if (failed) console.error(`lintel: leaving: ${printable(reason.message)}`);
  try {
    await running.stop();
  } catch (error) {
    console.error(`lintel: not all of it was stopped: ${printable(messageOf(error))}`);
    return 1;
  }
  return failed ? 1 : 0;
}

function refuse({ faults }: SettingsError): number {
  for (const fault of faults) console.error(`lintel: ${printable(fault)}`);
  return 2;
}

/** For the person at the terminal; the log has its own line. */
function greet(url: string): void {
  console.error(`
Lintel is ready at ${url}   (the dashboard; API documentation: ${url}/docs)

  curl -s '${url}/api/v1/jobs?wait=30' \\
    -H 'content-type: application/json' -d '{"sql_content": "select a,b from t"}'
`);
}
