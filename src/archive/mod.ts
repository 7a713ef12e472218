/** The readers of archives, by format. */
import type { ArchiveFormat, ArchiveReader } from "./port.ts";
import { expandTar, expandTarGz } from "./tar.ts";
import { expandZip } from "./zip.ts";

const READERS: Readonly<Record<ArchiveFormat, ArchiveReader>> = {
  zip: { format: "zip", expand: expandZip },
  tar: { format: "tar", expand: expandTar },
  "tar.gz": { format: "tar.gz", expand: expandTarGz },
};

/** The reader of a format that `sniff` found. */
export function readerFor(format: ArchiveFormat): ArchiveReader {
  return READERS[format];
}
