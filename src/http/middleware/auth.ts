/** Bearer tokens (RFC 6750), compared in constant time. Without tokens everyone may do all. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ApiToken, Scope } from "../../config/types.ts";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** The text behind `Bearer`; null where there is none. */
function bearer(header: string | undefined): string | null {
  const [scheme, given] = (header ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && given !== undefined ? given : null;
}

/** Finds out whose token a request bears; refuses nothing. */
export function identify(tokens: readonly ApiToken[]): MiddlewareHandler<Env> {
  const known = tokens.map((token) => ({ token, digest: digest(token.token) }));
  return async (c, next) => {
    let found: ApiToken | null = null;
    const given = known.length === 0 ? null : bearer(c.req.header("Authorization"));
    if (given !== null) {
      const asked = digest(given);
      // Every token is compared, whichever fits: time tells nothing of the list.
      for (const each of known) if (timingSafeEqual(each.digest, asked)) found = each.token;
    }
    c.set("token", found);
    await next();
  };
}

/** Lets a request pass where its token has `scope`; null asks for nothing. */
export function authorize(
  tokens: readonly ApiToken[],
  scope: Scope | null,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (tokens.length === 0 || scope === null) return await next();
    if (bearer(c.req.header("Authorization")) === null) {
      throw new LintelError("unauthorized", "Send `Authorization: Bearer TOKEN`.");
    }
    const found = c.get("token");
    if (found === null) throw new LintelError("unauthorized", "This token is not known.");
    if (!found.scopes.includes(scope)) {
      throw new LintelError("forbidden", `This token lacks the scope ${scope}.`);
    }
    c.set("caller", found.name);
    c.get("event").caller = found.name;
    // As the Python service's lines called it.
    c.get("event").user_id = found.name;
    return await next();
  };
}
