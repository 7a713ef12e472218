/**
 * What of an archive was left out, as its job keeps it. It lies in the row of the job, which is
 * read with every list of jobs, and an archive may have a million entries with long names: the
 * first are kept by name, the others by their reason and number.
 */
import type { SkippedEntry } from "../jobs/job.ts";

/** Characters of names and reasons that are kept: well over a thousand entries, as a rule. */
const ROOM = 128 * 1024;
/** Reasons that are counted; they may tell sizes, so that there may be as many as entries. */
const MOST_REASONS = 50;
const OTHER = "for other reasons";

export class Skipped {
  /** How many entries were left out. */
  count = 0;
  private readonly named: SkippedEntry[] = [];
  private readonly more = new Map<string, number>();
  private room = ROOM;

  add(name: string, reason: string): void {
    this.count++;
    this.room -= name.length + reason.length;
    if (this.room >= 0) this.named.push({ name, reason });
    else {
      const known = this.more.has(reason) || this.more.size < MOST_REASONS;
      const key = known ? reason : OTHER;
      this.more.set(key, (this.more.get(key) ?? 0) + 1);
    }
  }

  /** Every entry by name, or among the `count` of its reason. */
  entries(): SkippedEntry[] {
    const more = [...this.more].map(([reason, count]) => ({
      name: `(${count} more)`,
      reason,
      count,
    }));
    return [...this.named, ...more];
  }
}
