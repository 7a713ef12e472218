/** Reading request bodies as they come: bounded in bytes, in time, and in slowness. */
import { LintelError } from "../errors.ts";
import { parseJson } from "./json_text.ts";

export interface BodyLimits {
  bytes: number;
  /** Milliseconds the whole body may take. */
  timeout: number;
  /** Bytes that the request's head announces; 0 where it does not say. */
  announced?: number;
}

/** A body must arrive at no less than this, counted after a first grace. */
const LEAST_BYTES_PER_SECOND = 16 * 1024;
const GRACE = 10_000;

/** Milliseconds after its start by which `bytes` must have arrived. */
function allowance(bytes: number): number {
  return GRACE + 1000 * bytes / LEAST_BYTES_PER_SECOND;
}

function tooSlow(): LintelError {
  return new LintelError(
    "request_timeout",
    `a body must arrive at no less than ${LEAST_BYTES_PER_SECOND} bytes a second`,
  );
}

function tooLarge(limit: number, bytes: string): LintelError {
  return new LintelError(
    "payload_too_large",
    `a body may have ${limit} bytes here; this one has ${bytes}`,
  );
}

/** A client that goes away, or whose connection is cut, is no failure of the service. */
function brokenOff(cause: unknown): never {
  const message = "The connection ended before the whole body had arrived.";
  throw new LintelError("invalid_request", message, { cause });
}

/** The bytes that a `Content-Length` announces; 0 where there is none. */
export function announcedBytes(contentLength: string | undefined): number {
  return Number(contentLength ?? 0);
}

/**
 * The chunks of a body; what is not asked for is let go. Throws `payload_too_large`,
 * `request_timeout`, and `invalid_request` where the connection ends before the body does.
 */
export async function* readBody(
  stream: ReadableStream<Uint8Array> | null,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
  const { announced = 0 } = limits;
  // Refused before any of it is read, so that nobody sends gigabytes to learn it.
  if (announced > limits.bytes) throw tooLarge(limits.bytes, String(announced));
  const reader = stream.getReader();
  const began = performance.now();
  let bytes = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      const until = Math.min(allowance(bytes), limits.timeout);
      const slow = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(tooSlow()), began + until - performance.now());
      });
      const { done, value } = await Promise.race([reader.read().catch(brokenOff), slow]);
      clearTimeout(timer);
      if (done) return;
      bytes += value.length;
      if (bytes > limits.bytes) throw tooLarge(limits.bytes, `at least ${bytes}`);
      yield value;
    }
  } finally {
    clearTimeout(timer);
    void letGo(reader);
  }
}

/**
 * Reads what nobody wants any more and keeps none of it, to the end of the stream or of its
 * connection, which `boundLingering` ends: a connection that is closed before its client has said
 * all is reset, and the client may not get to read its answer. Never throws.
 */
export async function letGo(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client is gone, and there is nobody to answer.
  }
}

/** The whole body as JSON. Throws `malformed_json` too. */
export async function readJson(
  stream: ReadableStream<Uint8Array> | null,
  limits: BodyLimits,
): Promise<unknown> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const chunk of readBody(stream, limits)) {
      text += decoder.decode(chunk, { stream: true });
    }
    text += decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) {
      throw new LintelError("malformed_json", "The body is not UTF-8.", { cause: error });
    }
    throw error;
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof LintelError) throw error;
    throw new LintelError("malformed_json", `The body is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
