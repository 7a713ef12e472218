/**
 * Connections to Redis, of the queue and of the rate limits. Commands of a producer fail fast,
 * because somebody waits for the answer; those of a consumer wait for as long as Redis is away.
 */
import { isIP } from "node:net";
import { Redis, type RedisOptions } from "ioredis";
import type { RedisAddress } from "../config/queue_url.ts";
import { log } from "../observability/log.ts";

const logger = log("redis");

/** Milliseconds between two tries to connect, at most. */
const RECONNECT = 2000;
/** Milliseconds that one try to connect, and one command of a producer, may take. */
const CONNECT_TIMEOUT = 5000;
const COMMAND_TIMEOUT = 2000;
/** Milliseconds without traffic after which the kernel probes whether the other side is there. */
const KEEP_ALIVE = 10_000;
/** Refusals that waiting does not mend: they are settings. */
const REFUSED =
  /^(WRONGPASS|NOAUTH|NOPERM|ERR (invalid password|AUTH|Client sent AUTH|invalid DB|DB index))/i;
const UNTRUSTED = /certificate|UnknownIssuer|self.signed|altname|NotValidForName/i;

export interface RedisAccess {
  address: RedisAddress;
  /** PEM text of the authorities that sign the server's certificate; the system's where null. */
  ca: string | null;
}

/**
 * A connection that connects by itself, and again after each outage. A command of a producer may
 * take `commandTimeout` milliseconds.
 */
export function connect(
  access: RedisAccess,
  role: "producer" | "consumer",
  commandTimeout = COMMAND_TIMEOUT,
): Redis {
  const { scheme, host, port, username, password, db } = access.address;
  const common: RedisOptions = {
    host,
    port,
    username,
    password,
    db,
    connectTimeout: CONNECT_TIMEOUT,
    keepAlive: KEEP_ALIVE,
    retryStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 10), RECONNECT),
    ...(scheme === "rediss" ? { tls: tlsOptions(host, access.ca) } : {}),
  };
  return new Redis(
    role === "consumer" ? { ...common, maxRetriesPerRequest: null } : {
      ...common,
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      commandTimeout,
    },
  );
}

/** A certificate for an address is not asked for by name. */
function tlsOptions(host: string, ca: string | null): NonNullable<RedisOptions["tls"]> {
  return { ...(isIP(host) === 0 ? { servername: host } : {}), ...(ca === null ? {} : { ca }) };
}

/**
 * One line when a connection is lost and one when it is back, however often it tries in between.
 * `lastError` is why the last try failed.
 */
export class Outage {
  lastError: Error | null = null;
  private away = false;

  constructor(private readonly redis: Redis, private readonly name: string) {
    redis.on("error", (error: Error) => this.lost(error));
    redis.on("ready", () => {
      if (this.away) logger.info("Redis answers again", { connection: name });
      this.away = false;
      this.lastError = null;
    });
  }

  /** Resolves with true once it is ready, false when `patience` milliseconds have passed. */
  async ready(patience: number): Promise<boolean> {
    const { redis } = this;
    if (redis.status === "ready") return true;
    const done = Promise.withResolvers<boolean>();
    const ready = () => done.resolve(true);
    const failed = (error: Error) => {
      if (isRefusal(error)) done.resolve(false);
    };
    const timer = setTimeout(() => done.resolve(false), patience);
    redis.on("ready", ready).on("error", failed);
    try {
      return await done.promise;
    } finally {
      clearTimeout(timer);
      redis.off("ready", ready).off("error", failed);
    }
  }

  private lost(error: Error): void {
    this.lastError = error;
    if (this.away) return;
    this.away = true;
    logger.warning("Redis cannot be reached; it is tried until it answers", {
      connection: this.name,
      error,
    });
  }
}

/** True for an answer that only another setting changes. */
export function isRefusal(error: Error): boolean {
  return REFUSED.test(error.message) || UNTRUSTED.test(`${codeOf(error)} ${error.message}`);
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

/** Resolves when the work has ended, whether well or not, or when `ms` milliseconds have passed. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    work.then(() => {}, () => {}),
    new Promise<void>((resolve) => timer = setTimeout(resolve, ms)),
  ]);
  clearTimeout(timer);
}
