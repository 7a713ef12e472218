/** Registration with Consul, where the settings name an agent. */
import { consulAgent } from "../config/consul.ts";
import type { Settings } from "../config/settings.ts";
import type { HttpDeps } from "../http/env.ts";
import { readiness } from "../http/routes/health.ts";
import { ConsulRegistry } from "../registry/consul.ts";
import type { HealthReport, Registry } from "../registry/port.ts";
import { VERSION } from "../version.ts";

/** Null where no agent is named. `server` is where others reach this process. */
export function openRegistry(
  settings: Settings,
  deps: HttpDeps,
  server: { host: string; port: number },
): Registry | null {
  const agent = consulAgent(settings);
  if (agent === null) return null;
  const role = settings.MODE === "worker" ? "worker" : "web";
  const name = `${settings.CONSUL_SERVICE_NAME}-${role}`;
  const host = Deno.hostname();
  return new ConsulRegistry({
    url: agent.url,
    token: settings.CONSUL_HTTP_TOKEN,
    registration: {
      id: `${name}-${host}-${crypto.randomUUID().slice(0, 8)}`,
      name,
      tags: [settings.MODE, ...settings.CONSUL_SERVICE_TAGS],
      meta: { version: VERSION, environment: settings.ENVIRONMENT, host, pid: `${Deno.pid}` },
      address: server.host,
      port: server.port,
    },
    health: () => reportOf(deps),
  });
}

/** Critical where the process cannot take work, with what each check says. */
async function reportOf(deps: HttpDeps): Promise<HealthReport> {
  const checks = Object.entries(await readiness(deps));
  const passing = checks.every(([, { status }]) => status === "healthy");
  return {
    status: passing ? "passing" : "critical",
    output: checks.map(([name, { message }]) => `${name}: ${message}`).join("\n"),
  };
}
