/**
 * Names of TAR files as the bytes that they are. A header says nothing of their encoding, and the
 * decoder takes all of them for UTF-8; old systems wrote Latin-1, KOI8-R or GBK. Where a name is no
 * UTF-8, the headers are read once more for all such names, since one alone says little: they are
 * judged together, as those of a ZIP file are.
 */
import { Buffer } from "node:buffer";
import { decodeFatal } from "../lint/decode.ts";
import { guessEncoding } from "../lint/detect_encoding.ts";
import { join } from "./bytes.ts";

const BLOCK = 512;
/** Bytes of a long name or of extended headers that are looked at: longer names are not taken. */
const LONGEST = 64 * 1024;
const LENGTH_DIGITS = 20;
/** Bytes of names that are kept, of all that are no UTF-8; the others are left out by their name. */
const KEPT = 16 * 1024 * 1024;
/** Bytes of names that the encoding is judged by. */
const SAMPLE = 64 * 1024;
const REPLACEMENT = "\ufffd";
/** Types of headers about the next entry, and of entries that have no bytes whatever they say. */
const METADATA = "xgLK";
const BODYLESS = "123456";

type Bytes = AsyncIterator<Uint8Array>;

/** Takes a stream apart; short where it ends. */
class Pieces {
  private piece: Uint8Array = new Uint8Array();

  constructor(private readonly source: Bytes) {}

  /** Calls `use` with pieces that are `count` bytes in all; false where the stream ends before. */
  private async each(count: number, use: (piece: Uint8Array) => void): Promise<boolean> {
    for (let left = count; left > 0;) {
      if (this.piece.length === 0) {
        const next = await this.source.next();
        if (next.done === true) return false;
        this.piece = next.value;
        continue;
      }
      const part = this.piece.subarray(0, left);
      use(part);
      left -= part.length;
      this.piece = this.piece.subarray(part.length);
    }
    return true;
  }

  async take(count: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    return await this.each(count, (part) => parts.push(part)) ? join(parts, count) : null;
  }

  skip(count: number): Promise<boolean> {
    return this.each(count, () => {});
  }
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** A number of a header: octal digits, or base 256 where its first bit is set. */
function numberOf(field: Uint8Array): number {
  if (field[0]! < 0x80) return parseInt(Buffer.from(untilNul(field)).toString("latin1"), 8) || 0;
  return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Records `LENGTH KEY=VALUE\n` of POSIX's extended headers, of which two matter here. */
function extended(bytes: Uint8Array): { path?: Uint8Array; size?: number } {
  const found: { path?: Uint8Array; size?: number } = {};
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < all.length;) {
    // No more is looked at for the length than its digits: the work is linear, whatever it says.
    const digits = all.subarray(at, at + LENGTH_DIGITS);
    const length = parseInt(digits.toString("latin1"), 10);
    const space = digits.indexOf(" ");
    if (!(length > space) || space < 0) break;
    const record = all.subarray(at + space + 1, at + length - 1);
    for (const key of ["path", "size"] as const) {
      if (record.subarray(0, key.length + 1).toString("latin1") !== `${key}=`) continue;
      const value = record.subarray(key.length + 1);
      if (key === "path") found.path = value;
      else found.size = Number(value.toString("latin1"));
    }
    at += length;
  }
  return found;
}

function ownName(header: Uint8Array): Uint8Array {
  const name = untilNul(header.subarray(0, 100));
  const isPosix = Buffer.from(header.subarray(257, 263)).toString("latin1") === "ustar\0";
  const prefix = isPosix ? untilNul(header.subarray(345, 500)) : new Uint8Array();
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from("/"), name]);
}

/** The names of entries in their order, as long as the headers can be followed. */
async function* rawNames(source: Bytes): AsyncGenerator<Uint8Array> {
  const pieces = new Pieces(source);
  let next: { path?: Uint8Array; size?: number } = {};
  for (;;) {
    const header = await pieces.take(BLOCK);
    if (header === null || header.every((byte) => byte === 0)) return;
    const type = String.fromCharCode(header[156]!);
    const isMeta = METADATA.includes(type);
    const said = numberOf(header.subarray(124, 136));
    const size = BODYLESS.includes(type) ? 0 : isMeta ? said : next.size ?? said;
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    if (!isMeta) {
      yield next.path ?? ownName(header);
      next = {};
    }
    if ((type !== "x" && type !== "L") || size > LONGEST) {
      if (!await pieces.skip(padded)) return;
      continue;
    }
    const body = (await pieces.take(padded))?.subarray(0, size);
    if (body === undefined) return;
    next = { ...next, ...(type === "x" ? extended(body) : { path: untilNul(body) }) };
  }
}

/** Lines of what is not ASCII in the names, each part of a path once: the rest says nothing. */
function sampleOf(names: Iterable<Uint8Array>): Uint8Array {
  const parts = new Set<string>();
  let size = 0;
  for (const name of names) {
    for (const part of Buffer.from(name).toString("latin1").split("/")) {
      if (!/[\x80-\xff]/.test(part) || parts.has(part)) continue;
      size += part.length + 1;
      if (size > SAMPLE) return Buffer.from([...parts].join("\n"), "latin1");
      parts.add(part);
    }
  }
  return Buffer.from([...parts].join("\n"), "latin1");
}

export class TarNames {
  private constructor(
    readonly encoding: string,
    private readonly raw: ReadonlyMap<number, Uint8Array>,
  ) {}

  /** Judges the names of at most `entries` entries; null where nothing fits them. */
  static async read(source: Bytes, entries: number): Promise<TarNames | null> {
    const raw = new Map<number, Uint8Array>();
    let [index, kept] = [0, 0];
    for await (const name of rawNames(source)) {
      if (kept + name.length <= KEPT && await decodeFatal(name, "utf-8") === null) {
        // A copy: what was read with it is not kept for it.
        raw.set(index, Uint8Array.from(name));
        kept += name.length;
      }
      if (++index > entries) break;
    }
    const sample = sampleOf(raw.values());
    const guess = sample.length === 0 ? null : await guessEncoding(sample);
    return guess === null ? null : new TarNames(guess.encoding, raw);
  }

  /**
   * The name of the entry in this place, which the decoder read as `lossy`; null where its bytes
   * are not those of `lossy`, or do not fit the encoding.
   */
  async nameAt(index: number, lossy: string): Promise<string | null> {
    const bytes = this.raw.get(index);
    if (bytes === undefined || new TextDecoder().decode(bytes) !== lossy) return null;
    return await decodeFatal(bytes, this.encoding);
  }
}

/** Whether the decoder may have lost bytes of a name. */
export function isLossy(name: string): boolean {
  return name.includes(REPLACEMENT);
}
