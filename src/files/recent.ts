/**
 * Small files that were written a moment ago, whole: a worker of the same process asks for each
 * of them once, and mostly at once.
 */

/** Bytes of the largest file kept, and of all. */
const SMALL = 64 * 1024;
const KEPT = 4 * 1024 * 1024;

export class Recent {
  /** Written longest ago first. */
  private readonly files = new Map<string, Uint8Array>();
  private bytes = 0;

  keep(path: string, bytes: Uint8Array): void {
    if (bytes.length > SMALL) return;
    // A copy: what arrived may be a small part of a buffer that would stay with it.
    this.files.set(path, bytes.slice());
    this.bytes += bytes.length;
    for (const oldest of this.files.keys()) {
      if (this.bytes <= KEPT) break;
      this.take(oldest);
    }
  }

  /** Hands out a file and forgets it; null where it is not kept. */
  take(path: string): Uint8Array | null {
    const bytes = this.files.get(path);
    if (bytes === undefined) return null;
    this.files.delete(path);
    this.bytes -= bytes.length;
    return bytes;
  }
}
