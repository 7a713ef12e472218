/** Finds the configured token that a text is, in a time that says nothing of the list. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { ApiToken } from "../config/types.ts";

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** The token with this text among `tokens`, or null. Digests are made once, here. */
export function tokenFinder(tokens: readonly ApiToken[]): (text: string) => ApiToken | null {
  const known = tokens.map((token) => ({ token, digest: digest(token.token) }));
  return (text) => {
    const asked = digest(text);
    let found: ApiToken | null = null;
    // Every token is compared, whichever fits: time tells nothing of the list.
    for (const each of known) if (timingSafeEqual(each.digest, asked)) found = each.token;
    return found;
  };
}
