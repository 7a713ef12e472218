/** Which entry names are taken, as what, and why the others are not. */
import type { ArchiveLimits } from "./port.ts";

/** What becomes of an entry by its name alone; `name` is without `.` and empty segments. */
export type NameVerdict =
  | { kind: "sql" | "config" | "folder"; name: string }
  | { kind: "skip"; name: string; reason: string };

const SQL_SUFFIXES = [".sql", ".ddl", ".dml", ".sql.j2", ".pkb"];
const CONFIG_NAMES: ReadonlySet<string> = new Set([
  ".sqlfluff",
  ".sqlfluffignore",
  "pyproject.toml",
  "setup.cfg",
  "tox.ini",
]);
const ARCHIVE_SUFFIX = /\.(zip|jar|war|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|7z|rar)$/;
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
  if (name.includes("\\")) return "the name holds a backslash";
  if (name.startsWith("/")) return "the path is absolute";
  if (/^[a-z]:/i.test(name)) return "the path starts with a drive";
  if (name.split("/").includes("..")) return "the path leaves its folder";
  return null;
}

function tooLarge(name: string, segments: number, limits: ArchiveLimits): string | null {
  const length = [...name].length;
  if (length > limits.nameLength) {
    return `the name has ${length} characters, the limit is ${limits.nameLength}`;
  }
  const depth = segments - 1;
  if (depth > limits.depth) {
    return `the path is ${depth} folders deep, the limit is ${limits.depth}`;
  }
  return null;
}

/** A name as it may be reported: never longer than the limit, without control characters. */
export function reportable(name: string, limits: ArchiveLimits): string {
  // The first characters are enough, and a name may be megabytes long.
  const start = [...name.slice(0, 2 * limits.nameLength)].slice(0, limits.nameLength);
  return start.map((c) => hasControl(c) ? REPLACEMENT : c).join("");
}

/** Judges the name of an entry as the archive has it. */
export function judgeName(raw: string, limits: ArchiveLimits): NameVerdict {
  const skip = (reason: string): NameVerdict => ({
    kind: "skip",
    name: reportable(raw, limits),
    reason,
  });
  if (raw === "") return skip("the entry has no name");
  const fault = unsafe(raw);
  if (fault !== null) return skip(fault);
  const segments = raw.split("/").filter((segment) => segment !== "" && segment !== ".");
  const name = segments.join("/");
  const large = tooLarge(name, segments.length, limits);
  if (large !== null) return skip(large);
  if (raw.endsWith("/") || segments.length === 0) return { kind: "folder", name };
  const base = segments.at(-1) ?? "";
  if (segments.includes("__MACOSX") || base === ".DS_Store" || base.startsWith("._")) {
    return skip("Macintosh metadata");
  }
  if (CONFIG_NAMES.has(base)) return { kind: "config", name };
  const lower = base.toLowerCase();
  if (SQL_SUFFIXES.some((suffix) => lower.endsWith(suffix))) return { kind: "sql", name };
  if (ARCHIVE_SUFFIX.test(lower)) return skip("an archive inside an archive is not opened");
  return skip("not a SQL file");
}
