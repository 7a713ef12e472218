/** What is loaded: a service started for the purpose, or one that runs already. */
import { loadSettings } from "../../src/config/load.ts";
import { servicePermissions } from "../permissions.ts";
import { ServiceClient, ServiceError } from "../service/client.ts";

export interface Target {
  client: ServiceClient;
  /** Empty where the service is somebody else's. */
  pids: readonly number[];
  stop(): Promise<void>;
}

export interface StartOptions {
  /** `apart` is one web process and its workers. */
  mode: "all" | "apart";
  /** Workers of `apart`; 1 unless it says otherwise. */
  workers?: number;
  /** A folder of its own, for whatever the environment does not place elsewhere. */
  folder: string;
  /** Settings that win over those of the folder: another store or queue. */
  env: Record<string, string>;
}

/** Milliseconds that a start may take on a busy machine. */
const PATIENCE = 60_000;

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

function spawn(mode: string, env: Record<string, string>): Deno.ChildProcess {
  const environment = (name: string) => env[name] ?? Deno.env.get(name);
  const { settings } = loadSettings(environment, { MODE: mode });
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...servicePermissions(settings, environment), "src/main.ts", mode],
    env,
    stdout: "null",
    stderr: "inherit",
  }).spawn();
}

/** One that has ended by itself is not there any more. */
function terminate(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGTERM");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

async function workersOnline(client: ServiceClient, count: number): Promise<boolean> {
  try {
    type Health = { checks: { workers: { worker_count: number } } };
    const { checks } = await client.json<Health>("GET", "/api/v1/health/workers");
    return checks.workers.worker_count >= count;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Not yet there: asked again until the patience ends.
    return false;
  }
}

/** Starts web and workers on free loopback ports and waits until all workers are online. */
export async function startTarget(
  { mode, workers = 1, folder, env }: StartOptions,
): Promise<Target> {
  const port = freePort();
  const settings = {
    PORT: String(port),
    METRICS_PORT: String(freePort()),
    DATABASE_URL: `sqlite:${folder}/lintel.db`,
    QUEUE_URL: `kv:${folder}/queue.kv`,
    STORAGE_ROOT: `${folder}/files`,
    LOG_LEVEL: "warning",
    ...env,
  };
  const processes = mode === "all" ? [spawn("all", settings)] : [
    spawn("web", settings),
    ...Array.from({ length: workers }, () => {
      return spawn("worker", { ...settings, METRICS_PORT: String(freePort()) });
    }),
  ];
  const client = new ServiceClient({ url: `http://127.0.0.1:${port}`, token: "" });
  const stop = async () => {
    for (const process of processes) terminate(process);
    await Promise.all(processes.map((process) => process.status));
  };
  const began = performance.now();
  try {
    while (!await workersOnline(client, processes.length === 1 ? 1 : workers)) {
      if (performance.now() - began > PATIENCE) throw new Error("the service did not start");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  console.log(`started in ${Math.round(performance.now() - began)} ms`);
  return { client, pids: processes.map((process) => process.pid), stop };
}

/** A service that runs already: nothing is started and nothing stopped. */
export function runningTarget(service: { url: string; token: string }): Target {
  return { client: new ServiceClient(service), pids: [], stop: async () => {} };
}
