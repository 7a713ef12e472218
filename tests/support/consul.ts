/**
 * A Consul agent for tests, which holds its clients to what Consul documents of the paths that
 * Lintel uses (https://developer.hashicorp.com/consul/api-docs/agent/service and /agent/check): PUT
 * only, no field that is not documented, a token where one is required, durations with a unit,
 * checks that turn critical when nobody reports in time, and nothing kept over a restart.
 */
import { freePort } from "./ports.ts";

export interface AgentCheck {
  status: "passing" | "warning" | "critical";
  output: string;
}

export interface AgentService {
  ID: string;
  Name: string;
  Tags: string[];
  Meta: Record<string, string>;
  Address: string;
  Port: number;
  check: AgentCheck;
  maintenance: string | null;
}

const SERVICE_FIELDS = [
  ..."ID Name Tags Address TaggedAddresses Meta Namespace Port SocketPath Kind Proxy".split(" "),
  ..."Connect Check Checks EnableTagOverride Weights Token Locality".split(" "),
];
const CHECK_FIELDS = [
  ..."CheckID Name ID Interval Notes DeregisterCriticalServiceAfter Args AliasNode".split(" "),
  ..."AliasService DockerContainerID GRPC GRPCUseTLS H2PING HTTP Method Body Header Timeout".split(
    " ",
  ),
  ..."OutputMaxSize TLSServerName TLSSkipVerify TCP UDP OSService TTL ServiceID Status".split(" "),
  ..."SuccessBeforePassing FailuresBeforeCritical FailuresBeforeWarning".split(" "),
];
const DURATION = /^(\d+)(ms|s|m|h)$/;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export class ConsulAgent implements AsyncDisposable {
  readonly services = new Map<string, AgentService>();
  /** Method, path and time of each request, as they came. */
  readonly requests: { method: string; path: string; at: number }[] = [];
  /** How it answers: as Consul does, not at all, or with an error. */
  mode: "well" | "hanging" | "failing" = "well";
  /** What each answer waits for before it is one. */
  held: Promise<void> = Promise.resolve();
  registrations = 0;
  private readonly ttls = new Map<string, { ttl: number; timer: ReturnType<typeof setTimeout> }>();
  private server: Deno.HttpServer<Deno.NetAddr> | null = null;
  private hanging: (() => void)[] = [];
  private readonly port = freePort();

  private constructor(private readonly token: string) {}

  static start(token = ""): ConsulAgent {
    const agent = new ConsulAgent(token);
    agent.up();
    return agent;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, or starts it anew on its port. */
  up(): void {
    const options = { hostname: "127.0.0.1", port: this.port, onListen: () => {} };
    this.server = Deno.serve(options, (request) => this.answer(request));
  }

  /** Ends it; it forgets everything. */
  async down(): Promise<void> {
    for (const resolve of this.hanging.splice(0)) resolve();
    for (const { timer } of this.ttls.values()) clearTimeout(timer);
    this.ttls.clear();
    this.services.clear();
    await this.server?.shutdown();
    this.server = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
  }

  /** The only service, once there is one for which `wanted` holds. */
  find(wanted: (service: AgentService) => boolean = () => true): AgentService | null {
    return [...this.services.values()].find(wanted) ?? null;
  }

  private async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.requests.push({ method: request.method, path: url.pathname, at: performance.now() });
    const body = await request.text();
    await this.held;
    if (this.mode === "hanging") {
      await new Promise<void>((resolve) => this.hanging.push(resolve));
      return new Response("too late", { status: 500 });
    }
    if (this.mode === "failing") {
      return new Response("rpc error: No cluster leader", { status: 500 });
    }
    try {
      this.route(request, url, body);
      return new Response("");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return new Response(error.message, { status: error.status });
    }
  }

  private route(request: Request, url: URL, body: string): void {
    const path = decodeURIComponent(url.pathname);
    const [, kind, id = ""] =
      /^\/v1\/agent\/(service\/register|service\/deregister|service\/maintenance|check\/update)\/?(.*)$/
        .exec(path) ?? [];
    if (kind === undefined) throw new Refused(404, "Invalid URL path");
    if (request.method !== "PUT") throw new Refused(405, `method ${request.method} not allowed`);
    if ((request.headers.get("X-Consul-Token") ?? "") !== this.token) {
      throw new Refused(403, "Permission denied: token lacks permission 'service:write'");
    }
    if (kind === "service/register") return this.register(parse(body));
    if (kind === "check/update") return this.update(id, parse(body));
    const service = this.services.get(id);
    if (service === undefined) {
      throw new Refused(404, `Unknown service ID "${id}". Ensure that the service ID is passed`);
    }
    if (kind === "service/deregister") this.remove(id);
    else if (url.searchParams.get("enable") === "true") {
      service.maintenance = url.searchParams.get("reason") ?? "";
    } else if (url.searchParams.get("enable") === "false") service.maintenance = null;
    else throw new Refused(400, "Missing value for enable");
  }

  private register(body: Record<string, unknown>): void {
    known(body, SERVICE_FIELDS);
    const { ID, Name, Tags = [], Meta = {}, Address = "", Port = 0, Check } = body;
    if (typeof Name !== "string" || Name === "") throw new Refused(400, "Missing service name");
    if (!Array.isArray(Tags) || typeof Port !== "number" || typeof Address !== "string") {
      throw new Refused(400, "Request decode failed");
    }
    if (Object.values(Meta as object).some((value) => typeof value !== "string")) {
      throw new Refused(400, "Request decode failed: Meta takes strings");
    }
    const check = Check as Record<string, unknown>;
    known(check, CHECK_FIELDS);
    const ttl = duration(check.TTL);
    const after = check.DeregisterCriticalServiceAfter;
    if (after !== undefined) duration(after);
    const id = String(ID ?? Name);
    if (check.CheckID !== `service:${id}`) throw new Refused(400, "unexpected CheckID");
    this.remove(id);
    this.registrations++;
    const initial = { status: "critical", output: "" } as const;
    this.services.set(id, {
      ...{ ID: id, Name, Tags, Meta: Meta as Record<string, string>, Address, Port },
      ...{ check: initial, maintenance: null },
    });
    this.ttls.set(id, { ttl, timer: this.expiry(id, ttl) });
  }

  private update(check: string, body: Record<string, unknown>): void {
    known(body, ["Status", "Output"]);
    const id = check.replace(/^service:/, "");
    const [service, known_ttl] = [this.services.get(id), this.ttls.get(id)];
    if (service === undefined || known_ttl === undefined) {
      throw new Refused(404, `Unknown check ID "${check}". Ensure that the check ID is passed`);
    }
    const { Status, Output = "" } = body;
    if (Status !== "passing" && Status !== "warning" && Status !== "critical") {
      throw new Refused(400, `Invalid check status: '${Status}'`);
    }
    service.check = { status: Status, output: String(Output) };
    clearTimeout(known_ttl.timer);
    this.ttls.set(id, { ttl: known_ttl.ttl, timer: this.expiry(id, known_ttl.ttl) });
  }

  private expiry(id: string, ttl: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      const service = this.services.get(id);
      if (service !== undefined) service.check = { status: "critical", output: "TTL expired" };
    }, ttl);
  }

  private remove(id: string): void {
    clearTimeout(this.ttls.get(id)?.timer);
    this.ttls.delete(id);
    this.services.delete(id);
  }
}

function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refused(400, "Request decode failed: invalid JSON");
  }
}

function known(body: Record<string, unknown>, fields: readonly string[]): void {
  const strange = Object.keys(body).find((name) => !fields.includes(name));
  if (strange !== undefined) {
    throw new Refused(400, `Request decode failed: json: unknown field "${strange}"`);
  }
}

function duration(value: unknown): number {
  const [, number, unit] = typeof value === "string" ? DURATION.exec(value) ?? [] : [];
  if (number === undefined) throw new Refused(400, `Invalid duration: ${JSON.stringify(value)}`);
  return Number(number) * UNITS[unit!]!;
}
