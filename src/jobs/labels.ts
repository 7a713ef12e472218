/** Labels of a job: what it was submitted for, as `project:shop`. */

/** By key, as `project`, `branch`, `commit` and `team`. */
export type Labels = { [key: string]: string };

/**
 * Keys whose labels trends are summed by. A job adds a row for each of them to each step of time,
 * and sums outlive jobs: keys with a value of its own for almost every job, as `commit`, have no
 * place among them.
 */
export const TREND_LABELS = ["project", "team", "branch"] as const;

/** Labels of one job. */
export const MOST_LABELS = 16;
/** Characters of a value. */
export const LABEL_LENGTH = 200;

const KEY = /^[a-z][a-z0-9_.-]{0,31}$/;

/** Why this is no key of a label, or null. */
export function keyFault(key: string): string | null {
  return KEY.test(key)
    ? null
    : "takes keys of a letter from a to z and up to 31 of a-z, 0-9, `_`, `.` and `-`";
}

/** Why this is no value of a label, or null. */
export function valueFault(value: string): string | null {
  const length = [...value].length;
  if (length === 0 || length > LABEL_LENGTH) {
    return `takes values of 1 to ${LABEL_LENGTH} characters, not ${length}`;
  }
  if (/\p{Cc}/u.test(value)) return "takes values without control characters";
  if (!value.isWellFormed()) return "takes values of whole characters, not half a surrogate pair";
  // Databases disagree on whether a text and the same text with a space behind it are equal.
  return value.trim() === value ? null : "takes values without white space at their ends";
}

/** The label as it is written: `project:shop`. */
export function labelText(key: string, value: string): string {
  return `${key}:${value}`;
}

/** Key and value of `project:shop`; null where there is no colon. */
export function splitLabel(text: string): [key: string, value: string] | null {
  const at = text.indexOf(":");
  return at < 0 ? null : [text.slice(0, at), text.slice(at + 1)];
}

/** Why `text` is no label, or null. */
export function labelFault(text: string): string | null {
  const parts = splitLabel(text);
  if (parts === null) return "takes a key, a colon and a value, as in project:shop";
  return keyFault(parts[0]) ?? valueFault(parts[1]);
}
