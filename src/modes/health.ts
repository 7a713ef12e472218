/**
 * `lintel health`: asks the process that the settings describe whether it is ready, for a
 * container's health check and for scripts. A worker is asked on METRICS_PORT.
 */
import { loadSettings, processEnvironment, SettingsError } from "../config/load.ts";
import { type Settings, USUAL_METRICS_PORT } from "../config/settings.ts";
import { messageOf } from "../errors.ts";
import { printable } from "../text/printable.ts";

/** Milliseconds that the answer may take. */
const PATIENCE = 5000;

/** Where the process listens, as this machine reaches it. */
export function ownAddress(settings: Pick<Settings, "MODE" | "HOST" | "PORT" | "METRICS_PORT">) {
  // A worker that was given no port takes the usual one where it is free.
  const worker = settings.METRICS_PORT ?? USUAL_METRICS_PORT;
  const port = settings.MODE === "worker" ? worker : settings.PORT;
  const host = settings.HOST === "0.0.0.0"
    ? "127.0.0.1"
    : settings.HOST === "::"
    ? "::1"
    : settings.HOST;
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

interface Ready {
  checks: Record<string, { status: string; message: string }>;
}

/** The exit code: 0 ready, 1 not ready or not there, 2 for wrong settings or usage. */
export async function healthMode(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.error(`lintel health: takes no arguments, not ${JSON.stringify(args[0])}`);
    return 2;
  }
  let address;
  try {
    address = ownAddress(loadSettings(processEnvironment).settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const fault of error.faults) console.error(`lintel health: ${printable(fault)}`);
    return 2;
  }
  try {
    const response = await fetch(`http://${address}/api/v1/health/ready`, {
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { checks } = await response.json() as Ready;
    const wrong = Object.entries(checks).filter(([, check]) => check.status !== "healthy");
    if (response.status === 200) {
      console.log("ready");
      return 0;
    }
    const reasons = wrong.map(([name, check]) => `${name}: ${check.message}`).join("; ");
    console.error(`lintel health: not ready: ${printable(reasons)}`);
  } catch (error) {
    console.error(`lintel health: ${address} does not answer: ${printable(messageOf(error))}`);
  }
  return 1;
}
