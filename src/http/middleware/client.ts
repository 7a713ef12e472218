/**
 * Who asks, and under which scheme and host: of the connection itself, and of `X-Forwarded-*`
 * only where the connection comes from one of TRUSTED_PROXIES. Anyone can send these headers.
 */
import type { Context, MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { AddressList } from "../../config/network.ts";
import type { Client, Env } from "../env.ts";

function list(header: string | undefined): string[] {
  return (header ?? "").split(",").map((word) => word.trim()).filter((word) => word !== "");
}

/** `10.0.0.1` of `::ffff:10.0.0.1`, `10.0.0.1:51234` and `[::1]:80`. */
function bareAddress(address: string): string {
  return address.trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/**
 * The nearest address that is no trusted proxy. What stands left of it was written by whoever
 * sent the request, and says nothing.
 */
function farthest(peer: string, forwarded: readonly string[], proxies: AddressList): string {
  let address = peer;
  for (let at = forwarded.length - 1; at >= 0 && proxies.has(address); at--) {
    address = bareAddress(forwarded[at]!);
  }
  return address;
}

/** The `Host` header; without one, which only HTTP/1.0 may leave out, that of the address. */
function hostOf(c: Context<Env>): string {
  const host = c.req.header("Host");
  if (host !== undefined) return host;
  const version = c.env?.incoming?.httpVersion ?? "1.0";
  if (version === "1.0") return new URL(c.req.url).host;
  throw new LintelError("invalid_request", `A request of HTTP/${version} has a Host header.`);
}

function clientOf(c: Context<Env>, proxies: AddressList): Client {
  const peer = bareAddress(c.env?.incoming?.socket?.remoteAddress ?? "");
  const host = hostOf(c);
  if (!proxies.has(peer)) return { address: peer, scheme: "http", host, hosts: [host] };
  const forwarded = list(c.req.header("X-Forwarded-Host"));
  // A proxy appends to what it was sent: the last value is the nearest proxy's own.
  const asked = forwarded.at(-1) ?? host;
  const scheme = list(c.req.header("X-Forwarded-Proto")).at(-1)?.toLowerCase();
  return {
    address: farthest(peer, list(c.req.header("X-Forwarded-For")), proxies),
    scheme: scheme === "https" ? "https" : "http",
    host: asked,
    hosts: [host, ...forwarded],
  };
}

export function client(proxies: AddressList): MiddlewareHandler<Env> {
  return async (c, next) => {
    const found = clientOf(c, proxies);
    c.set("client", found);
    if (found.address !== "") c.get("event").client = found.address;
    await next();
  };
}
