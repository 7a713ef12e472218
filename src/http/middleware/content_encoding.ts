/**
 * A body that its client compressed. None is inflated here: read as it came, it would be linted as a
 * binary file, or refused as JSON that nobody wrote.
 */
import type { MiddlewareHandler } from "hono";
import { LintelError } from "../../errors.ts";
import type { Env } from "../env.ts";
import { isSafe } from "./same_origin.ts";

export function refuseCompressed(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const coding = c.req.header("Content-Encoding")?.trim().toLowerCase() ?? "";
    if (coding !== "" && coding !== "identity" && !isSafe(c.req.method)) {
      const message = "takes identity: send the body as it is";
      throw new LintelError("unsupported_media_type", `Content-Encoding ${message}`, {
        fields: [{ path: "Content-Encoding", message }],
      });
    }
    await next();
  };
}
