/** The command line as a process of its own, with the permissions it really gets. */
import { fileURLToPath } from "node:url";
import { lintPermissions } from "../../scripts/lint_permissions.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface RunOptions {
  cwd?: string;
  stdin?: string | Uint8Array<ArrayBuffer>;
  env?: Record<string, string>;
  /** Nobody reads what it writes to standard output: the pipe is closed at once. */
  deaf?: boolean;
  /** A file that standard output goes to. */
  out?: string;
}

/** Runs `lintel lint …`. */
export function lint(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const environment = { ...Deno.env.toObject(), ...options.env } as Record<string, string>;
  const flags = lintPermissions((name) => environment[name], args);
  return lintel(["lint", ...args], options, flags);
}

/** Runs `lintel …` with these flags of Deno. */
export async function lintel(
  args: readonly string[],
  { cwd, stdin, env, deaf, out: file }: RunOptions = {},
  flags: readonly string[] = ["--no-prompt"],
): Promise<Ran> {
  const run = ["run", "--quiet", "--no-check", "--config", CONFIG, ...flags, MAIN, ...args];
  const command = [Deno.execPath(), ...run];
  const [program, ...words] = file === undefined
    ? command
    : ["sh", "-c", 'out=$1; shift; exec "$@" >"$out"', "sh", file, ...command];
  const child = new Deno.Command(program!, {
    args: words,
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = new Blob([stdin ?? ""]).stream().pipeTo(child.stdin)
    // A process that does not read its input may end before it was written.
    .catch(() => {});
  const out = deaf === true ? child.stdout.cancel().then(() => "") : textOf(child.stdout);
  const [{ code }, said, err] = await Promise.all([child.status, out, textOf(child.stderr)]);
  await input;
  return { code, out: said, err };
}

function textOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  return new Response(stream).text();
}

/** A folder with these files, removed when it is disposed. */
export async function folderOf(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  for (const [name, content] of Object.entries(files)) {
    const at = name.lastIndexOf("/");
    if (at > 0) await Deno.mkdir(`${path}/${name.slice(0, at)}`, { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(`${path}/${name}`, content);
    else await Deno.writeFile(`${path}/${name}`, content);
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
