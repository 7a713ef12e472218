/** A body of text that is made while it is sent. */

const encoder = new TextEncoder();

/**
 * The parts as a body. Resolves with the first part in hand, and rejects where that fails: then
 * nothing was answered yet. What fails later is given to `failed` and breaks the connection off,
 * so that nobody takes what came for the whole; a reader that goes away ends the parts.
 */
export async function textStream(
  parts: AsyncGenerator<string, void>,
  failed: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  let next: IteratorResult<string, void> | null = await parts.next();
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = next ?? await parts.next();
        next = null;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        failed(error);
        controller.error(error);
      }
    },
    async cancel() {
      await parts.return();
    },
  });
}
