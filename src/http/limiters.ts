/** What is limited: requests by RATE_LIMIT_REQUESTS, and attempts to sign in. */
import type { Settings } from "../config/settings.ts";
import type { RateLimiter, RateLimits } from "../rate_limit/port.ts";

/** Attempts to sign in that fail, from one address, and the seconds that they are counted for. */
export const SIGN_IN_ATTEMPTS = 10;
const SIGN_IN_SECONDS = 300;

export interface Limiters {
  /** Of all requests but health and metrics; null where RATE_LIMIT_REQUESTS sets no limit. */
  requests: RateLimiter | null;
  /** Of attempts to sign in; null where there are no tokens to sign in with. */
  signIn: RateLimiter | null;
}

export function limitersOf(
  limits: RateLimits | null,
  settings: Pick<Settings, "RATE_LIMIT_REQUESTS" | "RATE_LIMIT_SECONDS">,
): Limiters {
  if (limits === null) return { requests: null, signIn: null };
  const { RATE_LIMIT_REQUESTS: requests, RATE_LIMIT_SECONDS: seconds } = settings;
  return {
    requests: requests === 0 ? null : limits.limiter({ name: "requests", requests, seconds }),
    signIn: limits.limiter({
      name: "sign_in",
      requests: SIGN_IN_ATTEMPTS,
      seconds: SIGN_IN_SECONDS,
    }),
  };
}
