/** Tar archives, plain and gzipped: one pass, in which bytes are counted as they come out. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { LintelError, messageOf } from "../errors.ts";
import type { RandomAccess } from "../files/port.ts";
import { Budget, refused } from "./budget.ts";
import { judge } from "./names.ts";
import type { ArchiveLimits, ArchiveReader, ArchiveSink } from "./port.ts";

const CHUNK = 64 * 1024;
/** Bytes that may be read ahead of the entries: headers that long are an attack on memory. */
const READ_AHEAD = 8 * 1024 * 1024;
/** Inflated bytes from which the ratio of the whole stream counts. */
const RATIO_FLOOR = 1024 * 1024;

export const tarReader: ArchiveReader = tar("tar");
export const tarGzReader: ArchiveReader = tar("tar.gz");

function tar(format: "tar" | "tar.gz"): ArchiveReader {
  return {
    format,
    async expand(input, limits, sink, signal) {
      const reading = new TarReading(input, format === "tar.gz", limits, sink);
      await reading.run(signal);
    },
  };
}

class TarReading {
  private readonly budget: Budget;
  /** Bytes that went into the decoder, and how many those were when it last gave something. */
  private fed = 0;
  private progress = 0;
  /** Bytes of the file that were read. */
  private compressed = 0;
  /** What the sink threw: its own affair, while what decoding throws says that the archive is bad. */
  private sinkFailure: { error: unknown } | null = null;

  constructor(
    private readonly input: RandomAccess,
    private readonly zipped: boolean,
    private readonly limits: ArchiveLimits,
    private readonly sink: ArchiveSink,
  ) {
    this.budget = new Budget(limits);
  }

  async run(signal?: AbortSignal): Promise<void> {
    const source = ReadableStream.from(this.counted());
    try {
      for await (const entry of source.pipeThrough(createTarDecoder({ strict: true }))) {
        signal?.throwIfAborted();
        this.budget.entry();
        this.progress = this.fed;
        await this.take(entry);
      }
    } catch (error) {
      if (this.sinkFailure !== null) throw this.sinkFailure.error;
      if (error instanceof LintelError || signal?.aborted === true) throw error;
      throw refused(`the archive is cut off or damaged: ${messageOf(error)}`, error);
    }
  }

  private async take(entry: ParsedTarEntry): Promise<void> {
    const { header } = entry;
    const judged = judge(header.name, this.limits);
    if (header.type === "directory" || judged.kind === "folder") {
      return await this.pass(entry);
    }
    const skip = async (name: string, reason: string) => {
      await this.pass(entry);
      await this.tell(this.sink.skip(name, reason));
    };
    if (judged.kind === "skip") return await skip(judged.name, judged.reason);
    if (header.type === "symlink") return await skip(judged.name, "it is a symbolic link");
    if (header.type === "link") return await skip(judged.name, "it is a hard link");
    if (header.type !== "file") return await skip(judged.name, "it is not an ordinary file");
    if (!this.budget.isNew(judged.name)) return await skip(judged.name, "its name came before");
    const tooLarge = this.budget.tooLarge(header.size, header.size);
    if (tooLarge !== null) return await skip(judged.name, tooLarge);
    const bytes = await this.bytesOf(entry);
    if (judged.kind === "config") await this.tell(this.sink.config(judged.name, bytes));
    else await this.tell(this.sink.file(judged.name, bytes));
  }

  private async tell(told: Promise<void>): Promise<void> {
    try {
      await told;
    } catch (error) {
      this.sinkFailure = { error };
      throw error;
    }
  }

  private async bytesOf({ header, body }: ParsedTarEntry): Promise<Uint8Array> {
    const bytes = new Uint8Array(header.size);
    let at = 0;
    for await (const chunk of body) {
      bytes.set(chunk, at);
      at += chunk.length;
      this.progress = this.fed;
    }
    if (at < header.size) throw refused("the archive is cut off");
    return bytes;
  }

  private async pass({ body }: ParsedTarEntry): Promise<void> {
    for await (const _ of body) this.progress = this.fed;
  }

  private async *counted(): AsyncGenerator<Uint8Array> {
    const raw = this.chunks();
    for await (const chunk of this.zipped ? this.inflate(raw) : raw) {
      this.fed += chunk.length;
      this.budget.inflated(chunk.length);
      if (this.fed - this.progress > READ_AHEAD) {
        throw refused(`a header of the archive has more than ${READ_AHEAD} bytes`);
      }
      const { ratio } = this.limits;
      if (this.zipped && this.fed > RATIO_FLOOR && this.fed > ratio * this.compressed) {
        throw refused(`the archive inflates to more than ${ratio} times its size, the limit`);
      }
      yield chunk;
    }
  }

  private async *inflate(raw: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    const source = Readable.from(raw);
    const gunzip = createGunzip();
    source.on("error", (error) => gunzip.destroy(error));
    source.pipe(gunzip);
    try {
      for await (const chunk of gunzip) yield chunk as Uint8Array;
    } finally {
      source.destroy();
      gunzip.destroy();
    }
  }

  private async *chunks(): AsyncGenerator<Uint8Array> {
    for (let offset = 0; offset < this.input.size; offset += CHUNK) {
      const chunk = await this.input.read(offset, Math.min(CHUNK, this.input.size - offset));
      this.compressed += chunk.length;
      yield chunk;
    }
  }
}
