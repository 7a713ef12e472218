/** The archive's file as the format libraries read it. */
import type { RandomAccess } from "../files/port.ts";
import { LintelError, messageOf } from "../errors.ts";
import { refused } from "./intake.ts";

/** Small reads come through a window of this size, since most of them lie close together. */
const WINDOW = 64 * 1024;

/** Remembers a failure of the file itself, which says nothing about the archive. */
export class Input {
  readonly size: number;
  private failure: { error: unknown } | null = null;
  private window: Uint8Array = new Uint8Array();
  private start = 0;

  constructor(private readonly file: RandomAccess) {
    this.size = file.size;
  }

  /** Exactly these bytes, in an array of their own. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (length >= WINDOW) return this.fetch(offset, length);
    if (offset < this.start || offset + length > this.start + this.window.length) {
      const ahead = Math.min(WINDOW, this.size - offset);
      this.window = await this.fetch(offset, Math.max(length, ahead));
      this.start = offset;
    }
    return this.window.slice(offset - this.start, offset - this.start + length);
  }

  private async fetch(offset: number, length: number): Promise<Uint8Array> {
    try {
      return await this.file.read(offset, length);
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }

  /** The bytes from start to end; `taken` is told of each chunk before it is used. */
  async *chunks(taken: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.size; at += WINDOW) {
      const chunk = await this.read(at, Math.min(WINDOW, this.size - at));
      taken(chunk.length);
      yield chunk;
    }
  }

  /** Throws the file's own failure, if there was one. */
  throwFailure(): void {
    if (this.failure !== null) throw this.failure.error;
  }

  /**
   * What to throw where a library gave up: the file's own failure, an error of ours that went
   * through the library, else `invalid_archive` with `what` and the library's words.
   */
  explain(what: string, error: unknown): unknown {
    this.throwFailure();
    if (error instanceof LintelError) return error;
    return refused(`${what}: ${messageOf(error)}`, error);
  }
}
