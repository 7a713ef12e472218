/** `lint --jsonl`: how an editor, a test or the pool drives the native engine. */
import { answerLine } from "../engine/mod.ts";
import { ENGINE_VERSION } from "../engine/version.ts";
import { readLines } from "../pool/lines.ts";

function write(text: string): void {
  const bytes = new TextEncoder().encode(text + "\n");
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/** Most bytes of one read; a pipe holds as many. */
const CHUNK = 1 << 16;

/**
 * Standard input, read as it comes. The process has nothing else to do meanwhile, and a read that
 * waits costs two switches of thread less than one that is waited for.
 */
function* standardInput(): Generator<Uint8Array> {
  for (;;) {
    const buffer = new Uint8Array(CHUNK);
    const length = Deno.stdin.readSync(buffer);
    if (length === null) return;
    yield buffer.subarray(0, length);
  }
}

/** Drops every permission the process may have: a compiled binary is started with some. */
function dropPermissions(): void {
  for (const name of ["read", "write", "net", "env", "run", "sys", "ffi"] as const) {
    Deno.permissions.revokeSync({ name });
  }
}

/** `{"id", "op": "version"}` asks who answers; the pool begins with it. */
function versionAnswer(line: string): string | null {
  if (!line.includes('"op"')) return null;
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    // Not JSON: the engine says so in its own answer.
    return null;
  }
  if (typeof request !== "object" || request === null) return null;
  const { id, op } = request as { id?: unknown; op?: unknown };
  if (op !== "version") return null;
  return JSON.stringify({ id, engine: { name: "native", version: ENGINE_VERSION } });
}

/** Answers until standard input ends; the exit code. `more` is what stood behind `--jsonl`. */
export async function jsonLines(more: readonly string[]): Promise<number> {
  if (more.length > 0) {
    console.error("lintel lint: --jsonl takes no paths and no options");
    return 2;
  }
  dropPermissions();
  for await (const line of readLines(standardInput())) {
    if (line.trim() === "") continue;
    write(versionAnswer(line) ?? answerLine(line));
  }
  return 0;
}
