/**
 * Keeps who asked for what and how it ended, for every unsafe request to a route that changes
 * something: the one place where entries of the audit log are made.
 */
import type { Context, MiddlewareHandler } from "hono";
import type { AuditEntry } from "../../store/port.ts";
import type { AuditLog } from "../../workflow/audit.ts";
import { uuidv7 } from "../../workflow/ids.ts";
import type { Env } from "../env.ts";

/** Characters of path and query that are kept. */
const TARGET = 500;

/**
 * Entries a minute of callers that are not known, in each process: whoever needs no token to be
 * refused could fill the table otherwise. What is left out is counted by the next entry.
 */
const UNKNOWN_A_MINUTE = 60;

/** Fields of the request's log line that the entry has in columns of its own. */
const COLUMNS = new Set(["client", "caller", "user_id"]);

/** A route, as far as it decides what is kept. */
export interface AuditedRoute {
  method: string;
  path: string;
  /** False for what only looks as if it changed something, and for submissions. */
  audited?: boolean;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Finds what a method and path ask for, among the routes that are audited; null where nothing. */
function actionFinder(
  routes: readonly AuditedRoute[],
): (method: string, path: string) => string | null {
  const known = routes.filter(({ method, audited }) => audited !== false && !SAFE.has(method))
    .map(({ method, path }) => ({
      method,
      pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
      action: `${method} ${path.replace(/^\/api\/v1/, "")}`,
    }));
  return (method, path) =>
    known.find((route) => route.method === method && route.pattern.test(path))?.action ?? null;
}

function entryOf(c: Context<Env>, action: string, at: number): AuditEntry {
  const { pathname, search } = new URL(c.req.url);
  return {
    audit_id: uuidv7(at),
    at,
    who: c.get("token")?.name ?? c.get("caller"),
    action,
    target: (pathname + search).slice(0, TARGET),
    status: null,
    address: c.get("client").address.slice(0, 64),
    request_id: c.get("requestId"),
    details: {},
  };
}

/** The entry with its outcome, as the request's log line has it. */
function ended(c: Context<Env>, entry: AuditEntry): AuditEntry {
  const fields = Object.entries(c.get("event")).filter(([name]) => !COLUMNS.has(name));
  const who = c.get("token")?.name ?? c.get("caller");
  return { ...entry, who, status: c.res.status, details: Object.fromEntries(fields) };
}

export interface AuditOptions {
  log: AuditLog;
  routes: readonly AuditedRoute[];
  /** Whether anybody needs a token: then who has none is not known. */
  tokensNeeded: boolean;
  now: () => number;
}

export function audit({ log, routes, tokensNeeded, now }: AuditOptions): MiddlewareHandler<Env> {
  const actionOf = actionFinder(routes);
  const allowance = new Allowance();
  return async (c, next) => {
    const action = SAFE.has(c.req.method) ? null : actionOf(c.req.method, c.req.path);
    if (action === null) return await next();
    const entry = entryOf(c, action, now());
    if (tokensNeeded && c.get("token") === null) {
      await next();
      // Whoever signs in is known by now.
      const omitted = c.res.status < 400 ? 0 : allowance.take(entry.at);
      if (omitted === null) return;
      const end = ended(c, entry);
      log.record(omitted === 0 ? end : { ...end, details: { ...end.details, omitted } });
      return;
    }
    const begun = log.begin(entry);
    await next();
    // What was done is not answered before it is known to be kept; what was refused did nothing.
    if (c.res.status < 400) await begun;
    const end = ended(c, entry);
    void begun.then(() => log.record(end));
  };
}

/** How many entries of unknown callers are kept, by the minute. */
class Allowance {
  private minute = 0;
  private taken = 0;
  private omitted = 0;

  /** How many were left out since the last one that was kept; null where this one is left out. */
  take(now: number): number | null {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.minute) {
      this.minute = minute;
      this.taken = 0;
    }
    if (this.taken >= UNKNOWN_A_MINUTE) {
      this.omitted++;
      return null;
    }
    this.taken++;
    const omitted = this.omitted;
    this.omitted = 0;
    return omitted;
  }
}
