import assert from "node:assert/strict";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { Listener } from "../../src/http/listener.ts";
import { patience } from "../support/patience.ts";
import { Process } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const PROGRAM = fileURLToPath(new URL("./listener_process.ts", import.meta.url));

/** Files that the process may open: more than its connections, fewer than the burst. */
const OPEN_FILES = 100;
const BURST = 150;

async function answers(port: number, patience: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      signal: AbortSignal.timeout(patience),
    });
    return await response.text() === "here";
  } catch {
    // Refused, reset or too late: what the callers ask about.
    return false;
  }
}

async function connectTo(port: number): Promise<Deno.Conn | null> {
  try {
    return await Deno.connect({ hostname: "127.0.0.1", port });
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionReset) return null;
    throw error;
  }
}

/** A server process after more connections came at once than it may open files; all are closed. */
async function afterBurst(interval: number): Promise<{ process: Process; port: number }> {
  const process = new Process("/bin/sh", [
    "-c",
    `ulimit -n ${OPEN_FILES}; exec "$@"`,
    "sh",
    Deno.execPath(),
    "run",
    "--quiet",
    "--no-prompt",
    "--allow-net=127.0.0.1",
    PROGRAM,
    String(interval),
  ], {});
  const port = Number(
    await until("the port", () => /^\d+$/m.exec(process.stdout)?.[0] ?? null),
  );
  process.signal("SIGSTOP");
  const burst = await Promise.all(Array.from({ length: BURST }, () => connectTo(port)));
  process.signal("SIGCONT");
  await until("the burst to be accepted", async () => !(await answers(port, 500)));
  for (const connection of burst) connection?.close();
  return { process, port };
}

Deno.test("a server that a burst left without files accepts again", async () => {
  const { process, port } = await afterBurst(200);
  try {
    await until("an answer", () => answers(port, patience(500)));
  } finally {
    await process.destroy();
  }
});

Deno.test("a listening socket that was lost is opened anew on the same port, and one in use is left alone", async () => {
  const server = createServer((_request, response) => response.end("here"));
  let [listened, accepted] = [0, 0];
  server.on("listening", () => listened++);
  server.on("connection", () => accepted++);
  const listener = new Listener(server, {
    host: "127.0.0.1",
    port: 0,
    backlog: 8,
    interval: patience(100),
  });
  const port = await listener.open();
  try {
    assert.ok(await answers(port, 30_000));
    const before = accepted;
    await until("some probes", () => accepted >= before + 3);
    assert.equal(listened, 1, "probes found it accepting");
    const handle = (server as unknown as { _handle: { close(): void } })._handle;
    handle.close();
    await until("it to listen again", () => listened === 2);
    await until("an answer", () => answers(port, patience(1000)));
  } finally {
    listener.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
