/** Answers that are sent compressed to who takes that. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "./env.ts";

const compressed = promisify(gzip);

/** Bytes below which compression saves nothing worth having. */
const SMALL = 1024;

export function takesGzip(c: Context<Env>): boolean {
  return /\bgzip\b/.test(c.req.header("Accept-Encoding") ?? "");
}

/** The bytes of a text, off the event loop. */
export async function gzipped(
  text: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await compressed(text));
}

/**
 * Compresses what a route answers, whole. Only for answers that hold no secret beside what their
 * reader has chosen: their length tells of both.
 */
export function gzipAnswer(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (c.res.status !== 200) return;
    c.res.headers.append("Vary", "Accept-Encoding");
    if (!takesGzip(c)) return;
    const body = new Uint8Array(await c.res.arrayBuffer());
    const zip = body.length >= SMALL;
    const headers = new Headers(c.res.headers);
    if (zip) headers.set("Content-Encoding", "gzip");
    headers.delete("Content-Length");
    c.res = undefined;
    c.res = new Response(zip ? await gzipped(body) : body, { headers });
  };
}
