/**
 * Refuses what a page of another origin sends: browsers let every page post to every address,
 * loopback included, and only keep it from reading the answer. They say where a request comes
 * from in `Origin` and `Sec-Fetch-Site`; programs that are no browsers send neither.
 */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Client, Env } from "../env.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** Whether requests with this method change nothing (RFC 9110, 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE.has(method);
}

/** Of a page of this very origin; or no page's doing: an address typed, a bookmark. */
const OWN_SITES = new Set(["same-origin", "none"]);

function isOwn(origin: string, client: Client, site: string | undefined): boolean {
  let url: URL;
  let own: URL;
  try {
    url = new URL(origin);
    own = new URL(`${url.protocol}//${client.host}`);
  } catch {
    // `null`: a page that has no origin, as in a sandboxed frame or from a file.
    return false;
  }
  if (url.host !== own.host) return false;
  // A proxy that is not trusted may end TLS; then only the browser knows the scheme.
  return url.protocol === `${client.scheme}:` || site === "same-origin";
}

function refuse(detail: string): never {
  throw new LintelError("cross_origin", detail);
}

/** Unsafe methods pass only without these headers, or where they name this very origin. */
export function sameOrigin(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (isSafe(c.req.method)) return await next();
    const site = c.req.header("Sec-Fetch-Site")?.toLowerCase();
    if (site !== undefined && !OWN_SITES.has(site)) {
      refuse("A page of another origin may not send this (Sec-Fetch-Site).");
    }
    const origin = c.req.header("Origin");
    if (origin !== undefined && !isOwn(origin, c.get("client"), site)) {
      refuse(
        "A page of another origin may not send this (Origin). Behind a proxy, " +
          "TRUSTED_PROXIES makes its X-Forwarded-Host and X-Forwarded-Proto count.",
      );
    }
    await next();
  };
}
