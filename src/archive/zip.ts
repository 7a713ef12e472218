/** ZIP archives: the central directory by zip.js, the entries by `zip_entry.ts`. */
import { type Entry, type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { LintelError, messageOf } from "../errors.ts";
import type { RandomAccess } from "../files/port.ts";
import { Budget, refused } from "./budget.ts";
import { judge } from "./names.ts";
import type { ArchiveLimits, ArchiveReader, ArchiveSink } from "./port.ts";
import { readEntry } from "./zip_entry.ts";

const LOCAL_HEADER = 30;
/** Bits of a Unix mode that tell the type of a file, and the type of an ordinary one. */
const TYPE_BITS = 0o170000;
const ORDINARY = 0o100000;

class InputReader extends Reader<RandomAccess> {
  constructor(private readonly input: RandomAccess) {
    super(input);
    this.size = input.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const rest = Math.min(length, this.input.size - index);
    return rest > 0 ? await this.input.read(index, rest) : new Uint8Array();
  }
}

export const zipReader: ArchiveReader = {
  format: "zip",
  async expand(input, limits, sink, signal) {
    const budget = new Budget(limits);
    const { entries, directory } = await readDirectory(input, budget);
    const ends = endsOf(entries, directory);
    for (const [i, entry] of entries.entries()) {
      signal?.throwIfAborted();
      await take(input, entry, ends[i]!, budget, limits, sink);
    }
  },
};

async function readDirectory(
  input: RandomAccess,
  budget: Budget,
): Promise<{ entries: Entry[]; directory: number }> {
  const reader = new ZipReader(new InputReader(input), {
    useWebWorkers: false,
    // Names are judged one by one (`names.ts`), so that a bad one does not cost the others.
    filenameValidation: "tolerant",
  });
  const entries: Entry[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      budget.entry();
      entries.push(entry);
    }
  } catch (error) {
    if (error instanceof LintelError) throw error;
    throw refused(`the archive is cut off or damaged: ${messageOf(error)}`, error);
  }
  return { entries, directory: reader.directoryOffset ?? input.size };
}

/**
 * Where each entry has to end: at the next one or at the directory. Throws where what the
 * directory says of an entry reaches beyond that, which is how bombs are built that hold the
 * same data many times.
 */
function endsOf(entries: readonly Entry[], directory: number): number[] {
  const order = entries.map((_, i) => i).sort((a, b) => entries[a]!.offset - entries[b]!.offset);
  const ends: number[] = new Array(entries.length);
  for (const [rank, i] of order.entries()) {
    const entry = entries[i]!;
    const next = order[rank + 1];
    const end = next === undefined ? directory : Math.min(entries[next]!.offset, directory);
    const least = entry.offset + LOCAL_HEADER + entry.rawFilename.length + entry.compressedSize;
    if (least > end) {
      throw refused(
        `${JSON.stringify(entry.filename.slice(0, 300))} overlaps another part of the archive`,
      );
    }
    ends[i] = end;
  }
  return ends;
}

async function take(
  input: RandomAccess,
  entry: Entry,
  end: number,
  budget: Budget,
  limits: ArchiveLimits,
  sink: ArchiveSink,
): Promise<void> {
  const name = nameOf(entry);
  const judged = judge(name, limits);
  if (judged.kind === "folder" || entry.directory) return;
  if (judged.kind === "skip") return await sink.skip(judged.name, judged.reason);
  const reason = unreadable(entry) ?? (budget.isNew(judged.name) ? null : "its name came before");
  if (reason !== null) return await sink.skip(judged.name, reason);
  const read = await readEntry(input, entry as FileEntry, end, budget);
  if ("skip" in read) return await sink.skip(judged.name, read.skip);
  if (judged.kind === "config") await sink.config(judged.name, read.bytes);
  else await sink.file(judged.name, read.bytes);
}

function unreadable(entry: Entry): string | null {
  if (entry.encrypted) return "it is encrypted";
  if (entry.symlink) return "it is a symbolic link";
  const type = (entry.unixMode ?? 0) & TYPE_BITS;
  return type === 0 || type === ORDINARY ? null : "it is not an ordinary file";
}

/**
 * The name as its maker meant it. Without a mark of UTF-8 zip.js falls back to code page 437;
 * Chinese Windows writes GBK there, which is what names that are not UTF-8 mostly are.
 */
function nameOf(entry: Entry): string {
  if (entry.filenameUTF8 || entry.rawFilename.every((byte) => byte < 0x80)) return entry.filename;
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(entry.rawFilename);
    } catch {
      continue;
    }
  }
  return entry.filename;
}
