/** Signs in as a browser does. */
import assert from "node:assert/strict";
import type { TestService } from "./service.ts";

/** What a browser sends with a request of a page of this origin. */
export const SAME_ORIGIN = { "Sec-Fetch-Site": "same-origin" };

/** The `Cookie` header of a new session. */
export async function signIn(
  service: Pick<TestService, "post">,
  token: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await service.post("/api/v1/session", { token }, { ...SAME_ORIGIN, ...headers });
  const text = await response.text();
  assert.equal(response.status, 204, text);
  return cookieOf(response);
}

/** `name=value` of the cookie that an answer sets. */
export function cookieOf(response: Response): string {
  const set = response.headers.getSetCookie();
  assert.equal(set.length, 1);
  return set[0]!.split(";")[0]!;
}
