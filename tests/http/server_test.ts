import assert from "node:assert/strict";
import { serve } from "../../src/http/server.ts";
import { createApp } from "../../src/http/app.ts";
import { openService } from "../support/service.ts";
import { sleep, until, within } from "../support/wait.ts";

const OPTIONS = { host: "127.0.0.1", port: 0, maxConnections: 100, requestTimeout: 60_000 };

Deno.test("the server listens on a free port, answers, and closes", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const url = `http://127.0.0.1:${server.port}`;
  const response = await fetch(`${url}/api/v1/health`);
  assert.equal(response.status, 200);
  await response.body?.cancel();
  await server.close(1000);
  await assert.rejects(fetch(`${url}/api/v1/health`));
});

Deno.test("an address that is taken is said at once", async () => {
  await using service = await openService();
  const app = createApp(service.deps);
  const server = await serve(app, OPTIONS);
  await assert.rejects(serve(app, { ...OPTIONS, port: server.port }), /EADDRINUSE|in use/);
  await server.close(1000);
});

Deno.test("a large upload passes through the server chunk by chunk", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const url = `http://127.0.0.1:${server.port}/api/v1/jobs`;
  const line = new TextEncoder().encode("select 1;\n".repeat(10_000));
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/sql" },
    body: ReadableStream.from(Array.from({ length: 20 }, () => line)),
  });
  assert.equal(response.status, 202);
  const { job_id } = await response.json() as { job_id: string };
  const job = await service.get<{ upload_bytes: number }>(`/api/v1/jobs/${job_id}`);
  assert.equal(job.upload_bytes, 20 * line.length);
  await server.close(1000);
});

/** Sends these bytes and no more; what comes back until the server closes or answers. */
async function talk(port: number, text: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(text));
  const buffer = new Uint8Array(65_536);
  const length = await connection.read(buffer);
  return length === null ? "" : new TextDecoder().decode(buffer.subarray(0, length));
}

Deno.test("a body that breaks off leaves no job and no file, and the server lives on", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const head =
      "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n" +
      "Content-Length: 1000000\r\n\r\n";
    // Enough for the disk to see it before it is there as a whole.
    const begun = new TextEncoder().encode(`${head}select ${" ".repeat(200_000)}`);
    for (let rest = begun; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
    await until(
      "the upload to begin",
      async () => (await service.services.files.folders(Infinity, "", 10)).length === 1,
    );
  }
  await until(
    "the upload to be discarded",
    async () => (await service.services.files.folders(Infinity, "", 10)).length === 0,
  );
  const { jobs } = await service.get<{ jobs: unknown[] }>("/api/v1/jobs");
  assert.deepEqual(jobs, []);
  const answer = await talk(server.port, "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  assert.match(answer, /^HTTP\/1\.1 200 /);
  await server.close(0);
});

Deno.test("what is no HTTP is answered 400 and closed", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  assert.match(await talk(server.port, "nonsense\r\n\r\n"), /^HTTP\/1\.1 400 /);
  await server.close(0);
});

Deno.test("connections above the limit are closed, those below it are served", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), { ...OPTIONS, maxConnections: 2 });
  const open = async () => await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  using first = await open();
  using second = await open();
  using third = await open();
  const request = new TextEncoder().encode(
    "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
  );
  const buffer = new Uint8Array(65_536);
  for (const connection of [first, second]) {
    await connection.write(request);
    assert.ok((await connection.read(buffer))! > 0);
  }
  assert.equal(await third.read(buffer).catch(() => null), null);
  await server.close(0);
});

const MB = 1024 * 1024;

/** Sends all of these bytes. */
async function send(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
}

function head(path: string, type: string, length: number): Uint8Array {
  return new TextEncoder().encode(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n` +
      `Content-Length: ${length}\r\n\r\n`,
  );
}

for (
  const [status, why, path, type] of [
    [413, "whose JSON is too large", "/api/v1/jobs", "application/json"],
    [413, "whose file is too large", "/api/v1/jobs", "application/sql"],
    [413, "whose form is too large", "/api/v1/jobs", "multipart/form-data; boundary=x"],
    [415, "whose type is not taken", "/api/v1/jobs", "image/png"],
    [404, "whose path is not there", "/api/v1/nothing", "application/sql"],
    [401, "without a token", "/api/v1/jobs", "application/sql"],
  ] as const
) {
  Deno.test(`a client ${why} reads its ${status} after it has sent all, and may ask again`, async () => {
    const env = {
      MAX_UPLOAD_BYTES: "1MB",
      ...(status === 401 ? { API_TOKENS: "ci:aaaaaaaaaaaaaaaa" } : {}),
    };
    await using service = await openService({ env });
    const server = await serve(createApp(service.deps), OPTIONS);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const begin = new TextEncoder().encode(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.sql"\r\n\r\n',
    );
    const size = 3 * MB + 20 * 1000;
    await send(connection, head(path, type, size));
    await send(connection, begin);
    await send(connection, new Uint8Array(3 * MB - begin.length).fill(0x20));
    // Far longer than a connection stays that is closed soon after the answer.
    for (let i = 0; i < 20; i++) {
      await sleep(75);
      await send(connection, new Uint8Array(1000));
    }
    const next = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    await send(connection, new TextEncoder().encode(next));
    const answers = await new Response(connection.readable).text();
    assert.match(
      answers,
      new RegExp(`^HTTP/1\\.1 ${status} [^]*"status":${status}[^]*}HTTP/1\\.1 200 [^]*}$`),
    );
    await server.close(1000);
  });
}

Deno.test("a client that never stops sending is cut off, and what it sends takes no memory", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await send(connection, head("/api/v1/nothing", "application/sql", 1e12));
  const before = Deno.memoryUsage().external;
  const chunk = new Uint8Array(MB);
  let most = 0;
  let sent = 0;
  await assert.rejects(
    async () => {
      for (; sent < 64 * 1024; sent++) {
        await send(connection, chunk);
        most = Math.max(most, Deno.memoryUsage().external - before);
      }
    },
    (error) =>
      error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe,
  );
  assert.ok(sent > 50, `cut off after ${sent} MB`);
  assert.ok(most < 256 * MB && most < sent * MB, `${most} bytes for ${sent} MB`);
  await server.close(1000);
});

Deno.test("closing lets a request at work end", async () => {
  await using service = await openService({ scripted: {} });
  const server = await serve(createApp(service.deps), OPTIONS);
  const gate = `${service.root}/gate`;
  const pending = fetch(`http://127.0.0.1:${server.port}/api/v1/lint`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sql_content: `-- do: wait for ${gate}` }),
  });
  const engine = service.services.engines.get("native")!;
  await until("the request to be at work", () => engine.stats().busy === 1);
  const closed = server.close(20_000);
  await Deno.writeTextFile(gate, "");
  const response = await pending;
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Connection"), "close");
  await response.body?.cancel();
  await closed;
});

const HOUR = 3_600_000;

for (
  const [what, sent] of [
    ["on which nothing was ever asked", ""],
    ["whose request's head does not end", "GET /api/v1/health HTTP/1.1\r\nHost: local"],
    [
      "whose client keeps it for the next request",
      "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    [
      "with a stream of events",
      "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    [
      "whose client was refused and has yet to send most of its body",
      "POST /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n",
    ],
  ] as const
) {
  Deno.test(`closing ends a connection ${what}`, async () => {
    await using service = await openService();
    const server = await serve(createApp(service.deps), OPTIONS);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await connection.write(new TextEncoder().encode(sent));
    if (sent.endsWith("\r\n\r\n")) await connection.read(new Uint8Array(65_536));
    // Accepted after the connection above, which the server therefore has by now.
    const health = await fetch(`http://127.0.0.1:${server.port}/api/v1/health`);
    await health.body?.cancel();
    service.setReady(false);
    await within("the end of the server", server.close(HOUR));
  });
}

Deno.test("a request whose head ends after closing began is answered, and told of the end", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const write = (text: string) => connection.write(new TextEncoder().encode(text));
  await write("GET /api/v1/health HTTP/1.1\r\n");
  const health = await fetch(`http://127.0.0.1:${server.port}/api/v1/health`);
  await health.body?.cancel();
  const closed = server.close(HOUR);
  await write("Host: localhost\r\n\r\n");
  const answer = await new Response(connection.readable).text();
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.match(answer, /^Connection: close\r$/im);
  await within("the end of the server", closed);
});

Deno.test("a stream of events that nobody reads holds up no end", async () => {
  await using service = await openService();
  const job_id = await service.submit("select 1\n");
  // A job that is another each time it is looked at, and long enough to fill what is between.
  const { jobs } = service.services.store;
  const get = jobs.get.bind(jobs);
  let looks = 0;
  jobs.get = async (id) => {
    const job = (await get(id))!;
    const counts = { ...job.counts, succeeded: ++looks };
    return { ...job, counts, file_name: "x".repeat(1_000_000) };
  };
  const server = await serve(createApp(service.deps), OPTIONS);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const request = `GET /api/v1/jobs/${job_id}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  await until("a stream that stands still", async () => {
    const before = looks;
    for (let i = 0; i < 20; i++) {
      service.deps.watch.moved(job_id);
      await sleep(25);
    }
    return looks > 5 && looks === before;
  });
  service.setReady(false);
  await within("the end of the server", server.close(HOUR));
});
