/** /session: a token for a cookie, who is signed in, and the end of it. */
import { z } from "@hono/zod-openapi";
import { deleteCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import type { ApiToken } from "../../config/types.ts";
import { SCOPES } from "../../config/types.ts";
import { LintelError } from "../../errors.ts";
import { closeSession, openSession } from "../../workflow/sessions.ts";
import type { Env, HttpDeps } from "../env.ts";
import { jsonBody } from "../json_body.ts";
import { tokenFinder } from "../known_tokens.ts";
import { SESSION_COOKIE } from "../middleware/auth.ts";
import { addressKey } from "../middleware/rate_limit.ts";
import { SESSION_PATH } from "../middleware/read_only.ts";
import { problems } from "../problem.ts";
import { rawRoute, route } from "../route.ts";
import { Time } from "../schemas/monitoring.ts";

const BODY_BYTES = 8192;

const Body = z.object({
  token: z.string().min(1).max(1000).openapi({ description: "One of API_TOKENS." }),
}).strict().openapi("SignIn");

const SessionView = z.object({
  caller: z.string().openapi({ description: "Name of the token, or `anonymous`." }),
  scopes: z.array(z.enum(SCOPES)),
  signed_in: z.boolean().openapi({ description: "Whether a session's cookie was sent." }),
  expires_at: Time.nullable(),
  tokens_configured: z.boolean(),
  read_only: z.boolean(),
}).openapi("Session");

function cookieOptions(c: Context<Env>) {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "Strict" as const,
    secure: c.get("client").scheme === "https",
  };
}

async function tokenOf(
  c: Context<Env>,
  deps: HttpDeps,
  find: (text: string) => ApiToken | null,
): Promise<ApiToken> {
  const { token } = await jsonBody(c, deps, Body, BODY_BYTES);
  const found = find(token);
  if (found === null) throw new LintelError("unauthorized", "This token is not known.");
  return found;
}

export const signIn = rawRoute(
  { scope: null },
  {
    method: "post",
    path: SESSION_PATH,
    summary: "Sign a browser in: a token for a cookie",
    tags: ["session"],
    request: { body: { required: true, content: { "application/json": { schema: Body } } } },
    responses: {
      204: { description: "Signed in; the cookie `lintel_session` is set" },
      ...problems(409, 413, 415),
    },
  },
  (deps) => {
    const find = tokenFinder(deps.tokens);
    const attempts = deps.limiters.signIn;
    return async (c) => {
      if (deps.tokens.length === 0 || attempts === null) {
        throw new LintelError(
          "conflict",
          "No API_TOKENS are configured: everyone may do all, and there is nothing to sign in to.",
        );
      }
      const key = addressKey(c.get("client").address);
      const wait = await attempts.consume(key);
      if (wait !== null) {
        throw new LintelError(
          "rate_limited",
          `Too many attempts to sign in from this address; try again in ${wait} s.`,
          { retryAfter: wait },
        );
      }
      const token = await tokenOf(c, deps, find);
      await attempts.giveBack(key);
      const before = c.get("session");
      const { value } = await openSession(deps.services, token, deps.sessionLifetime);
      if (before !== null) await closeSession(deps.services, before.hash);
      c.set("caller", token.name);
      c.get("event").caller = token.name;
      const maxAge = Math.floor(deps.sessionLifetime / 1000);
      setCookie(c, SESSION_COOKIE, value, { ...cookieOptions(c), maxAge });
      c.header("Cache-Control", "no-store");
      return c.body(null, 204);
    };
  },
);

export const getSession = route(
  { scope: null },
  {
    method: "get",
    path: SESSION_PATH,
    summary: "Who asks, and what they may do",
    tags: ["session"],
    responses: {
      200: { description: "The caller", content: { "application/json": { schema: SessionView } } },
    },
  },
  (deps) => (c) => {
    const failed = c.get("sessionError");
    if (failed !== undefined) throw failed;
    const token = c.get("token");
    const session = c.get("session");
    const open = deps.tokens.length === 0;
    c.header("Cache-Control", "no-store");
    return c.json({
      caller: token?.name ?? "anonymous",
      scopes: open ? [...SCOPES] : token?.scopes ?? [],
      signed_in: session !== null,
      expires_at: session === null ? null : new Date(session.expires_at).toISOString(),
      tokens_configured: !open,
      read_only: deps.readOnly,
    }, 200);
  },
);

export const signOut = route(
  { scope: null },
  {
    method: "delete",
    path: SESSION_PATH,
    summary: "Sign out: the session ends and its cookie goes",
    tags: ["session"],
    responses: { 204: { description: "Signed out, or was not signed in" } },
  },
  (deps) => async (c) => {
    const failed = c.get("sessionError");
    if (failed !== undefined) throw failed;
    const session = c.get("session");
    if (session !== null) {
      c.set("caller", session.token.name);
      c.get("event").caller = session.token.name;
      await closeSession(deps.services, session.hash);
    }
    deleteCookie(c, SESSION_COOKIE, cookieOptions(c));
    c.header("Cache-Control", "no-store");
    return c.body(null, 204);
  },
);
