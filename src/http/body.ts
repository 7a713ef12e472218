/** Reading request bodies as they come: bounded in bytes, in time, and in slowness. */
import { LintelError } from "../errors.ts";

export interface BodyLimits {
  bytes: number;
  /** Milliseconds the whole body may take. */
  timeout: number;
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

/**
 * The chunks of a body; what is not asked for is let go. Throws `payload_too_large` and
 * `request_timeout`.
 */
export async function* readBody(
  stream: ReadableStream<Uint8Array> | null,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
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
      const { done, value } = await Promise.race([reader.read(), slow]);
      clearTimeout(timer);
      if (done) return;
      bytes += value.length;
      if (bytes > limits.bytes) {
        throw new LintelError(
          "payload_too_large",
          `a body may have ${limits.bytes} bytes here; this one has at least ${bytes}`,
        );
      }
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
    return JSON.parse(text);
  } catch (error) {
    throw new LintelError("malformed_json", `The body is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
