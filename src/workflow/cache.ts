/** Results by content, effective configuration and engine version, bounded by bytes. */
import type { LintResult } from "../lint/result.ts";

/** Least recently used goes first. Holds at most `limit` bytes of JSON. */
export class ResultCache {
  private readonly entries = new Map<string, { json: string; lines: number }>();
  private bytes = 0;
  hits = 0;
  misses = 0;

  constructor(private readonly limit: number) {}

  /** A fresh copy of the result, bearing the name `file`. */
  get(key: string, file: string): LintResult | null {
    const entry = this.entries.get(key);
    if (entry === undefined) {
      this.misses++;
      return null;
    }
    this.hits++;
    this.entries.delete(key);
    this.entries.set(key, entry);
    const result = JSON.parse(entry.json) as LintResult;
    result.file = file;
    for (const violation of result.violations) violation.file = file;
    return result;
  }

  /** Lines of the file that the result is of; 0 where it is not known. */
  lines(key: string): number {
    return this.entries.get(key)?.lines ?? 0;
  }

  /** `json` is the result as JSON, `lines` those of its file. */
  set(key: string, json: string, lines: number): void {
    const size = json.length + key.length;
    if (size > this.limit) return;
    this.drop(key);
    this.entries.set(key, { json, lines });
    this.bytes += size;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.limit) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.bytes -= entry.json.length + key.length;
  }

  resetStats(): void {
    this.hits = 0;
    this.misses = 0;
  }

  stats(): { entries: number; bytes: number; hits: number; misses: number } {
    const { bytes, hits, misses } = this;
    return { entries: this.entries.size, bytes, hits, misses };
  }
}
