/** `lint --jsonl`: how an editor, a test or the pool drives the native engine. */
import { answerTo } from "../engine/jsonl.ts";
import { LineBuffer } from "../pool/lines.ts";
import { fixesCrLf, withFixedInCrLf } from "./jsonl_line_ends.ts";

/** Most bytes of one read; a pipe holds as many. */
const CHUNK = 1 << 16;

const encoder = new TextEncoder();

function write(text: string): void {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/**
 * The lines of standard input, read as they are asked for. The process has nothing else to do
 * meanwhile, and a read that waits costs two switches of thread less than one that is waited for.
 */
class Input {
  readonly #buffer = new LineBuffer();
  #ended = false;

  /** The next line without its end; null behind the last one. */
  next(): string | null {
    for (;;) {
      const line = this.#ended ? this.#buffer.rest() : this.#buffer.take();
      if (line !== null || this.#ended) return line;
      const length = Deno.stdin.readSync(this.#buffer.room(CHUNK));
      if (length === null) this.#ended = true;
      else this.#buffer.wrote(length);
    }
  }
}

/** Drops every permission the process may have: a compiled binary is started with some. */
function dropPermissions(): void {
  for (const name of ["read", "write", "net", "env", "run", "sys", "ffi"] as const) {
    Deno.permissions.revokeSync({ name });
  }
}

const MEGABYTE = 1 << 20;

/** The bytes of `--memory MB`; no limit without it, null for anything else. */
function memoryLimit(more: readonly string[]): number | null {
  if (more.length === 0) return Infinity;
  const [option, value, ...rest] = more;
  if (option !== "--memory" || value === undefined || rest.length > 0) return null;
  return /^[1-9]\d{0,6}$/.test(value) ? Number(value) * MEGABYTE : null;
}

/** Answers until standard input ends; the exit code. `more` is what stood behind `--jsonl`. */
export async function jsonLines(more: readonly string[]): Promise<number> {
  const memory = memoryLimit(more);
  if (memory === null) {
    console.error("lintel lint: --jsonl takes --memory MB and nothing else");
    return 2;
  }
  dropPermissions();
  const input = new Input();
  let isCrLf = false;
  const next = () => {
    const line = input.next();
    isCrLf = line !== null && fixesCrLf(line);
    return line;
  };
  const writePiece = (piece: string) => write(isCrLf ? withFixedInCrLf(piece) : piece);
  while (await answerTo(next, writePiece, memory));
  return 0;
}
