/**
 * A body that its client, or a proxy on its way, compressed. None is inflated here: read as it came,
 * it would be linted as a binary file, or refused as JSON that nobody wrote.
 */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";
import { isSafe } from "./same_origin.ts";

/** The one value of each header that leaves the body as it is. */
const PLAIN = { "Content-Encoding": "identity", "Transfer-Encoding": "chunked" } as const;

export function refuseCompressed(): MiddlewareHandler<Env> {
  return async (c, next) => {
    for (const [header, plain] of Object.entries(PLAIN)) {
      const coding = c.req.header(header)?.trim().toLowerCase() ?? "";
      if (coding === "" || coding === plain || isSafe(c.req.method)) continue;
      const message = `takes ${plain}: send the body as it is`;
      throw new LintelError("unsupported_media_type", `${header} ${message}`, {
        fields: [{ path: header, message }],
      });
    }
    await next();
  };
}
