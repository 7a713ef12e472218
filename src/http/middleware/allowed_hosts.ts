/** Refuses requests to hosts that are not ours: see ../hosts.ts. */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";

const SHOWN = 100;

export function allowedHosts(check: (host: string) => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { hosts } = c.get("client");
    // A request line may name a host itself (RFC 9112, 3.2.2), whatever the header says.
    const named = c.req.url.startsWith(`http://${hosts[0]}/`) ? [] : [new URL(c.req.url).host];
    const foreign = [...hosts, ...named].find((host) => !check(host));
    if (foreign !== undefined) {
      throw new LintelError(
        "misdirected_request",
        `This service does not answer to the host ${JSON.stringify(foreign.slice(0, SHOWN))}; ` +
          "its operator can add it to ALLOWED_HOSTS.",
      );
    }
    await next();
  };
}
