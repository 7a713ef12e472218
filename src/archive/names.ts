/** What an entry's name makes of it: a SQL file, a configuration file, or nothing, and why. */
import type { ArchiveLimits } from "./port.ts";

export type Judgement =
  | { kind: "file" | "config"; name: string }
  /** A folder, or the archive's own root: nothing to tell anybody. */
  | { kind: "folder" }
  | { kind: "skip"; name: string; reason: string };

const SQL = [".sql", ".ddl", ".dml", ".sql.j2", ".pkb"];
const CONFIG = new Set([".sqlfluff", ".sqlfluffignore", "pyproject.toml", "setup.cfg", "tox.ini"]);
const ARCHIVES = [
  ".zip",
  ".tar",
  ".tgz",
  ".gz",
  ".bz2",
  ".tbz2",
  ".xz",
  ".txz",
  ".zst",
  ".7z",
  ".rar",
  ".jar",
];

/** Tells entries apart by their name, which is taken to be hostile. */
export function judge(raw: string, limits: ArchiveLimits): Judgement {
  const skip = (reason: string): Judgement => ({ kind: "skip", name: printable(raw), reason });
  const danger = dangerOf(raw);
  if (danger !== null) return skip(danger);
  if (raw.endsWith("/")) return { kind: "folder" };
  const parts = raw.split("/").filter((part) => part !== "" && part !== ".");
  const base = parts.at(-1);
  if (base === undefined) return { kind: "folder" };
  const name = parts.join("/");
  if (parts.length - 1 > limits.depth) {
    return skip(`it lies ${parts.length - 1} folders deep; the limit is ${limits.depth}`);
  }
  const encoder = new TextEncoder();
  const longest = Math.max(...parts.map((part) => encoder.encode(part).length));
  if (longest > limits.nameLength) {
    return skip(`its name has ${longest} bytes; the limit is ${limits.nameLength}`);
  }
  if (parts[0] === "__MACOSX" || base === ".DS_Store" || base.startsWith("._")) {
    return skip("it is metadata of macOS");
  }
  if (CONFIG.has(base)) return { kind: "config", name };
  const lower = base.toLowerCase();
  if (SQL.some((ending) => lower.endsWith(ending))) return { kind: "file", name };
  if (ARCHIVES.some((ending) => lower.endsWith(ending))) {
    return skip("it is an archive inside the archive, which is not opened");
  }
  return skip("it is not a SQL file");
}

/** Why the name could lead out of the folder it is meant for, or be read in two ways. */
function dangerOf(name: string): string | null {
  if (name === "") return "it has no name";
  if (hasControls(name)) return "its name has control characters";
  if (name.includes("\\")) return "its name has a backslash";
  if (name.startsWith("/")) return "its name is an absolute path";
  if (/^[a-zA-Z]:/.test(name)) return "its name begins with a drive letter";
  return name.split("/").includes("..") ? "its name leads out of the archive" : null;
}

function hasControls(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** The name as it can be shown: bounded, and without characters that act on a terminal. */
function printable(name: string): string {
  let shown = "";
  for (const character of name.slice(0, 300)) {
    shown += hasControls(character) ? "\ufffd" : character;
  }
  return name.length > 300 ? `${shown}…` : shown;
}
