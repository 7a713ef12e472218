/**
 * What a lint process is started through, so that it dies with its parent and cannot take more
 * memory than it may: `setpriv --pdeathsig KILL` and `prlimit --data` of util-linux. Both exec,
 * so the process id stays the child's own.
 */

export interface Command {
  path: string;
  args: string[];
  env: Record<string, string>;
}

/** What is said where a program is not there, or cannot be run; its path is for the log alone. */
export const NOT_RUNNABLE = "the program of lint processes is not there, or cannot be run " +
  "(SQLFLUFF_PYTHON names that of the engine sqlfluff)";

/** Where the tools of util-linux are; null where this system has none. */
export interface FenceTools {
  setpriv: string | null;
  prlimit: string | null;
}

/** The tools' usual places. A test or an odd system may name others. */
export const UTIL_LINUX: FenceTools = Deno.build.os === "linux"
  ? { setpriv: "/usr/bin/setpriv", prlimit: "/usr/bin/prlimit" }
  : { setpriv: null, prlimit: null };

/** Wraps a command; `dataBytes` bounds its private memory. */
export function fence(command: Command, dataBytes: number, tools: FenceTools): Command {
  let words = [command.path, ...command.args];
  if (tools.prlimit !== null) {
    words = [tools.prlimit, `--data=${dataBytes}`, "--core=0", "--", ...words];
  }
  if (tools.setpriv !== null) {
    words = [tools.setpriv, "--pdeathsig", "KILL", "--no-new-privs", "--", ...words];
  }
  const [path, ...args] = words;
  return { path: path!, args, env: command.env };
}
