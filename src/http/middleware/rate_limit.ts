/** Refuses what a token, or an address without one, sends beyond its limit. */
import { isIPv6 } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { RateLimiter } from "../../rate_limit/port.ts";
import type { Env } from "../env.ts";

/** What balancers and Prometheus ask all the time, whoever else is too busy. */
const FREE = /^\/(api\/v1\/health(\/ready)?|metrics)$/;

/** The first 64 bits of an IPv6 address: one subscriber has all that follow. */
function network(address: string): string {
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: middle }, () => "0"), ...right];
  return groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":");
}

/** What stands for everyone at this address. */
export function addressKey(address: string): string {
  return `address ${isIPv6(address) ? network(address) : address}`;
}

/** Whose request it is. An unknown token counts for its address: guessing is limited as well. */
function keyOf(c: Context<Env>): string {
  const token = c.get("token");
  if (token !== null) return `token ${token.name}`;
  return addressKey(c.get("client").address);
}

export function rateLimit(limiter: RateLimiter): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (FREE.test(c.req.path)) return await next();
    const wait = await limiter.consume(keyOf(c));
    if (wait !== null) {
      throw new LintelError(
        "rate_limited",
        `Too many requests from this ${c.get("token") === null ? "address" : "token"}; ` +
          `send the next one in ${wait} s.`,
        { retryAfter: wait },
      );
    }
    await next();
  };
}
