/**
 * A Redis of a test's own: a redis-server on a free loopback port, with its data in a temporary
 * folder, that can be killed, frozen, started again and told to use other settings.
 */
import { existsSync } from "node:fs";
import { Redis } from "ioredis";
import type { RedisAddress } from "../../src/config/queue_url.ts";
import { freePort } from "./ports.ts";
import { until } from "./wait.ts";

const PLACES = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"];
const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

/** Null where none is installed. */
export const REDIS_SERVER: string | null = PLACES.find((path) => existsSync(path)) ?? null;

/** Whether tests against Redis are left out; where integrations are required they fail instead. */
export const WITHOUT_REDIS = REDIS_SERVER === null && !REQUIRED;

/** A test against a real Redis; left out only where none is installed. */
export function redisTest(name: string, test: () => Promise<void>): void {
  Deno.test({ name, ignore: WITHOUT_REDIS, fn: test });
}

export interface RedisServerOptions {
  /** Directives as on its command line: `["--maxmemory-policy", "allkeys-lru"]`. */
  directives?: readonly string[];
  /** How clients speak to it: the password and certificate that the directives ask for. */
  client?: { password?: string; ca?: string };
}

export class RedisServer implements AsyncDisposable {
  private child: Deno.ChildProcess | null = null;

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly options: RedisServerOptions,
  ) {}

  /** Starts one that keeps nothing on disk: started again it is empty. */
  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    const folder = await Deno.makeTempDir({ prefix: "lintel-redis-" });
    const server = new RedisServer(folder, freePort(), options);
    await server.up();
    return server;
  }

  get address(): RedisAddress {
    return {
      scheme: this.options.client?.ca === undefined ? "redis" : "rediss",
      host: "127.0.0.1",
      port: this.port,
      username: undefined,
      password: this.options.client?.password,
      db: 0,
    };
  }

  get url(): string {
    const { scheme, password } = this.address;
    return `${scheme}://${password === undefined ? "" : `:${password}@`}127.0.0.1:${this.port}`;
  }

  /** Starts it, or starts it again, and waits until it answers. */
  async up(): Promise<void> {
    if (REDIS_SERVER === null) throw new Error("no redis-server: apt-get install redis-server");
    const tls = this.options.client?.ca !== undefined;
    this.child = new Deno.Command(REDIS_SERVER, {
      args: [
        ...["--bind", "127.0.0.1", "--dir", this.folder, "--save", "", "--appendonly", "no"],
        ...(tls ? ["--port", "0", "--tls-port", `${this.port}`] : ["--port", `${this.port}`]),
        ...this.options.directives ?? [],
      ],
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).spawn();
    const client = this.client();
    client.on("error", () => {});
    await until("an answer of redis-server", async () => {
      try {
        return await client.ping();
      } catch {
        return false;
      }
    });
    client.disconnect();
  }

  /** A client for looking at it and changing its settings; the test disconnects it. */
  client(): Redis {
    const { ca, password } = this.options.client ?? {};
    return new Redis({
      host: "127.0.0.1",
      port: this.port,
      password,
      retryStrategy: () => 50,
      maxRetriesPerRequest: 0,
      ...(ca === undefined ? {} : { tls: { ca } }),
    });
  }

  /** One command, as redis-cli runs it. */
  async command(name: string, ...args: string[]): Promise<unknown> {
    const client = this.client();
    try {
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** Ends it as `kill -9` does. */
  async kill(): Promise<void> {
    this.child?.kill("SIGKILL");
    await this.child?.status;
    this.child = null;
  }

  /** Stops it without closing its connections, as a host that hangs does. */
  pause(): void {
    this.child?.kill("SIGSTOP");
  }

  resume(): void {
    this.child?.kill("SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await Deno.remove(this.folder, { recursive: true });
  }
}
