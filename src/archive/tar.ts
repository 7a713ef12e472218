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
import type { ArchiveFormat, ArchiveLimits, ArchiveReader, ArchiveSink, Reading } from "./port.ts";
import { looksLike, sniff } from "./sniff.ts";
import { isLossy, TarNames } from "./tar_names.ts";

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

/** A header, which is what a TAR file begins with. */
const BLOCK = 512;

/** The first block of a stream: people compress single files by gzip, too. */
class FirstBlock {
  private bytes: Uint8Array = new Uint8Array();
  private isWhole = false;

  async *of(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      if (!this.isWhole) this.add(chunk);
      yield chunk;
    }
    this.isWhole = true;
  }

  private add(chunk: Uint8Array): void {
    const head = join([this.bytes, chunk], this.bytes.length + chunk.length);
    this.bytes = head.slice(0, BLOCK);
    this.isWhole = this.bytes.length === BLOCK;
  }

  /** Throws where it is plainly not that of a TAR file. */
  throwIfForeign(): void {
    if (!this.isWhole || this.bytes.length === 0 || sniff(this.bytes) === "tar") return;
    throw refused(
      `what gzip compressed here is not a tar archive: it looks like ${looksLike(this.bytes)}`,
    );
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

async function readBody(entry: ParsedTarEntry): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of entry.body) {
    pieces.push(piece);
    size += piece.length;
  }
  return join(pieces, size);
}

async function readEntry(
  input: Input,
  intake: Intake,
  entry: ParsedTarEntry,
  shown: string,
  backslashes: Backslashes,
): Promise<void> {
  const explained = (error: unknown) => {
    throw explain(input, intake, error);
  };
  const { header } = entry;
  const turned = backslashes.turn(shown);
  const name = header.type === "directory" && !turned.endsWith("/") ? `${turned}/` : turned;
  const admitted = await intake.admit(name, typeFault(header), shown);
  const oversize = admitted === null ? null : intake.oversize(header.size);
  if (admitted === null || oversize !== null) {
    if (admitted !== null && oversize !== null) await intake.skip(admitted, oversize);
    // The decoder goes on to the next entry only when this one's body is done with.
    return entry.body.cancel().catch(explained);
  }
  await intake.deliver(admitted, await readBody(entry).catch(explained));
}

/** Nobody: what a second look at the headers finds is not delivered again. */
const NO_SINK: ArchiveSink = {
  file: () => Promise.resolve(),
  companion: () => Promise.resolve(),
  folder: () => Promise.resolve(),
  skip: () => Promise.resolve(),
};

/** Names that are no UTF-8, in the order of the archive: all are judged when the first one comes. */
class EntryNames {
  private read: Promise<TarNames | null> | null = null;
  private index = -1;
  /** In which names were read; null where all of them are UTF-8. */
  encoding: string | null = null;

  constructor(private readonly judge: () => Promise<TarNames | null>) {}

  /** The name of the entry that comes next, which the decoder read as `name`. */
  async next(name: string): Promise<string> {
    this.index++;
    if (!isLossy(name)) return name;
    const names = await (this.read ??= this.judge());
    const found = await names?.nameAt(this.index, name) ?? null;
    // What fits nothing is left out by its name.
    if (found === null) return name;
    this.encoding = names!.encoding;
    return found;
  }
}

/** Reads a file's bytes as those of the TAR file in it. */
type Unpack = (input: Input, intake: Intake) => AsyncGenerator<Uint8Array>;

/** `ArchiveReader.expand` for a TAR file. */
export const expandTar = expander("tar", plain);

/** `ArchiveReader.expand` for a TAR file that gzip has compressed. */
export const expandTarGz = expander(
  "tar.gz",
  (input, intake) => inflated(input, new Meter(intake)),
);

function expander(format: ArchiveFormat, bytesOf: Unpack): ArchiveReader["expand"] {
  return async (
    file: RandomAccess,
    limits: ArchiveLimits,
    sink: ArchiveSink,
    signal?: AbortSignal,
  ): Promise<Reading> => {
    const input = new Input(file);
    const intake = new Intake(limits, sink, signal);
    intake.throwIfAborted();
    const bytes = bytesOf(input, intake);
    const names = new EntryNames(async () => {
      const [input, intake] = [new Input(file), new Intake(limits, NO_SINK, signal)];
      const again = bytesOf(input, intake);
      try {
        return await TarNames.read(again, limits.entries);
      } catch (error) {
        throw explain(input, intake, error);
      } finally {
        await again.return(undefined);
      }
    });
    const first = new FirstBlock();
    const entries = ReadableStream.from(first.of(bytes))
      .pipeThrough(createTarDecoder({ strict: true })).getReader();
    const backslashes = new Backslashes();
    try {
      while (true) {
        const next = await entries.read().catch((error: unknown) => {
          intake.throwIfAborted();
          if (format === "tar.gz") first.throwIfForeign();
          throw explain(input, intake, error);
        });
        if (next.done) return { name_encoding: names.encoding, notes: backslashes.notes() };
        intake.countEntry();
        await intake.breathe();
        const name = await names.next(next.value.header.name);
        await readEntry(input, intake, next.value, name, backslashes);
      }
    } finally {
      // Whatever ended the loop, the file is not read any further.
      await entries.cancel().catch(() => {});
    }
  };
}
