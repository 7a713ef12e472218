/**
 * `lintel deliver`: the sending process. It may use the network and nothing else, reads messages
 * from standard input, answers each as it ends, and goes when its input ends.
 */
import { addressesText } from "../config/network.ts";
import { readLines } from "../pool/lines.ts";
import type { SendAnswer, SendRequest, Setup } from "./protocol.ts";
import { attempt, REAL_NETWORK, type SendOptions } from "./send.ts";

/** A compiled binary is started with more than the network. */
function dropPermissions(): void {
  for (const name of ["read", "write", "env", "run", "sys", "ffi"] as const) {
    Deno.permissions.revokeSync({ name });
  }
}

const encoder = new TextEncoder();

function write(answer: SendAnswer): void {
  const bytes = encoder.encode(`${JSON.stringify(answer)}\n`);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

function optionsOf({ timeout, allow }: Setup): SendOptions {
  const list = addressesText.parse(allow);
  return { timeout, allows: (address) => list.has(address) };
}

/** Sends until standard input ends; the exit code. */
export async function deliverMode(): Promise<number> {
  dropPermissions();
  const lines = readLines(Deno.stdin.readable);
  const first = await lines.next();
  if (first.done) return 0;
  const options = optionsOf(JSON.parse(first.value) as Setup);
  for await (const line of lines) {
    const { id, message } = JSON.parse(line) as SendRequest;
    void attempt(message, REAL_NETWORK, options).then((outcome) => write({ id, outcome }));
  }
  return 0;
}
