/** Counts what an archive yields against its limits, while it is being read. */
import { LintelError } from "../errors.ts";
import type { ArchiveLimits } from "./port.ts";

/** Below so many bytes no ratio is held against an entry: little of anything compresses well. */
const RATIO_FLOOR = 64 * 1024;

/** The error that refuses a whole archive. */
export function refused(message: string, cause?: unknown): LintelError {
  return new LintelError("invalid_archive", message, { cause });
}

export class Budget {
  private entries = 0;
  private bytes = 0;
  private readonly names = new Set<string>();

  constructor(readonly limits: ArchiveLimits) {}

  /** Counts an entry of any kind; throws `invalid_archive` over the limit. */
  entry(): void {
    if (++this.entries > this.limits.entries) {
      throw refused(`the archive has more than ${this.limits.entries} entries, which is the limit`);
    }
  }

  /** Counts inflated bytes, also of entries that are left out; throws over the limit. */
  inflated(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limits.totalBytes) {
      throw refused(
        `the archive holds more than ${this.limits.totalBytes} bytes, which is the limit`,
      );
    }
  }

  /** True the first time a name is seen. */
  isNew(name: string): boolean {
    if (this.names.has(name)) return false;
    this.names.add(name);
    return true;
  }

  /** Why an entry of `inflated` bytes so far is too large, else null. */
  tooLarge(inflated: number, compressed: number): string | null {
    const { fileBytes, ratio } = this.limits;
    if (inflated > fileBytes) return `it has more than ${fileBytes} bytes, which is the limit`;
    if (inflated > RATIO_FLOOR && inflated > ratio * compressed) {
      return `it inflates to more than ${ratio} times its size, which is the limit`;
    }
    return null;
  }
}
