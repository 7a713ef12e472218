/** The entries of a ZIP file, checked against their local headers and against each other. */
import { type Entry, ERR_OVERLAPPING_ENTRY, Reader, ZipReader } from "@zip.js/zip.js";
import { messageOf } from "../errors.ts";
import type { Input } from "./input.ts";
import { type Intake, refused } from "./intake.ts";
import type { Reading } from "./port.ts";
import { type RawName, readNames } from "./zip_names.ts";

/** One entry that can be read, or the reason why it cannot. */
export interface ZipRecord {
  name: string;
  /** The name as the archive has it. */
  shown: string;
  /** Why the entry is left out whatever its name; null where it may be read. */
  fault: string | null;
  /** 0 stored, 8 deflated. */
  method: number;
  dataOffset: number;
  compressedSize: number;
  uncompressedSize: number;
  crc32: number;
}

/** The directory is read whole, so it is bounded; 10,000 entries with long names take 5 MiB. */
const DIRECTORY_BYTES = 64 * 1024 ** 2;
const STORED = 0;
const DEFLATED = 8;

const UNIX_TYPE_MASK = 0o170000;
const UNIX_TYPE_FILE = 0o100000;
const UNIX_TYPE_FOLDER = 0o040000;
const UNIX_TYPE_LINK = 0o120000;

const FOLDER_WITH_DATA = "a folder that has data is not read";

const LOCAL_FAULTS: Readonly<Record<string, string>> = {
  "Ambiguous archive": "the entry's local header contradicts the directory",
  "Local file header not found": "the entry's local header is missing",
  "Entry data out of bounds": "the entry's data lie outside of the archive",
};

/** What zip.js reads through: never past the end, never a directory beyond its bound. */
class DirectoryReader extends Reader<Input> {
  constructor(private readonly input: Input) {
    super(input);
    this.size = input.size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    if (length > DIRECTORY_BYTES) {
      throw refused(`the directory has ${length} bytes, the limit is ${DIRECTORY_BYTES}`);
    }
    const end = Math.min(this.size, offset + length);
    return offset >= end ? new Uint8Array() : await this.input.read(offset, end - offset);
  }
}

/** Why an entry's attributes forbid to read it, null where they do not. */
function attributeFault(entry: Entry): string | null {
  if (entry.encrypted) return "the entry is encrypted";
  if (entry.directory && entry.uncompressedSize > 0) return FOLDER_WITH_DATA;
  const type = (entry.externalFileAttributes >>> 16) & UNIX_TYPE_MASK;
  if (type === UNIX_TYPE_LINK) return "a symbolic link is not followed";
  if (type !== 0 && type !== UNIX_TYPE_FILE && type !== UNIX_TYPE_FOLDER) {
    return "a special file is not read";
  }
  const { compressionMethod: method } = entry;
  if (method !== STORED && method !== DEFLATED) {
    return `compression method ${method} is not supported, only stored and deflated`;
  }
  return null;
}

/** Checks the local header and that no byte belongs to two entries, which refuses the archive. */
async function localFault(entry: Entry, input: Input): Promise<string | null> {
  // Folders are never read, and zip.js refuses to try.
  if (entry.directory) return null;
  try {
    await entry.getData(new WritableStream(), { checkOverlappingEntryOnly: true });
    return null;
  } catch (error) {
    const message = messageOf(error);
    if (message === ERR_OVERLAPPING_ENTRY) {
      throw refused("two entries of the archive share the same bytes", error);
    }
    input.throwFailure();
    return LOCAL_FAULTS[message] ?? `the entry cannot be read: ${message}`;
  }
}

/** One entry before its name is known. */
type Unnamed = Omit<ZipRecord, "name" | "shown"> & RawName & { directory: boolean };

/**
 * Reads the directory. Throws `invalid_archive` where it is missing, damaged or ambiguous, where
 * entries overlap, and where there are more of them than the limit.
 */
export async function readDirectory(
  input: Input,
  intake: Intake,
): Promise<{ records: ZipRecord[]; reading: Reading }> {
  const found: Unnamed[] = [];
  // Names are judged by us, entry by entry: one bad name must not cost the others.
  const reader = new ZipReader(new DirectoryReader(input), {
    filenameValidation: "tolerant",
    checkLocalDirectory: true,
    checkLocalFilename: true,
    useWebWorkers: false,
  });
  const entries = reader.getEntriesGenerator();
  while (true) {
    const next = await entries.next().catch((error: unknown) => {
      throw input.explain("the archive is truncated or damaged", error);
    });
    if (next.done === true) break;
    const entry = next.value;
    intake.countEntry();
    await intake.breathe();
    found.push({
      bytes: entry.rawFilename,
      said: entry.bitFlag?.languageEncodingFlag === true,
      utf8: entry.filenameUTF8,
      // What zip.js made of it: an extra field may hold the name in UTF-8.
      text: entry.filename,
      directory: entry.directory,
      fault: attributeFault(entry) ?? await localFault(entry, input),
      method: entry.compressionMethod,
      dataOffset: entry.localDirectory?.dataOffset ?? 0,
      compressedSize: entry.compressedSize,
      uncompressedSize: entry.uncompressedSize,
      crc32: entry.crc32 ?? 0,
    });
  }
  const { names, reading } = await readNames(found);
  return { records: found.map((entry, i) => named(entry, names[i]!)), reading };
}

function named(
  { directory, fault, ...entry }: Unnamed,
  { name, shown }: { name: string; shown: string },
): ZipRecord {
  const folder = name.endsWith("/");
  return {
    name: directory && !folder ? `${name}/` : name,
    shown,
    // Behind a backslash that was one of Windows, too.
    fault: fault ?? (folder && entry.uncompressedSize > 0 ? FOLDER_WITH_DATA : null),
    method: entry.method,
    dataOffset: entry.dataOffset,
    compressedSize: entry.compressedSize,
    uncompressedSize: entry.uncompressedSize,
    crc32: entry.crc32,
  };
}
