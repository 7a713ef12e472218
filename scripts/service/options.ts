/** The options of the tasks that speak to a running service. */

/** Where it is, and a token for it. */
export const SERVICE_OPTIONS = {
  url: { value: "URL", default: "http://127.0.0.1:8000", help: "the service's address" },
  token: {
    value: "TOKEN",
    help: "one of its API_TOKENS; in place of it LINTEL_TOKEN in the environment",
  },
} as const;

/** The address without a slash at its end, and the token. Throws where the address is none. */
export function serviceOf(
  { url, token }: { url: string; token: string | undefined },
): { url: string; token: string } {
  return {
    url: new URL(url).href.replace(/\/$/, ""),
    token: token ?? Deno.env.get("LINTEL_TOKEN") ?? "",
  };
}
