/** Which entry names are taken, as what, and why the others are not. */
import { CONFIG_NAMES, IGNORE_NAME } from "../lint/companions.ts";
import { type ArchiveLimits, NOT_SQL } from "./port.ts";

/** What becomes of an entry by its name alone; `name` is without `.` and empty segments. */
export type NameVerdict =
  | { kind: "sql" | "companion" | "folder"; name: string }
  | { kind: "skip"; name: string; reason: string };

const COMPANION_NAMES: ReadonlySet<string> = new Set([...CONFIG_NAMES, IGNORE_NAME]);
const TEMPLATE_SUFFIX = /\.(j2|jinja|jinja2)$/;
const ARCHIVE_SUFFIX = /\.(zip|jar|war|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|7z|rar)$/;
/** Characters of a whole path, as most systems have it; `nameLength` bounds each of its parts. */
const PATH_LENGTH = 4096;
/** Characters that are shown of a name that is not taken. */
const REPORTED_LENGTH = 500;
const FIRST_PRINTABLE = 0x20;
const DELETE = 0x7f;
const REPLACEMENT = "\ufffd";

function hasControl(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < FIRST_PRINTABLE || code === DELETE) return true;
  }
  return false;
}

/** Why a name could lead out of its folder or mislead a reader; null where it cannot. */
function unsafe(name: string): string | null {
  if (name.includes("\0")) return "the name holds a NUL character";
  if (hasControl(name)) return "the name holds control characters";
  if (name.includes(REPLACEMENT)) return "the name is not valid in its encoding";
  if (name.startsWith("/")) return "the path is absolute";
  if (/^[a-z]:/i.test(name)) return "the path starts with a drive";
  if (name.split("/").includes("..")) return "the path leaves its folder";
  return null;
}

function tooLarge(segments: readonly string[], limits: ArchiveLimits): string | null {
  const depth = segments.length - 1;
  if (depth > limits.depth) {
    return `the path is ${depth} folders deep, the limit is ${limits.depth}`;
  }
  const lengths = segments.map((segment) => [...segment].length);
  const longest = Math.max(0, ...lengths);
  if (longest > limits.nameLength) {
    return `the name has ${longest} characters, the limit is ${limits.nameLength}`;
  }
  const length = lengths.reduce((sum, one) => sum + one, depth);
  return length > PATH_LENGTH
    ? `the path has ${length} characters, the limit is ${PATH_LENGTH}`
    : null;
}

/** A name that may be hostile, as it is reported: cut off, and without control characters. */
export function reportable(name: string): string {
  // No more is looked at than may be shown: a name may be megabytes long.
  const start = [...name.slice(0, 2 * REPORTED_LENGTH)].slice(0, REPORTED_LENGTH).join("");
  const shown = Array.from(start, (c) => hasControl(c) ? REPLACEMENT : c).join("");
  return start.length < name.length ? `${shown}…` : shown;
}

/** Reads the backslashes that Windows writes as folders, and counts the names that have them. */
export class Backslashes {
  private turned = 0;

  turn(name: string): string {
    if (!name.includes("\\")) return name;
    this.turned++;
    return name.replaceAll("\\", "/");
  }

  /** What is worth a note on the job. */
  notes(): string[] {
    if (this.turned === 0) return [];
    return [
      `${this.turned} ${this.turned === 1 ? "name has" : "names have"} backslashes, as Windows ` +
      "writes them; they were read as folders",
    ];
  }
}

/** Judges the name of an entry as the archive has it. */
export function judgeName(raw: string, limits: ArchiveLimits): NameVerdict {
  const skip = (reason: string): NameVerdict => ({
    kind: "skip",
    name: reportable(raw),
    reason,
  });
  if (raw === "") return skip("the entry has no name");
  const fault = unsafe(raw);
  if (fault !== null) return skip(fault);
  const segments = raw.split("/").filter((segment) => segment !== "" && segment !== ".");
  const name = segments.join("/");
  const large = tooLarge(segments, limits);
  if (large !== null) return skip(large);
  if (raw.endsWith("/") || segments.length === 0) return { kind: "folder", name };
  const base = segments.at(-1) ?? "";
  if (segments.includes("__MACOSX") || base === ".DS_Store" || base.startsWith("._")) {
    return skip("Macintosh metadata");
  }
  if (COMPANION_NAMES.has(base)) return { kind: "companion", name };
  const lower = base.toLowerCase();
  if (limits.sqlEndings.some((suffix) => lower.endsWith(suffix))) return { kind: "sql", name };
  if (TEMPLATE_SUFFIX.test(lower)) return { kind: "companion", name };
  if (ARCHIVE_SUFFIX.test(lower)) return skip("an archive inside an archive is not opened");
  return skip(NOT_SQL);
}
