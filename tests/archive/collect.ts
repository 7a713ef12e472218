/** Runs a reader over bytes and writes down what comes out. */
import { readerFor } from "../../src/archive/mod.ts";
import {
  type ArchiveFormat,
  type ArchiveLimits,
  type ArchiveSink,
  NAME_LENGTH,
  type Reading,
} from "../../src/archive/port.ts";
import type { RandomAccess } from "../../src/files/port.ts";
import { SQL_ENDINGS } from "../../src/text/sql_endings.ts";

/** As the settings have them that nobody changed. */
export const LIMITS: ArchiveLimits = {
  entries: 10_000,
  totalBytes: 1024 ** 3,
  fileBytes: 20 * 1024 ** 2,
  ratio: 200,
  depth: 50,
  nameLength: NAME_LENGTH,
  sqlEndings: SQL_ENDINGS,
};

export interface Collected {
  files: [name: string, text: string][];
  configs: [name: string, text: string][];
  folders: string[];
  skipped: [name: string, reason: string][];
}

/** Bytes in memory as a file; `furthest` is the end of the last byte that was read. */
export class MemoryFile implements RandomAccess {
  furthest = 0;
  readonly size: number;

  constructor(private readonly bytes: Uint8Array) {
    this.size = bytes.length;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length > this.size) {
      return Promise.reject(new Deno.errors.UnexpectedEof("read past the end"));
    }
    this.furthest = Math.max(this.furthest, offset + length);
    return Promise.resolve(this.bytes.slice(offset, offset + length));
  }

  close(): void {}
}

export interface CollectOptions {
  limits?: Partial<ArchiveLimits>;
  signal?: AbortSignal;
  /** Called after each file. */
  onFile?: (name: string) => void | Promise<void>;
  /** Filled while the archive is read, so that it can be looked at after a refusal. */
  into?: Collected;
  input?: RandomAccess;
}

export function empty(): Collected {
  return { files: [], configs: [], folders: [], skipped: [] };
}

export async function collect(
  format: ArchiveFormat,
  bytes: Uint8Array,
  options: CollectOptions = {},
): Promise<Collected> {
  const found = options.into ?? empty();
  const decoder = new TextDecoder();
  const sink: ArchiveSink = {
    async file(name, content) {
      found.files.push([name, decoder.decode(content)]);
      await options.onFile?.(name);
    },
    async companion(name, content) {
      found.configs.push([name, decoder.decode(content)]);
    },
    async folder(name) {
      found.folders.push(name);
    },
    async skip(name, reason) {
      found.skipped.push([name, reason]);
    },
  };
  const limits = { ...LIMITS, ...options.limits };
  const input = options.input ?? new MemoryFile(bytes);
  await readerFor(format).expand(input, limits, sink, options.signal);
  return found;
}

/** How a ZIP file was read, and the names that came out. */
export async function readingOf(
  bytes: Uint8Array,
): Promise<{ names: string[]; skipped: string[]; reading: Reading }> {
  const names: string[] = [];
  const skipped: string[] = [];
  const sink: ArchiveSink = {
    file: async (name) => void names.push(name),
    folder: () => Promise.resolve(),
    companion: async (name) => void names.push(name),
    skip: async (name, reason) => void skipped.push(`${name}: ${reason}`),
  };
  const input = new MemoryFile(bytes);
  const reading = await readerFor("zip").expand(input, LIMITS, sink);
  return { names, skipped, reading };
}

/** For `assert.rejects`: the archive is refused, in words that match. */
export function refusal(message: RegExp): { name: string; code: string; message: RegExp } {
  return { name: "LintelError", code: "invalid_archive", message };
}
