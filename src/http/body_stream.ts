/** A body that is made while it is sent. */
import type { ServerResponse } from "node:http";

const encoder = new TextEncoder();

export interface BodyStreamOptions {
  /** Told what went wrong after the answer began. */
  failed: (error: unknown) => void;
  /** Told that the reader went away before the end. */
  abandoned: () => void;
  /** The answer that the body is of, where it goes over a connection. */
  answer: Pick<ServerResponse, "destroy"> | undefined;
}

function bytesOf(part: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof part === "string" ? encoder.encode(part) : part as Uint8Array<ArrayBuffer>;
}

/**
 * The parts as a body. Resolves with the first part in hand, and rejects where that fails: then
 * nothing was answered yet. What fails later breaks the connection off, so that nobody takes what
 * came for the whole; a reader that goes away ends the parts.
 */
export async function bodyStream(
  parts: AsyncGenerator<string | Uint8Array, void>,
  { failed, abandoned, answer }: BodyStreamOptions,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  let next: IteratorResult<string | Uint8Array, void> | null = await parts.next();
  let over = false;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = next ?? await parts.next();
        next = null;
        // Whoever went away meanwhile takes nothing any more.
        if (over) return;
        over = done === true;
        if (done) controller.close();
        else controller.enqueue(bytesOf(value));
      } catch (error) {
        if (over) return;
        over = true;
        failed(error);
        // The server would print an error of the stream with its stack, beside the log: where there
        // is a connection, its end is what the reader is told by.
        if (answer === undefined) controller.error(error);
        else answer.destroy();
      }
    },
    async cancel() {
      if (!over) abandoned();
      over = true;
      await parts.return();
    },
  });
}
