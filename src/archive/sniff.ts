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

/** What other files begin with, and what people call them. */
const OTHERS: readonly [magic: readonly number[], what: string, at?: number][] = [
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "a RAR archive"],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"],
  [[0x42, 0x5a, 0x68], "a file compressed by bzip2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "a file compressed by xz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "a file compressed by zstd"],
  [[0x1f, 0x9d], "a file compressed by compress (.Z)"],
  [[0x4d, 0x53, 0x43, 0x46], "a Cabinet archive"],
  [[0x2d, 0x6c, 0x68], "an LZH archive", 2],
  [[0x50, 0x4b, 0x07, 0x08], "a part of a split ZIP archive"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF document"],
  [[0x89, 0x50, 0x4e, 0x47], "a PNG picture"],
  [[0xff, 0xd8, 0xff], "a JPEG picture"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Office document"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], "a SQLite database"],
  [[0x7f, 0x45, 0x4c, 0x46], "a program"],
  [[0x4d, 0x5a], "a program"],
];

/** Of these the first bytes are no text that somebody wrote. */
function otherFile(head: Uint8Array): string | null {
  return OTHERS.find(([magic, , at]) => startsWith(head, magic, at))?.[1] ?? null;
}

/**
 * The archive that is none of ours and plainly no SQL either: a name for it, else null. `BZh` and
 * `MZ` could begin a text, so text is not taken for one.
 */
export function foreignArchive(head: Uint8Array): string | null {
  const found = otherFile(head);
  return found !== null && /archive|compressed/.test(found) && !isText(head) ? found : null;
}

function isText(head: Uint8Array): boolean {
  // Some of a last character may be cut off.
  const text = new TextDecoder().decode(head, { stream: true });
  // deno-lint-ignore no-control-regex -- what no text holds is looked for
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text);
}

const SHOWN_BYTES = 8;

/** What the bytes of a file look like, for whoever took it for something else. */
export function looksLike(head: Uint8Array): string {
  if (isText(head)) return "text";
  const other = otherFile(head);
  if (other !== null) return other;
  const start = Array.from(head.subarray(0, SHOWN_BYTES), (b) => b.toString(16).padStart(2, "0"));
  return `binary data that begin with ${start.join(" ")}`;
}

/** Whether a file's name is that of an archive. */
export function isArchiveName(name: string): boolean {
  return /\.(zip|tar|tgz|tar\.gz|gz|rar|7z)$/i.test(name);
}
