/**
 * Permissions of `lint`, from its arguments and the environment. They are worked out before each
 * `deno task lint`: neither the settings are loaded for them nor node:fs, which take 40 ms.
 */
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { SettingsError } from "../src/config/settings_error.ts";
import { DEFAULT_PYTHON } from "../src/config/sqlfluff_python.ts";
import { UTIL_LINUX } from "../src/pool/fence.ts";

/** A permission as a flag. Throws SettingsError for a path that Deno cannot be told. */
export function flag(name: string, values: readonly string[]): string {
  const split = values.find((value) => /[\s,]/.test(value));
  if (split !== undefined) {
    throw new SettingsError([`${split}: a path with spaces or commas cannot be permitted`]);
  }
  return `--allow-${name}=${[...new Set(values)].join(",")}`;
}

/** Where a path leads behind its links; null where it leads to nothing that could be started. */
function realPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch {
    return null;
  }
}

/** The real file of a program, as a permission must name it: first as found, then behind links. */
export function executable(name: string, path: string): string[] {
  const candidates = isAbsolute(name) || name.includes("/")
    ? [resolve(name)]
    : path.split(delimiter).filter((folder) => folder !== "").map((folder) => join(folder, name));
  for (const candidate of candidates) {
    const real = realPath(candidate);
    if (real !== null) return real === candidate ? [name, real] : [name, candidate, real];
  }
  // Not there: named all the same, so that the program itself can say what is missing.
  return [name];
}

/** Whether the arguments of `lint` ask for Git. */
function asksGit(args: readonly string[]): boolean {
  return args.some((arg) => arg === "--since" || arg.startsWith("--since="));
}

/**
 * Flags of `lint`: the files that a user may name are anywhere, but there is no network, and the
 * only programs are the Python of the engine `sqlfluff` and, where `args` say `--since`, Git.
 */
export function lintPermissions(
  environment: (name: string) => string | undefined,
  args: readonly string[] = [],
): string[] {
  const tools = Object.values(UTIL_LINUX).filter((tool): tool is string =>
    tool !== null && realPath(tool) !== null
  );
  const python = environment("SQLFLUFF_PYTHON") ?? DEFAULT_PYTHON;
  return [
    "--no-prompt",
    "--allow-read",
    "--allow-write",
    flag("env", ["SQLFLUFF_PYTHON", "PATH", "HOME"]),
    flag("run", [
      ...tools,
      ...executable(python, environment("PATH") ?? ""),
      ...(asksGit(args) ? executable("git", environment("PATH") ?? "") : []),
    ]),
    // Not a permission: as the lint processes of the service have it, see src/native/engine.ts.
    "--v8-flags=--min-semi-space-size=4,--max-semi-space-size=4",
  ];
}
