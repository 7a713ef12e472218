/** Inflates one entry of a ZIP file, never further than its limits. */
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { join } from "./bytes.ts";
import type { Intake } from "./intake.ts";
import type { ZipRecord } from "./zip_directory.ts";

/** Either the bytes of the entry, or why it has none that count. */
export type EntryData = { bytes: Uint8Array } | { fault: string };

/** Up to this size an entry is inflated in one turn; above, piece by piece. */
const ONE_TURN_BYTES = 1024 ** 2;

const DAMAGED = { fault: "the entry's data are damaged" };
const LYING = { fault: "the entry's size is not what the archive says" };

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** `info` makes node:zlib hand out its stream too, which the Node types leave out. */
interface Inflated {
  buffer: Uint8Array;
  engine: { bytesWritten: number };
}

function isInflated(value: unknown): value is Inflated {
  return typeof value === "object" && value !== null && "buffer" in value && "engine" in value;
}

function inflateAtOnce(data: Uint8Array, record: ZipRecord): EntryData {
  try {
    const result: unknown = inflateRawSync(data, {
      info: true,
      // A length of none is refused by node:zlib; the size is compared below in any case.
      maxOutputLength: Math.max(1, record.uncompressedSize),
    });
    if (!isInflated(result)) throw new TypeError("node:zlib gave no stream");
    // Bytes after the end of the stream belong to nothing that a reader would see.
    if (result.engine.bytesWritten !== data.length) return LYING;
    return { bytes: result.buffer };
  } catch (error) {
    const code = codeOf(error);
    if (code === "ERR_BUFFER_TOO_LARGE") return LYING;
    if (typeof code === "string" && code.startsWith("Z_")) return DAMAGED;
    throw error;
  }
}

async function inflateInPieces(
  data: Uint8Array,
  record: ZipRecord,
  intake: Intake,
): Promise<EntryData> {
  const stream = createInflateRaw();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    stream.end(data);
    for await (const piece of stream) {
      size += piece.length;
      if (size > record.uncompressedSize) return LYING;
      pieces.push(piece);
      intake.throwIfAborted();
    }
  } catch (error) {
    const code = codeOf(error);
    if (typeof code === "string" && code.startsWith("Z_")) return DAMAGED;
    throw error;
  } finally {
    stream.destroy();
  }
  if (stream.bytesWritten !== data.length) return LYING;
  return { bytes: join(pieces, size) };
}

function ratioFault({ compressedSize, uncompressedSize }: ZipRecord, limit: number): string | null {
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  return ratio > limit
    ? `the entry inflates to ${Math.ceil(ratio)} times its size, the limit is ${limit}`
    : null;
}

/**
 * Why an entry is not even begun. Its claims may be lies, but then it would be left out as lying:
 * inflating stops where a claim is passed, so that no lie is worth more than the truth.
 */
export function claimFault(record: ZipRecord, intake: Intake): string | null {
  return intake.oversize(Math.max(record.uncompressedSize, record.compressedSize)) ??
    ratioFault(record, intake.limits.ratio);
}

/** Turns the compressed bytes of an entry into its content; `data` must be all of them. */
export async function inflate(
  data: Uint8Array,
  record: ZipRecord,
  intake: Intake,
): Promise<EntryData> {
  const stored = record.method === 0;
  const result = stored
    ? { bytes: data }
    : record.uncompressedSize > ONE_TURN_BYTES
    ? await inflateInPieces(data, record, intake)
    : inflateAtOnce(data, record);
  if ("fault" in result) return result;
  if (result.bytes.length !== record.uncompressedSize) return LYING;
  return crc32(result.bytes) === record.crc32 ? result : DAMAGED;
}
