/** Reads TAR files, plain or compressed by gzip, as one stream. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { createTarDecoder, type ParsedTarEntry, type TarHeader } from "modern-tar";
import type { RandomAccess } from "../files/port.ts";
import { join } from "./bytes.ts";
import { Input } from "./input.ts";
import { Intake, refused } from "./intake.ts";
import { Backslashes } from "./names.ts";
import type { ArchiveLimits, ArchiveReader, ArchiveSink, Reading } from "./port.ts";

/** The ratio is judged from here on: a few kilobytes of zeros are no bomb. */
const RATIO_FROM_BYTES = 64 * 1024;

/** Counts what a stream yields against what was read for it. */
class Meter {
  read = 0;
  private yielded = 0;

  constructor(private readonly intake: Intake) {}

  count(bytes: number): void {
    this.yielded += bytes;
    this.intake.throwIfAborted();
    this.intake.countBytes(bytes);
    const { ratio } = this.intake.limits;
    if (this.yielded > RATIO_FROM_BYTES && this.yielded > ratio * this.read) {
      throw refused(
        `the archive inflates to ${Math.ceil(this.yielded / this.read)} times its size, ` +
          `the limit is ${ratio}`,
      );
    }
  }
}

async function* inflated(input: Input, meter: Meter): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(input.chunks((bytes) => meter.read += bytes), {
    objectMode: false,
    highWaterMark: 1,
  });
  // Its failure comes out of the loop below, too; here it must only not go unhandled.
  const piped = pipeline(source, gunzip).catch(() => {});
  try {
    for await (const chunk of gunzip) {
      meter.count(chunk.length);
      yield chunk;
    }
  } finally {
    gunzip.destroy();
    await piped;
  }
}

async function* plain(input: Input, intake: Intake): AsyncGenerator<Uint8Array> {
  for await (const chunk of input.chunks((bytes) => intake.countBytes(bytes))) {
    intake.throwIfAborted();
    yield chunk;
  }
}

/** Why an entry is left out whatever its name, null where it may be read. */
function typeFault(header: TarHeader): string | null {
  switch (header.type) {
    case "symlink":
      return "a symbolic link is not followed";
    case "link":
      return "a hard link is not followed";
    case "character-device":
    case "block-device":
    case "fifo":
      return "a special file is not read";
  }
  const sparse = Object.keys(header.pax ?? {}).some((key) => key.startsWith("GNU.sparse."));
  return sparse ? "a sparse file is not read" : null;
}

/** An abort and the file's own failure come through the decoder as if it had failed. */
function explain(input: Input, intake: Intake, error: unknown): unknown {
  intake.throwIfAborted();
  return input.explain("the archive is truncated or damaged", error);
}

async function readBody(entry: ParsedTarEntry, input: Input, intake: Intake): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of entry.body) {
      pieces.push(piece);
      size += piece.length;
    }
  } catch (error) {
    throw explain(input, intake, error);
  }
  return join(pieces, size);
}

async function readEntry(
  input: Input,
  intake: Intake,
  entry: ParsedTarEntry,
  backslashes: Backslashes,
): Promise<void> {
  const { header } = entry;
  const turned = backslashes.turn(header.name);
  const name = header.type === "directory" && !turned.endsWith("/") ? `${turned}/` : turned;
  const admitted = await intake.admit(name, typeFault(header), header.name);
  const oversize = admitted === null ? null : intake.oversize(header.size);
  if (admitted === null || oversize !== null) {
    if (admitted !== null && oversize !== null) await intake.skip(admitted, oversize);
    // The decoder goes on to the next entry only when this one's body is done with.
    return entry.body.cancel();
  }
  await intake.deliver(admitted, await readBody(entry, input, intake));
}

/** `ArchiveReader.expand` for TAR files; `gzip` tells whether they are compressed. */
export function expandTar(gzip: boolean): ArchiveReader["expand"] {
  return async (
    file: RandomAccess,
    limits: ArchiveLimits,
    sink: ArchiveSink,
    signal?: AbortSignal,
  ): Promise<Reading> => {
    const input = new Input(file);
    const intake = new Intake(limits, sink, signal);
    intake.throwIfAborted();
    const bytes = gzip ? inflated(input, new Meter(intake)) : plain(input, intake);
    const entries = ReadableStream.from(bytes)
      .pipeThrough(createTarDecoder({ strict: true })).getReader();
    const backslashes = new Backslashes();
    try {
      while (true) {
        const next = await entries.read().catch((error: unknown) => {
          throw explain(input, intake, error);
        });
        // Names in TAR files are UTF-8; what is not is left out by its name.
        if (next.done) return { name_encoding: null, notes: backslashes.notes() };
        intake.countEntry();
        await intake.breathe();
        await readEntry(input, intake, next.value, backslashes);
      }
    } finally {
      // Whatever ended the loop, the file is not read any further.
      await entries.cancel().catch(() => {});
    }
  };
}
