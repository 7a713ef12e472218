/**
 * Files that come with SQL and bear on how it is linted: configuration, lists of files to leave
 * out, and templates. Everything here is about names and texts; who reads them is elsewhere.
 */
import { basename, dirname, join, relative } from "node:path/posix";
import { LintelError } from "../errors.ts";
import { GitIgnore } from "../text/gitignore.ts";
import { ignorePathsIn, ignorePathsOf } from "./ignore_paths.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

/** Names of configuration files; in one folder SQLFluff lets the later of them win. */
export const CONFIG_NAMES = ["setup.cfg", "tox.ini", "pep8.ini", ".sqlfluff", "pyproject.toml"];

export const IGNORE_NAME = ".sqlfluffignore";

/** What of them applies to one file. */
export interface FileContext {
  config_files: ConfigFile[];
  templates: ConfigFile[];
  /** What leaves the file out, as `ignoredBy` says it. */
  ignored_by: string | null;
}

/** Whether `path` lies in `folder`, at any depth; "" is the folder of everything. */
function isBelow(path: string, folder: string): boolean {
  return folder === "" || folder === "." || path.startsWith(`${folder}/`);
}

function depth(path: string): number {
  return path.split("/").length;
}

/** Configuration files that apply to `file`: of its folder and every one above, outermost first. */
export function configFilesFor(file: string, companions: readonly ConfigFile[]): ConfigFile[] {
  const rank = (path: string) => CONFIG_NAMES.indexOf(basename(path));
  return companions
    .filter(({ path }) => rank(path) >= 0 && isBelow(file, dirname(path)))
    .sort((a, b) => depth(a.path) - depth(b.path) || rank(a.path) - rank(b.path));
}

/**
 * Patterns that one list may have: every file of an archive is compared with all of them, where
 * nothing else can go on meanwhile.
 */
const MOST_PATTERNS = 10_000;

/** Lists that were read, by the file that holds them: all files below it are compared with it. */
const lists = new WeakMap<ConfigFile, GitIgnore>();

/** What a file leaves out. Throws `invalid_config` for too many patterns. */
function listIn(companion: ConfigFile): GitIgnore {
  const known = lists.get(companion);
  if (known !== undefined) return known;
  const { path, text } = companion;
  const name = basename(path);
  const patterns = name === IGNORE_NAME
    ? text.split(/\r?\n/)
    : CONFIG_NAMES.includes(name)
    ? ignorePathsIn(companion)
    : [];
  const list = listOf(patterns, path);
  lists.set(companion, list);
  return list;
}

function listOf(patterns: readonly string[], where: string): GitIgnore {
  if (patterns.length <= MOST_PATTERNS) return new GitIgnore(patterns);
  const message =
    `${where} leaves files out by ${patterns.length} patterns; ${MOST_PATTERNS} are ` +
    "the most there may be";
  throw new LintelError("invalid_config", message);
}

/**
 * What leaves `file` out, or null: the path of a `.sqlfluffignore`, or "ignore_paths in" and the
 * configuration, which is a file or that of the request. Patterns are those of Git. Throws
 * `invalid_config` for a list that is too long.
 */
export function ignoredBy(
  file: string,
  companions: readonly ConfigFile[],
  config?: NestedConfig,
): string | null {
  for (const companion of companions) {
    const { path } = companion;
    if (!isBelow(file, dirname(path))) continue;
    if (!listIn(companion).ignores(relative(dirname(path), file))) continue;
    return basename(path) === IGNORE_NAME ? path : `ignore_paths in ${path}`;
  }
  const own = ignorePathsOf(config);
  return own.length > 0 && listOf(own, "config").ignores(file) ? "ignore_paths in config" : null;
}

const TEMPLATE_SETTING = /^[ \t]*(load_macros_from_path|loader_search_path)[ \t]*=[ \t]*(.+)$/gm;

/**
 * Folders (or files) that configuration names for templates to be taken from, as seen from the
 * root: a path in a configuration file is meant from the folder it lies in. Both INI and TOML.
 */
export function templateFolders(configs: readonly ConfigFile[]): string[] {
  const folders = new Set<string>();
  for (const { path, text } of configs) {
    for (const [, , value] of text.matchAll(TEMPLATE_SETTING)) {
      for (const part of value!.replaceAll(/[[\]"']/g, "").split(",")) {
        if (part.trim() !== "") folders.add(join(dirname(path), part.trim()));
      }
    }
  }
  return [...folders];
}

/** Whether `path` is one of the folders or files, or below one of them. */
export function isTemplate(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || isBelow(path, folder));
}
