/** A child process that is spoken to over its pipes: started, ended, and what it said of errors. */
import type { Command } from "./fence.ts";

/** With the command's environment alone. */
export function spawnPiped({ path, args, env }: Command): Deno.ChildProcess {
  return new Deno.Command(path, {
    args,
    env,
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Ends it at once; one that has ended by itself is as good as ended. */
export function killNow(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch (error) {
    // It ended between the decision and the signal.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Reads a stream to its end; `keep` is given the last `most` characters at each piece. */
export async function keepTail(
  stream: AsyncIterable<Uint8Array>,
  most: number,
  keep: (tail: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let tail = "";
  for await (const chunk of stream) {
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-most);
    keep(tail);
  }
}
