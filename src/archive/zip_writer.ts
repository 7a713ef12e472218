/**
 * Writes a ZIP archive entry by entry, each whole and compressed, so that no more than one of them
 * is held. Of those that were written only numbers are kept: the directory at the end asks for their
 * names again. Archives and entries that need it are of ZIP64 (APPNOTE.TXT, section 4.3).
 */
import { promisify } from "node:util";
import { crc32, deflateRaw } from "node:zlib";
import { join } from "./bytes.ts";
import type { ArchiveWriter } from "./port.ts";

const deflated = promisify(deflateRaw);

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const END = 0x06054b50;

const STORED = 0;
const DEFLATED = 8;
/** Names are UTF-8. */
const UTF8_NAMES = 0x0800;
/** What it takes to extract: deflate, or ZIP64. */
const VERSION = 20;
const VERSION64 = 45;
/** Made on Unix, where attributes are those of a file that everybody may read. */
const MADE_BY = 3 << 8 | VERSION64;
const REGULAR_FILE = 0o100644 << 16 >>> 0;

const MOST16 = 0xffff;
const MOST32 = 0xffff_ffff;
/** Bytes of directory that are put together before they are passed on. */
const PIECE = 1 << 16;

/** Fields of two, four and eight bytes, in the order of the format. */
class Record {
  private readonly view: DataView;
  private at = 0;

  constructor(size: number) {
    this.view = new DataView(new ArrayBuffer(size));
  }

  two(...values: readonly number[]): this {
    for (const value of values) this.view.setUint16(this.add(2), value, true);
    return this;
  }

  four(...values: readonly number[]): this {
    for (const value of values) this.view.setUint32(this.add(4), value, true);
    return this;
  }

  eight(...values: readonly number[]): this {
    for (const value of values) this.view.setBigUint64(this.add(8), BigInt(value), true);
    return this;
  }

  private add(bytes: number): number {
    const at = this.at;
    this.at += bytes;
    return at;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.view.buffer);
  }
}

/** A time as MS-DOS has it, in steps of two seconds from 1980 to 2107. */
function dosTime(ms: number): { time: number; date: number } {
  const at = new Date(Math.min(Math.max(ms, Date.UTC(1980, 0)), Date.UTC(2107, 11, 31)));
  return {
    time: at.getUTCHours() << 11 | at.getUTCMinutes() << 5 | at.getUTCSeconds() >> 1,
    date: (at.getUTCFullYear() - 1980) << 9 | (at.getUTCMonth() + 1) << 5 | at.getUTCDate(),
  };
}

/** What is kept of an entry. */
interface Written {
  crc: number;
  compressed: number;
  size: number;
  method: number;
  offset: number;
}

export class ZipWriter implements ArchiveWriter {
  private readonly entries: Written[] = [];
  private readonly modified: { time: number; date: number };

  /** All entries bear the time `modified`, Unix milliseconds; `offset` is where the archive begins. */
  constructor(modified: number, private offset = 0) {
    this.modified = dosTime(modified);
  }

  async entry(name: string, content: Uint8Array): Promise<Uint8Array> {
    if (content.length >= MOST32) throw new Error(`${name} has 4 GiB or more`);
    const packed = await deflated(content);
    const [method, data] = packed.length < content.length ? [DEFLATED, packed] : [STORED, content];
    const entry: Written = {
      crc: crc32(content),
      compressed: data.length,
      size: content.length,
      method,
      offset: this.offset,
    };
    const path = nameBytes(name);
    const header = new Record(30).four(LOCAL_HEADER).two(VERSION, ...this.described(entry))
      .four(entry.crc, entry.compressed, entry.size).two(path.length, 0);
    this.entries.push(entry);
    const bytes = join([header.bytes, path, data], 30 + path.length + data.length);
    this.offset += bytes.length;
    return bytes;
  }

  async *end(names: AsyncIterable<string>, comment: string): AsyncGenerator<Uint8Array, void> {
    const start = this.offset;
    let [pieces, size, count] = [[] as Uint8Array[], 0, 0];
    for await (const name of names) {
      const entry = this.entries[count++];
      if (entry === undefined) break;
      const record = this.directoryRecord(entry, nameBytes(name));
      pieces.push(record);
      size += record.length;
      this.offset += record.length;
      if (size < PIECE) continue;
      yield join(pieces, size);
      [pieces, size] = [[], 0];
    }
    if (count !== this.entries.length) {
      throw new Error(`the archive has ${this.entries.length} entries, and ${count} names`);
    }
    const end = this.endRecords(start, this.offset - start, commentBytes(comment));
    yield join([...pieces, end], size + end.length);
  }

  /** Fields that both headers of an entry have behind its version. */
  private described({ method }: Written): [number, number, number, number] {
    return [UTF8_NAMES, method, this.modified.time, this.modified.date];
  }

  private directoryRecord(entry: Written, path: Uint8Array): Uint8Array {
    const { crc, compressed, size, offset } = entry;
    const isFar = offset >= MOST32;
    const extra = isFar ? new Record(12).two(1, 8).eight(offset).bytes : new Uint8Array();
    const header = new Record(46).four(DIRECTORY_HEADER)
      .two(MADE_BY, isFar ? VERSION64 : VERSION, ...this.described(entry))
      .four(crc, compressed, size).two(path.length, extra.length, 0, 0, 0)
      .four(REGULAR_FILE, isFar ? MOST32 : offset);
    return join([header.bytes, path, extra], 46 + path.length + extra.length);
  }

  private endRecords(start: number, size: number, comment: Uint8Array): Uint8Array {
    const count = this.entries.length;
    const needs64 = count >= MOST16 || start >= MOST32 || size >= MOST32;
    const end64 = new Record(56).four(END64).eight(44).two(MADE_BY, VERSION64).four(0, 0)
      .eight(count, count, size, start);
    const locator = new Record(20).four(END64_LOCATOR, 0).eight(this.offset).four(1);
    const few = Math.min(count, MOST16);
    const end = new Record(22).four(END).two(0, 0, few, few)
      .four(Math.min(size, MOST32), Math.min(start, MOST32)).two(comment.length);
    const records = [...needs64 ? [end64.bytes, locator.bytes] : [], end.bytes, comment];
    return join(records, records.reduce((sum, { length }) => sum + length, 0));
  }
}

function nameBytes(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length > MOST16) throw new Error(`a name has ${bytes.length} bytes, ZIP has ${MOST16}`);
  return bytes;
}

/** As much of a comment as an archive may have, whole characters. */
function commentBytes(comment: string): Uint8Array {
  const bytes = new Uint8Array(MOST16);
  return bytes.subarray(0, new TextEncoder().encodeInto(comment, bytes).written);
}
