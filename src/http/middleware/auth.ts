/**
 * Who asks: by bearer token (RFC 6750), or by the cookie of a session that was opened with one.
 * Without tokens everyone may do all.
 */
import { getCookie } from "hono/cookie";
import type { Context, MiddlewareHandler } from "hono";
import type { ApiToken, Scope } from "../../config/types.ts";
import { LintelError } from "../../errors.ts";
import type { Services } from "../../workflow/services.ts";
import { findSession } from "../../workflow/sessions.ts";
import type { Env } from "../env.ts";
import { tokenFinder } from "../known_tokens.ts";

/** The cookie that holds a session's value. */
export const SESSION_COOKIE = "lintel_session";

/** The text behind `Bearer`; null where there is none. */
function bearer(header: string | undefined): string | null {
  const [scheme, given] = (header ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && given !== undefined ? given : null;
}

/**
 * Finds out whose token a request bears; refuses nothing. A bearer token that was sent counts
 * alone, known or not. Where the store cannot say whose session it is, only those routes fail
 * that ask for a scope.
 */
export function identify(
  tokens: readonly ApiToken[],
  services: Pick<Services, "store" | "now">,
): MiddlewareHandler<Env> {
  const find = tokenFinder(tokens);
  return async (c, next) => {
    c.set("token", null);
    c.set("session", null);
    const given = tokens.length === 0 ? null : bearer(c.req.header("Authorization"));
    const cookie = tokens.length === 0 || given !== null ? undefined : getCookie(c, SESSION_COOKIE);
    if (given !== null) c.set("token", find(given));
    else if (cookie !== undefined) {
      try {
        const session = await findSession(services, tokens, cookie);
        c.set("session", session);
        c.set("token", session?.token ?? null);
      } catch (error) {
        if (!(error instanceof LintelError)) throw error;
        c.set("sessionError", error);
      }
    }
    await next();
  };
}

/** Throws where the request's token lacks `scope`; without tokens everyone has all. */
export function requireScope(c: Context<Env>, tokens: readonly ApiToken[], scope: Scope): void {
  if (tokens.length === 0) return;
  const found = c.get("token");
  if (found === null) {
    const failed = c.get("sessionError");
    if (failed !== undefined) throw failed;
    if (bearer(c.req.header("Authorization")) !== null) {
      throw new LintelError("unauthorized", "This token is not known.");
    }
    const ended = getCookie(c, SESSION_COOKIE) !== undefined;
    throw new LintelError(
      "unauthorized",
      ended ? "This session has ended; sign in again." : "Send `Authorization: Bearer TOKEN`.",
    );
  }
  if (!found.scopes.includes(scope)) {
    throw new LintelError("forbidden", `This token lacks the scope ${scope}.`);
  }
}

/** Lets a request pass where its token has `scope`; null asks for nothing. */
export function authorize(
  tokens: readonly ApiToken[],
  scope: Scope | null,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (tokens.length === 0 || scope === null) return await next();
    requireScope(c, tokens, scope);
    const { name } = c.get("token")!;
    c.set("caller", name);
    c.get("event").caller = name;
    // As the Python service's lines called it.
    c.get("event").user_id = name;
    return await next();
  };
}
