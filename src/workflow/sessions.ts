/**
 * Sign-in of browsers: a token is given once for a random value in a cookie, which the store knows
 * by its hash only. A session lasts a fixed time, and ends before it where its token is no longer
 * configured, under another name included: what is kept of the token can be compared with one,
 * given the cookie, and says nothing without it.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { ApiToken } from "../config/types.ts";
import type { Services } from "./services.ts";

type Parts = Pick<Services, "store" | "now">;

/** What a cookie's value looks like: 32 random bytes as base64url. */
const VALUE = /^[A-Za-z0-9_-]{43}$/;

export interface SignedIn {
  /** The cookie's value. */
  value: string;
  /** Unix ms. */
  expires_at: number;
}

/** A session that holds, and the token it was opened with. */
export interface Session {
  hash: string;
  token: ApiToken;
  /** Unix ms. */
  expires_at: number;
}

function hashOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

function proofOf(value: string, token: string): string {
  return createHmac("sha256", value).update(token).digest("hex");
}

/** Opens a session of `lifetime` milliseconds for a token that was found to be known. */
export async function openSession(
  { store, now }: Parts,
  token: ApiToken,
  lifetime: number,
): Promise<SignedIn> {
  const value = randomBytes(32).toString("base64url");
  const created_at = now();
  const expires_at = created_at + lifetime;
  await store.sessions.create({
    session_hash: hashOf(value),
    token_name: token.name,
    token_proof: proofOf(value, token.token),
    created_at,
    expires_at,
  });
  return { value, expires_at };
}

/** The session of a cookie; null where it is unknown, has expired, or its token is gone. */
export async function findSession(
  { store, now }: Parts,
  tokens: readonly ApiToken[],
  value: string,
): Promise<Session | null> {
  if (!VALUE.test(value)) return null;
  const hash = hashOf(value);
  const row = await store.sessions.get(hash, now());
  if (row === null) return null;
  const proof = new TextEncoder().encode(row.token_proof);
  const token = tokens.find(({ name, token }) =>
    name === row.token_name &&
    timingSafeEqual(proof, new TextEncoder().encode(proofOf(value, token)))
  );
  return token === undefined ? null : { hash, token, expires_at: row.expires_at };
}

export async function closeSession({ store }: Parts, hash: string): Promise<void> {
  await store.sessions.end(hash);
}
