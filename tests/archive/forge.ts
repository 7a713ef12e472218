/** Builds archives byte by byte, honest or hostile. */
import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";

const encoder = new TextEncoder();

export function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === "string" ? encoder.encode(value) : value;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Little-endian fields: `[value, bytes]`. */
function fields(...list: readonly [value: number, bytes: number][]): Uint8Array {
  const total = list.reduce((sum, [, bytes]) => sum + bytes, 0);
  const result = Buffer.alloc(total);
  let at = 0;
  for (const [value, bytes] of list) at = result.writeUIntLE(value, at, bytes);
  return new Uint8Array(result);
}

export interface ZipEntry {
  name: string | Uint8Array;
  data?: string | Uint8Array;
  /** 0 stored, 8 deflated (the default). */
  method?: number;
  /** Bit 11 says that the name is UTF-8, bit 0 that the entry is encrypted. */
  flags?: number;
  /** The upper half holds the Unix mode. */
  attributes?: number;
  /** The name in the local header, where it is another. */
  localName?: string;
  /** Instead of the true ones. */
  compressed?: Uint8Array;
  size?: number;
  compressedSize?: number;
  crc?: number;
  /** Where the directory says that the local header is, given where it is. */
  offset?: (actual: number, previous: number) => number;
  /** Sizes and CRC follow the data, as streaming writers do. */
  descriptor?: boolean;
}

const UTF8 = 0x800;
const DESCRIPTOR = 8;
const VERSION = 20;
const MADE_BY_UNIX = 0x0314;
const MIDNIGHT_1980: [number, number] = [0x00210000, 4];

/** A ZIP file of these entries; `count` is what the end record says, where it lies. */
export function zip(entries: readonly ZipEntry[], options: { count?: number } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let previous = 0;
  for (const entry of entries) {
    const data = bytesOf(entry.data ?? "");
    const name = bytesOf(entry.name);
    const method = entry.method ?? 8;
    const packed = entry.compressed ?? (method === 8 ? deflateRawSync(data) : data);
    const flags = (entry.flags ?? UTF8) | (entry.descriptor === true ? DESCRIPTOR : 0);
    const sums: [number, number][] = [
      [entry.crc ?? crc32(data), 4],
      [entry.compressedSize ?? packed.length, 4],
      [entry.size ?? data.length, 4],
    ];
    const localName = bytesOf(entry.localName ?? entry.name);
    const localSums: [number, number][] = entry.descriptor === true
      ? [[0, 4], [0, 4], [0, 4]]
      : sums;
    const local = concat(
      fields([0x04034b50, 4], [VERSION, 2], [flags, 2], [method, 2], MIDNIGHT_1980, ...localSums),
      fields([localName.length, 2], [0, 2]),
      localName,
      packed,
      entry.descriptor === true ? fields([0x08074b50, 4], ...sums) : new Uint8Array(),
    );
    directory.push(
      fields([0x02014b50, 4], [MADE_BY_UNIX, 2], [VERSION, 2], [flags, 2], [method, 2]),
      fields(MIDNIGHT_1980, ...sums, [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2]),
      fields([entry.attributes ?? 0, 4], [entry.offset?.(offset, previous) ?? offset, 4]),
      name,
    );
    parts.push(local);
    previous = offset;
    offset += local.length;
  }
  const central = concat(...directory);
  const count = options.count ?? entries.length;
  return concat(
    ...parts,
    central,
    fields([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [central.length, 4]),
    fields([offset, 4], [0, 2]),
  );
}

export interface TarEntry {
  name: string;
  data?: string | Uint8Array;
  /** POSIX type flag; "0" is a file, "5" a folder, "2" a symbolic link. */
  type?: string;
  link?: string;
  /** Instead of the true size. */
  size?: number;
  /** Instead of the true checksum. */
  checksum?: number;
}

const BLOCK = 512;

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

function padded(data: Uint8Array): Uint8Array {
  return concat(data, new Uint8Array((BLOCK - data.length % BLOCK) % BLOCK));
}

function tarHeader(entry: TarEntry, size: number): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  header.write(entry.name, 0, 100);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(entry.size ?? size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write("        ", 148);
  header.write(entry.type ?? "0", 156);
  header.write(entry.link ?? "", 157, 100);
  header.write("ustar\0" + "00", 257);
  const sum = entry.checksum ?? header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)} `, 148);
  return new Uint8Array(header);
}

/** A TAR file of these entries, with its two closing blocks. */
export function tar(entries: readonly TarEntry[]): Uint8Array {
  const parts = entries.flatMap((entry) => {
    const data = bytesOf(entry.data ?? "");
    return [tarHeader(entry, data.length), padded(data)];
  });
  return concat(...parts, new Uint8Array(2 * BLOCK));
}

/** The records of an extended header, `key=value` each with its length before it. */
export function pax(records: Readonly<Record<string, string>>): string {
  return Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = bytesOf(rest).length;
    while (String(length).length + bytesOf(rest).length !== length) length++;
    return `${length}${rest}`;
  }).join("");
}
