import assert from "node:assert/strict";
import { patience } from "../support/patience.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const SCRIPTED = { SQLFLUFF_PYTHON: SCRIPTED_PYTHON, DEFAULT_ENGINE: "sqlfluff" };
const HALF_OPEN = 300;
const HEAD = "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\n";

/** Milliseconds after which no half-open connection may be left. */
const TOO_LONG = patience(18_000);

const encoder = new TextEncoder();

/** A client that says `first`, then a byte of `rest` each second until it is cut off. */
class SlowClient implements Disposable {
  /** Everything it was answered, once the service has closed the connection. */
  readonly answer: Promise<string>;
  private readonly timer: ReturnType<typeof setInterval> | undefined;
  /** Reading from a socket that we close ourselves fails: the service let it stay too long. */
  private readonly late = setTimeout(() => this.close(), TOO_LONG);
  private closed = false;

  private constructor(private readonly socket: Deno.Conn, rest: string) {
    this.answer = this.read();
    let at = 0;
    this.timer = rest === "" ? undefined : setInterval(() => {
      socket.write(encoder.encode(rest[at++] ?? " ")).catch(() => clearInterval(this.timer));
    }, 1000);
  }

  static async connect(url: string, first: string, rest = ""): Promise<SlowClient> {
    const port = Number(new URL(url).port);
    const socket = await Deno.connect({ hostname: "127.0.0.1", port });
    await socket.write(encoder.encode(first)).catch(ignoreCutOff);
    return new SlowClient(socket, rest);
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
    clearTimeout(this.late);
    this.close();
  }

  private close(): void {
    if (!this.closed) this.socket.close();
    this.closed = true;
  }

  private async read(): Promise<string> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(4096);
    let text = "";
    try {
      for (;;) {
        const n = await this.socket.read(buffer);
        if (n === null) return text;
        text += decoder.decode(buffer.subarray(0, n), { stream: true });
      }
    } catch (error) {
      ignoreCutOff(error);
      return text;
    } finally {
      clearInterval(this.timer);
    }
  }
}

/** A service that refuses a connection may reset it. */
function ignoreCutOff(error: unknown): number {
  if (
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe ||
    error instanceof Deno.errors.ConnectionAborted
  ) return 0;
  throw error;
}

Deno.test("300 half-open connections do not bring down a service that may open 256 files", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { process, remote } = await fleet.start("all", { openFiles: 256 });
  const clients: SlowClient[] = [];
  try {
    for (let i = 0; i < HALF_OPEN; i++) {
      // Every tenth drips its headers, so that silence alone is not what ends it.
      const rest = i % 10 === 0 ? `X-Slow: ${"s".repeat(100)}` : "";
      clients.push(await SlowClient.connect(remote.url, HEAD, rest));
    }
    const answers = await Promise.all(clients.map((c) => c.answer));
    const late = answers.filter((a) => a !== "");
    assert.ok(late.length > 0 && late.length < 256 / 2 + 1, `${late.length} were let in`);
    for (const answer of late) {
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.match(answer, /"code":"request_timeout"/);
    }
  } finally {
    for (const client of clients) client[Symbol.dispose]();
  }
  await until("the service's health", async () => {
    const response = await fetch(`${remote.url}/api/v1/health/ready`);
    await response.body?.cancel();
    return response.status === 200;
  });
  assert.equal((await remote.ended(await remote.submit("select 1"))).job_status, "COMPLETED");
  process.signal("SIGTERM");
  assert.equal(await process.ended(), 0, process.stderr);
  assert.doesNotMatch(process.stderr + process.stdout, /too many open files/i);
});

Deno.test("a body that drips in is refused as request_timeout, whatever its kind, and others are served meanwhile", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const { remote } = await fleet.start("all");
  const bodies: [type: string, begin: string][] = [
    ["application/json", '{"sql_content":"'],
    ["application/sql", "select"],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.sql"\r\n\r\nselect',
    ],
    ["application/zip", "PK"],
  ];
  const clients = await Promise.all(bodies.map(([type, begin]) => {
    const head = `${HEAD}Content-Type: ${type}\r\nContent-Length: 100000\r\n\r\n${begin}`;
    return SlowClient.connect(remote.url, head, "x".repeat(100));
  }));
  try {
    assert.equal((await remote.ended(await remote.submit("select 1"))).job_status, "COMPLETED");
    for (const [i, client] of clients.entries()) {
      const answer = await client.answer;
      assert.match(answer, /^HTTP\/1\.1 408 /, bodies[i]![0]);
      assert.match(answer, /"code":"request_timeout"/, bodies[i]![0]);
    }
  } finally {
    for (const client of clients) client[Symbol.dispose]();
  }
  const { jobs } = await remote.get<{ jobs: unknown[] }>("/api/v1/jobs");
  assert.equal(jobs.length, 1);
});
