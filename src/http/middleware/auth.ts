/** Bearer tokens (RFC 6750), compared in constant time. Without tokens everyone may do all. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ApiToken, Scope } from "../../config/types.ts";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** Lets a request pass where its token has `scope`; null asks for nothing. */
export function authorize(
  tokens: readonly ApiToken[],
  scope: Scope | null,
): MiddlewareHandler<Env> {
  const known = tokens.map((token) => ({ ...token, digest: digest(token.token) }));
  return async (c, next) => {
    if (known.length === 0 || scope === null) return await next();
    const [scheme, given] = (c.req.header("Authorization") ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || given === undefined) {
      throw new LintelError("unauthorized", "Send `Authorization: Bearer TOKEN`.");
    }
    const asked = digest(given);
    let found: ApiToken | undefined;
    // Every token is compared, whichever fits: time tells nothing of the list.
    for (const token of known) if (timingSafeEqual(token.digest, asked)) found = token;
    if (found === undefined) throw new LintelError("unauthorized", "This token is not known.");
    if (!found.scopes.includes(scope)) {
      throw new LintelError("forbidden", `This token lacks the scope ${scope}.`);
    }
    c.set("caller", found.name);
    c.get("event").caller = found.name;
    return await next();
  };
}
