/** What has changed: from a diff that was given (`--changed`), or from Git (`--since`). */
import defer * as fs from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LintelError, messageOf } from "../errors.ts";
import { touchedViolations } from "../lint/touched.ts";
import { type Changes, parseUnifiedDiff } from "../lint/unified_diff.ts";
import type { Violation } from "../lint/result.ts";
import { UsageError } from "./find_files.ts";

/** A path without links, so that each file has one; of a file that is not there, as it is named. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    // Gone, or a link that leads nowhere: whoever reads it says so.
    return resolve(path);
  }
}

/** The changes of files, by their absolute paths. */
export class ChangedFiles {
  private readonly byPath = new Map<string, Changes>();

  /** `roots` are the folders that names of the diff may be meant from; `fresh` are files in whole. */
  constructor(
    changes: ReadonlyMap<string, Changes>,
    roots: readonly string[],
    private readonly fresh: ReadonlySet<string> = new Set(),
  ) {
    for (const root of roots) {
      for (const [name, change] of changes) this.byPath.set(realPath(join(root, name)), change);
    }
  }

  /** Whether there is anything to report of a file, so that others need not be linted. */
  has(file: string): boolean {
    const path = realPath(file);
    return this.fresh.has(path) || this.byPath.has(path);
  }

  /** Whether each finding lies in a statement that the change touches. */
  touched(file: string, sql: string, violations: readonly Violation[]): boolean[] {
    const path = realPath(file);
    if (this.fresh.has(path)) return violations.map(() => true);
    const changes = this.byPath.get(path);
    if (changes === undefined) return violations.map(() => false);
    return touchedViolations(sql, violations, changes);
  }
}

function parsed(option: string, diff: string): Map<string, Changes> {
  try {
    return parseUnifiedDiff(diff);
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    throw new UsageError(`${option}: ${error.message}`);
  }
}

/** The folder of the repository that a folder lies in: what Git names files from. */
function repositoryOf(folder: string): string | null {
  for (let at = resolve(folder);; at = dirname(at)) {
    if (fs.existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return null;
  }
}

/** The changes of a diff in a file, or on standard input where that is `-`. Throws UsageError. */
export async function changedByDiff(path: string): Promise<ChangedFiles> {
  let diff: string;
  try {
    diff = path === "-"
      ? await new Response(Deno.stdin.readable).text()
      : await Deno.readTextFile(path);
  } catch (error) {
    throw new UsageError(`--changed: ${path} cannot be read: ${messageOf(error)}`);
  }
  const changes = parsed("--changed", diff);
  const cwd = Deno.cwd();
  const root = repositoryOf(cwd);
  // A name that is one of both folders means the nearer one, which is set last.
  const roots = root === null ? [cwd] : [root, cwd];
  const isHere = (name: string) => roots.some((folder) => fs.existsSync(join(folder, name)));
  if (changes.size > 0 && ![...changes.keys()].some(isHere)) {
    throw new UsageError(
      `--changed: no file that the diff names is here, such as ${[...changes.keys()][0]}: ` +
        "run it in the folder that the names are meant from",
    );
  }
  return new ChangedFiles(changes, roots);
}

/** Configuration of a repository may name programs for these; none of them is run. */
const NO_PROGRAMS = ["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"];

async function git(args: readonly string[]): Promise<string> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("git", {
      args: [...NO_PROGRAMS, ...args],
      env: { GIT_OPTIONAL_LOCKS: "0", GIT_PAGER: "", LC_ALL: "C" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
  } catch (error) {
    throw new UsageError(`--since: git cannot be run: ${messageOf(error)}`);
  }
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (output.code === 0) return text(output.stdout);
  const why = text(output.stderr).trim().split("\n")[0] || `git ended with ${output.code}`;
  throw new UsageError(`--since: ${why}`);
}

/**
 * What changed in the working tree since the commit that it and `revision` have in common, with
 * files that Git does not know yet. Throws UsageError.
 */
export async function changedSince(revision: string): Promise<ChangedFiles> {
  if (revision === "" || revision.startsWith("-")) {
    throw new UsageError(`--since takes a revision, not ${JSON.stringify(revision)}`);
  }
  const root = realPath((await git(["rev-parse", "--show-toplevel"])).replace(/\n$/, ""));
  const diff = await git([
    "diff",
    "--unified=0",
    "--find-renames",
    "--merge-base",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--ignore-submodules",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--end-of-options",
    revision,
    "--",
  ]);
  const untracked = await git(["-C", root, "ls-files", "--others", "--exclude-standard", "-z"]);
  const fresh = untracked.split("\0").filter((name) => name !== "");
  return new ChangedFiles(
    parsed("--since", diff),
    [root],
    new Set(fresh.map((name) => realPath(join(root, name)))),
  );
}
