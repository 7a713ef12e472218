/** Standard output, written at once and whole, whatever its reader does. */

const encoder = new TextEncoder();
const outgoing = new Uint8Array(1 << 16);

export function writeOut(text: string): void {
  for (let rest = text; rest !== "";) {
    const { read, written } = encoder.encodeInto(rest, outgoing);
    for (let at = 0; at < written;) at += Deno.stdout.writeSync(outgoing.subarray(at, written));
    rest = rest.slice(read);
  }
}
