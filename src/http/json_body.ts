/** A JSON body that is bounded in bytes and time, as its schema has it. */
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { LintelError } from "../errors.ts";
import { announcedBytes, readJson } from "./body.ts";
import type { Env, HttpDeps } from "./env.ts";
import { mediaType } from "./media_type.ts";
import { refuseInvalid } from "./problem.ts";

/** Bytes of a body that is not SQL. */
const BYTES = 256 * 1024;

/** Bytes that JSON may write for one of a text: a character as `\\u0041`. */
export const JSON_CHARACTER = 6;

/**
 * Throws `unsupported_media_type`, `malformed_json`, `payload_too_large`, `request_timeout`, and
 * `validation_failed` with every field that is wrong.
 */
export async function jsonBody<T extends z.ZodType>(
  c: Context<Env>,
  deps: HttpDeps,
  schema: T,
  bytes = BYTES,
): Promise<z.infer<T>> {
  const media = mediaType(c.req.header("Content-Type"));
  if (media !== "application/json") {
    const message = "takes application/json";
    throw new LintelError("unsupported_media_type", `Content-Type ${message}`, {
      fields: [{ path: "Content-Type", message }],
    });
  }
  const announced = announcedBytes(c.req.header("Content-Length"));
  const limits = { bytes, timeout: deps.limits.uploadTimeout, announced };
  const parsed = schema.safeParse(await readJson(c.req.raw.body, limits));
  return parsed.success ? parsed.data : refuseInvalid(parsed.error);
}
