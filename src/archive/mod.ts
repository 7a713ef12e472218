/** Which reader reads which format. */
import type { ArchiveFormat, ArchiveReader } from "./port.ts";
import { tarGzReader, tarReader } from "./tar.ts";
import { zipReader } from "./zip.ts";

const READERS: Record<ArchiveFormat, ArchiveReader> = {
  zip: zipReader,
  tar: tarReader,
  "tar.gz": tarGzReader,
};

export function readerFor(format: ArchiveFormat): ArchiveReader {
  return READERS[format];
}
