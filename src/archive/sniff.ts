/** Tells an archive by its first bytes. */
import type { ArchiveFormat } from "./port.ts";

function startsWith(bytes: Uint8Array, magic: readonly number[], at = 0): boolean {
  return magic.every((byte, i) => bytes[at + i] === byte);
}

const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72];

/** The format that the first 512 bytes announce (fewer where the file is shorter), else null. */
export function sniff(head: Uint8Array): ArchiveFormat | null {
  // A local file header, or the end record of an archive without entries.
  if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6])) return "zip";
  if (startsWith(head, [0x1f, 0x8b])) return "tar.gz";
  return startsWith(head, USTAR, 257) ? "tar" : null;
}
