/** The bytes of one ZIP entry, with everything its local header says held against the directory. */
import { promisify } from "node:util";
import { crc32, inflateRaw, inflateRawSync } from "node:zlib";
import type { FileEntry } from "@zip.js/zip.js";
import type { RandomAccess } from "../files/port.ts";
import { type Budget, refused } from "./budget.ts";

export type EntryBytes = { bytes: Uint8Array } | { skip: string };

const LOCAL_HEADER = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const FLAG_ENCRYPTED = 0x1;
const FLAG_DESCRIPTOR = 0x8;
const FLAG_UTF8 = 0x800;
const STORED = 0;
const DEFLATED = 8;
/** The 32-bit field says that the size is in the extra field. */
const ZIP64 = 0xffffffff;

/** Compressed bytes up to which inflating at once is cheaper than handing it to a thread. */
const INLINE = 32 * 1024;

const inflateInThread = promisify(inflateRaw);

/**
 * Reads and inflates an entry that lies before `end` (where the next begins). Throws
 * `invalid_archive` where header and directory contradict each other or the entry overlaps the
 * next; damaged or unreadable data is only skipped.
 */
export async function readEntry(
  input: RandomAccess,
  entry: FileEntry,
  end: number,
  budget: Budget,
): Promise<EntryBytes> {
  const { offset, compressedSize, compressionMethod } = entry;
  const name = entry.rawFilename;
  const guess = LOCAL_HEADER + name.length + entry.rawExtraField.length + compressedSize;
  const head = await read(input, offset, Math.min(guess, end - offset));
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const contradiction = head.length < LOCAL_HEADER + name.length
    ? "its header is cut off"
    : contradictionOf(view, head, entry);
  if (contradiction !== null) {
    throw refused(`${quoted(entry)} is not what it says: ${contradiction}`);
  }
  const start = LOCAL_HEADER + name.length + view.getUint16(28, true);
  if (offset + start + compressedSize > end) {
    throw refused(`${quoted(entry)} overlaps another part of the archive`);
  }
  const data = start + compressedSize <= head.length
    ? head.subarray(start, start + compressedSize)
    : await read(input, offset + start, compressedSize);
  if (data.length < compressedSize) throw refused("the archive is cut off");
  if (compressionMethod === STORED) return checked(data, entry, budget);
  if (compressionMethod === DEFLATED) return await inflated(data, entry, budget);
  return { skip: `it is compressed by method ${compressionMethod}, which is not read here` };
}

async function read(input: RandomAccess, offset: number, length: number): Promise<Uint8Array> {
  return length <= 0 ? new Uint8Array() : await input.read(offset, length);
}

function quoted(entry: FileEntry): string {
  return JSON.stringify(entry.filename.slice(0, 300));
}

/** What the local header says otherwise than the central directory; null where they agree. */
function contradictionOf(view: DataView, head: Uint8Array, entry: FileEntry): string | null {
  if (view.getUint32(0, true) !== LOCAL_SIGNATURE) return "it has no header";
  const name = entry.rawFilename;
  if (view.getUint16(26, true) !== name.length) return "its names differ";
  for (let i = 0; i < name.length; i++) {
    if (head[LOCAL_HEADER + i] !== name[i]) return "its names differ";
  }
  const flags = view.getUint16(6, true);
  const directory = entry.rawBitFlag ?? 0;
  if ((flags ^ directory) & (FLAG_ENCRYPTED | FLAG_UTF8)) return "its flags differ";
  if (view.getUint16(8, true) !== entry.compressionMethod) return "its methods differ";
  if (flags & FLAG_DESCRIPTOR) return null;
  const same = view.getUint32(14, true) === (entry.crc32 ?? 0) &&
    sameSize(view.getUint32(18, true), entry.compressedSize) &&
    sameSize(view.getUint32(22, true), entry.uncompressedSize);
  return same ? null : "its sizes or checksums differ";
}

function sameSize(local: number, directory: number): boolean {
  return local === directory || local === ZIP64;
}

/** Inflates no further than the limits allow, whatever size is claimed. */
async function inflated(data: Uint8Array, entry: FileEntry, budget: Budget): Promise<EntryBytes> {
  const maxOutputLength = Math.max(
    1,
    Math.min(budget.limits.fileBytes, entry.uncompressedSize) + 1,
  );
  let bytes: Uint8Array;
  try {
    bytes = data.length <= INLINE && entry.uncompressedSize <= 8 * INLINE
      ? inflateRawSync(data, { maxOutputLength })
      : await inflateInThread(data, { maxOutputLength });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // More came out than was claimed or allowed: which of the two, `checked` tells.
    if (error instanceof RangeError) return over(maxOutputLength, entry, budget);
    return { skip: "its compressed data is damaged" };
  }
  return checked(bytes, entry, budget);
}

function over(atLeast: number, entry: FileEntry, budget: Budget): EntryBytes {
  budget.inflated(atLeast);
  if (atLeast > entry.uncompressedSize) {
    throw refused(`${quoted(entry)} holds more bytes than it says`);
  }
  return { skip: budget.tooLarge(atLeast, entry.compressedSize) ?? "it is too large" };
}

function checked(bytes: Uint8Array, entry: FileEntry, budget: Budget): EntryBytes {
  budget.inflated(bytes.length);
  const tooLarge = budget.tooLarge(bytes.length, entry.compressedSize);
  if (tooLarge !== null) return { skip: tooLarge };
  if (bytes.length !== entry.uncompressedSize) {
    throw refused(
      `${quoted(entry)} holds ${bytes.length} bytes and says ${entry.uncompressedSize}`,
    );
  }
  if (crc32(bytes) !== (entry.crc32 ?? 0)) return { skip: "its checksum does not match its data" };
  return { bytes };
}
