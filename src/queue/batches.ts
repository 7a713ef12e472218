/** Splits ids into messages of bounded size, which every adapter takes. */

/** Deno KV takes 64 KiB a value; its own encoding needs a little more than the text. */
export const MESSAGE_BYTES = 56 * 1024;
/** Ids of one message: what one consumer is told of at a time. */
const MESSAGE_IDS = 1000;

/**
 * Batches of at most 1,000 ids and `MESSAGE_BYTES` bytes. An id that is longer than a message
 * is a RangeError.
 */
export function batches(ids: readonly string[]): string[][] {
  const encoder = new TextEncoder();
  const result: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    const size = encoder.encode(id).length + 8;
    if (size > MESSAGE_BYTES) throw new RangeError(`an id of ${size} bytes fits no message`);
    if (batch.length >= MESSAGE_IDS || bytes + size > MESSAGE_BYTES) {
      result.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(id);
    bytes += size;
  }
  if (batch.length > 0) result.push(batch);
  return result;
}
