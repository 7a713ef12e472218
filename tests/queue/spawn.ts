/** Starts `consumer_process.ts` for the conformance suite. */
import { fileURLToPath } from "node:url";
import { within } from "../support/wait.ts";
import type { OtherProcess, QueueHarness } from "./conformance.ts";

const SCRIPT = fileURLToPath(new URL("./consumer_process.ts", import.meta.url));

/** `permissions` beside those that every consumer needs: none. */
export async function spawnConsumer(
  queue: "kv" | "redis",
  place: string,
  kind: Parameters<QueueHarness["spawnConsumer"]>[1],
  permissions: readonly string[],
): Promise<OtherProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--cached-only",
      "--no-check",
      ...permissions,
      SCRIPT,
      queue,
      place,
      kind,
    ],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines: Record<string, unknown>[] = [];
  let more = Promise.withResolvers<void>();
  const reading = (async () => {
    let rest = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop()!;
      for (const part of parts) lines.push(JSON.parse(part));
      more.resolve();
      more = Promise.withResolvers<void>();
    }
  })();
  const saidFrom = async (at: number, wanted: Parameters<OtherProcess["said"]>[0]) => {
    for (;; at++) {
      while (at >= lines.length) await more.promise;
      if (wanted(lines[at]!)) return lines[at]!;
    }
  };
  await within("the consumer", saidFrom(0, (line) => line.ready === true));
  return {
    said: (wanted) => saidFrom(lines.length, wanted),
    async kill() {
      child.kill("SIGKILL");
      await child.status;
      await reading;
    },
  };
}
