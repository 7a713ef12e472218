/** What QUEUE_URL takes: a file of Deno KV, or the address of a Redis. */
import { resolve } from "node:path";
import { z } from "zod";

export interface KvAddress {
  scheme: "kv";
  /** Absolute. */
  path: string;
}

export interface RedisAddress {
  /** `rediss` is TLS. */
  scheme: "redis" | "rediss";
  /** An IPv6 address has no brackets. */
  host: string;
  port: number;
  username: string | undefined;
  password: string | undefined;
  /** Number of the database. */
  db: number;
}

export type QueueAddress = KvAddress | RedisAddress;

const TAKES = "takes kv:PATH or redis[s]://[USER:PASSWORD@]HOST[:PORT][/DATABASE]";
const REDIS_PORT = 6379;

export const queueUrl = z.string().transform((text, context): QueueAddress => {
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const scheme = /^([a-z0-9+]+):/i.exec(text)?.[1]?.toLowerCase();
  const rest = text.slice((scheme?.length ?? 0) + 1);
  if (scheme === "kv" && rest !== "") {
    if (/[\s,]/.test(rest)) return refuse(`${TAKES}; a path has no spaces and commas`);
    return { scheme, path: resolve(rest.replace(/^\/\/(?=\/)/, "")) };
  }
  if (scheme !== "redis" && scheme !== "rediss") return refuse(TAKES);
  return redisAddress(scheme, text) ?? refuse(TAKES);
});

/** Null where it is not an address of the form that is taken; a query would be ignored silently. */
function redisAddress(scheme: "redis" | "rediss", text: string): RedisAddress | null {
  const url = URL.parse(text);
  if (url === null || url.hostname === "" || url.search !== "" || url.hash !== "") return null;
  if (!/^[\w.:-]+$/.test(url.hostname.replace(/^\[|\]$/g, ""))) return null;
  const database = /^\/?(\d{0,5})$/.exec(url.pathname)?.[1];
  if (database === undefined) return null;
  try {
    return {
      scheme,
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port === "" ? REDIS_PORT : Number(url.port),
      username: url.username === "" ? undefined : decodeURIComponent(url.username),
      password: url.password === "" ? undefined : decodeURIComponent(url.password),
      db: Number(database),
    };
  } catch {
    // A percent sign that escapes nothing.
    return null;
  }
}
