/** Splits bytes as they come into lines. */

const NEWLINE = 10;
/** Bytes of an empty buffer; a pipe holds as many. */
const ROOM = 1 << 16;
/** A buffer that a long line has made larger than this is not kept. */
const MOST_KEPT = 1 << 20;

/** A line that does not end within the bytes that it may have. */
export class LongLineError extends Error {
  override readonly name = "LongLineError";
}

/** Bytes that have come and not yet been taken as lines. */
export class LineBuffer {
  readonly #decoder = new TextDecoder();
  #bytes = new Uint8Array(ROOM);
  /** What has not been taken is in `[#start, #end)`; no newline is before `#searched`. */
  #start = 0;
  #searched = 0;
  #end = 0;

  /** Bytes that have not been taken. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Room of at least some bytes behind those that are there; tell `wrote` how much was used. */
  room(least: number): Uint8Array {
    if (this.#bytes.length - this.#end < least) this.#makeRoom(least);
    return this.#bytes.subarray(this.#end);
  }

  /** So many bytes have been put into the room. */
  wrote(count: number): void {
    this.#end += count;
  }

  /** The next whole line without its end; null while there is none. */
  take(): string | null {
    const at = this.#bytes.subarray(this.#searched, this.#end).indexOf(NEWLINE);
    if (at < 0) {
      this.#searched = this.#end;
      return null;
    }
    return this.#cut(this.#searched + at, 1);
  }

  /** What stands behind the last line's end; null when nothing does. */
  rest(): string | null {
    return this.#start === this.#end ? null : this.#cut(this.#end, 0);
  }

  #cut(end: number, newline: number): string {
    const line = this.#decoder.decode(this.#bytes.subarray(this.#start, end));
    this.#start = this.#searched = end + newline;
    if (this.#start === this.#end) this.#start = this.#searched = this.#end = 0;
    if (this.#bytes.length > MOST_KEPT && this.#end - this.#start < ROOM) this.#resize(ROOM * 2);
    return line;
  }

  #makeRoom(least: number): void {
    const used = this.#end - this.#start;
    let size = this.#bytes.length;
    while (size - used < least) size *= 2;
    if (size > this.#bytes.length) this.#resize(size);
    else {
      this.#bytes.copyWithin(0, this.#start, this.#end);
      this.#moved();
    }
  }

  /** Moves to a buffer of another size; the memory of the old one is given back at once. */
  #resize(size: number): void {
    const old = this.#bytes;
    this.#bytes = new Uint8Array(size);
    this.#bytes.set(old.subarray(this.#start, this.#end));
    old.buffer.transfer(0);
    this.#moved();
  }

  #moved(): void {
    this.#end -= this.#start;
    this.#searched -= this.#start;
    this.#start = 0;
  }
}

/**
 * Yields each line without its end; a last line without one is yielded too, where `unended` does
 * not say otherwise. Throws LongLineError where one that has not ended has more than `most` bytes.
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  { most = Infinity, unended = true }: { most?: number; unended?: boolean } = {},
): AsyncGenerator<string> {
  const buffer = new LineBuffer();
  for await (const chunk of stream) {
    buffer.room(chunk.length).set(chunk);
    buffer.wrote(chunk.length);
    for (let line = buffer.take(); line !== null; line = buffer.take()) yield line;
    if (buffer.size > most) throw new LongLineError(`a line has more than ${most} bytes`);
  }
  const rest = unended ? buffer.rest() : null;
  if (rest !== null) yield rest;
}
