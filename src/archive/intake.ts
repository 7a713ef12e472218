/** What both formats share: counting against the limits, judging names, filling the sink. */
import { setImmediate } from "node:timers/promises";
import { LintelError } from "../errors.ts";
import { judgeName, reportable } from "./names.ts";
import type { ArchiveLimits, ArchiveSink } from "./port.ts";

/** An archive that is refused whole. */
export function refused(message: string, cause?: unknown): LintelError {
  return new LintelError("invalid_archive", message, { cause });
}

/** What an entry that passed is to become. */
export interface Admitted {
  kind: "sql" | "companion";
  name: string;
}

/** One archive on its way into a sink. */
export class Intake {
  private entries = 0;
  private bytes = 0;
  private readonly names = new Set<string>();

  constructor(
    readonly limits: ArchiveLimits,
    private readonly sink: ArchiveSink,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Counts one entry of any kind. Throws `invalid_archive` over the limit. */
  countEntry(): void {
    this.entries++;
    if (this.entries > this.limits.entries) {
      throw refused(
        `the archive has at least ${this.entries} entries, the limit is ${this.limits.entries}`,
      );
    }
  }

  /** Counts bytes that inflating yielded. Throws `invalid_archive` over the limit. */
  countBytes(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limits.totalBytes) {
      throw refused(
        `the archive inflates to at least ${this.bytes} bytes, ` +
          `the limit is ${this.limits.totalBytes}`,
      );
    }
  }

  /** Lets the process do other work, and ends with the signal's reason where it is aborted. */
  async breathe(): Promise<void> {
    await setImmediate();
    this.throwIfAborted();
  }

  throwIfAborted(): void {
    this.signal?.throwIfAborted();
  }

  /**
   * What the entry is to become, null where nothing comes of it, which the sink is told. `special`
   * is why the format leaves it out, as for a symbolic link; `shown` is the name as the archive has
   * it, where it was read as another.
   */
  async admit(raw: string, special: string | null, shown = raw): Promise<Admitted | null> {
    const verdict = judgeName(raw, this.limits);
    const reason = special ?? (verdict.kind === "skip" ? verdict.reason : null);
    if (reason !== null) {
      await this.sink.skip(verdict.kind === "skip" ? reportable(shown) : verdict.name, reason);
      return null;
    }
    const { kind, name } = verdict;
    if (kind === "folder") await this.sink.folder(name);
    if (kind === "folder" || kind === "skip") return null;
    if (this.names.has(name)) {
      // Names that differ in the archive may be one: `x/./a.sql`, or with backslashes.
      const same = shown === name ? "the same name" : `the same name, ${name},`;
      await this.sink.skip(reportable(shown), `an entry of ${same} came before`);
      return null;
    }
    this.names.add(name);
    return { kind, name };
  }

  /** Why a file of this size is left out, null where it is not. */
  oversize(bytes: number): string | null {
    const { fileBytes } = this.limits;
    return bytes > fileBytes ? `the file has ${bytes} bytes, the limit is ${fileBytes}` : null;
  }

  /** Leaves out an entry that was admitted by its name. */
  skip({ name }: Admitted, reason: string): Promise<void> {
    return this.sink.skip(name, reason);
  }

  deliver({ kind, name }: Admitted, bytes: Uint8Array): Promise<void> {
    return kind === "sql" ? this.sink.file(name, bytes) : this.sink.companion(name, bytes);
  }
}
