/**
 * Standard output, written at once and whole. A reader that goes away before the end, as `head`
 * does, wanted no more: the run goes on without it, and its exit status says what it found.
 */
import { messageOf } from "../errors.ts";

/** Standard output does not take what is written: a disk is full, a device is gone. */
export class OutputError extends Error {}

const encoder = new TextEncoder();
const outgoing = new Uint8Array(1 << 16);

let open = true;

export function writeOut(text: string): void {
  for (let rest = text; rest !== "" && open;) {
    const { read, written } = encoder.encodeInto(rest, outgoing);
    writeBytes(outgoing.subarray(0, written));
    rest = rest.slice(read);
  }
}

export function writeBytes(bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length && open;) at += Deno.stdout.writeSync(bytes.subarray(at));
  } catch (error) {
    open = false;
    if (error instanceof Deno.errors.BrokenPipe) return;
    throw new OutputError(`standard output cannot be written: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
