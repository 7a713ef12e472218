/** The readers of archives, by format, and the writer of the one format that is written. */
import type { ArchiveFormat, ArchiveReader, ArchiveWriter } from "./port.ts";
import { expandTar, expandTarGz } from "./tar.ts";
import { expandZip } from "./zip.ts";
import { ZipWriter } from "./zip_writer.ts";

const READERS: Readonly<Record<ArchiveFormat, ArchiveReader>> = {
  zip: { format: "zip", expand: expandZip },
  tar: { format: "tar", expand: expandTar },
  "tar.gz": { format: "tar.gz", expand: expandTarGz },
};

/** The reader of a format that `sniff` found. */
export function readerFor(format: ArchiveFormat): ArchiveReader {
  return READERS[format];
}

/** A writer of a ZIP whose entries bear the time `modified`, Unix milliseconds. */
export function zipWriter(modified: number): ArchiveWriter {
  return new ZipWriter(modified);
}
