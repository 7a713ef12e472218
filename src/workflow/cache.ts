/** Results by content, effective configuration and engine version, bounded by bytes. */
import type { LintResult } from "../lint/result.ts";

/** Least recently used goes first. Holds at most `limit` bytes of JSON. */
export class ResultCache {
  private readonly entries = new Map<string, string>();
  private bytes = 0;
  hits = 0;
  misses = 0;

  constructor(private readonly limit: number) {}

  /** A fresh copy of the result, bearing the name `file`. */
  get(key: string, file: string): LintResult | null {
    const json = this.entries.get(key);
    if (json === undefined) {
      this.misses++;
      return null;
    }
    this.hits++;
    this.entries.delete(key);
    this.entries.set(key, json);
    const result = JSON.parse(json) as LintResult;
    result.file = file;
    for (const violation of result.violations) violation.file = file;
    return result;
  }

  /** `json` is the result as JSON. */
  set(key: string, json: string): void {
    const size = json.length + key.length;
    if (size > this.limit) return;
    this.drop(key);
    this.entries.set(key, json);
    this.bytes += size;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.limit) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const json = this.entries.get(key);
    if (json === undefined) return;
    this.entries.delete(key);
    this.bytes -= json.length + key.length;
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
