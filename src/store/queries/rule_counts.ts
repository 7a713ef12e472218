/**
 * What was found, as the rows of tasks and jobs have it: JSON of `[code, severity, count]`, null for
 * nothing. A row of a table for each rule of each file would be most of what the end of a file writes.
 */
import type { RuleCount } from "../../jobs/job.ts";
import type { Severity } from "../../lint/result.ts";

type Entry = [code: string, severity: Severity, count: number];

function inOrder(a: Entry, b: Entry): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : 1;
}

/** In order of rule and severity. */
export function countsText(counts: readonly RuleCount[]): string | null {
  if (counts.length === 0) return null;
  const entries = counts.map(({ code, severity, count }): Entry => [code, severity, count]);
  return JSON.stringify(entries.sort(inOrder));
}

export function countsOf(text: string | null): RuleCount[] {
  if (text === null) return [];
  return (JSON.parse(text) as Entry[]).map(([code, severity, count]) => ({
    code,
    severity,
    count,
  }));
}

/** All of them as one list, each rule and severity once. */
export function summed(lists: Iterable<readonly RuleCount[]>): RuleCount[] {
  const sums = new Map<string, RuleCount>();
  for (const list of lists) {
    for (const { code, severity, count } of list) {
      const key = `${severity} ${code}`;
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { code, severity, count });
      else known.count += count;
    }
  }
  return [...sums.values()];
}

/**
 * What a text has that tells of findings by a rule, of a severity, or both; "" for neither. No code
 * can look like a severity in it, since quotes are escaped.
 */
export function mark(code: string | undefined, severity: Severity | undefined): string {
  const rule = code === undefined ? "" : `[${JSON.stringify(code)},`;
  return severity === undefined ? rule : `${rule === "" ? "," : rule}${JSON.stringify(severity)},`;
}
