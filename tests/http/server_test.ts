import assert from "node:assert/strict";
import { serve } from "../../src/http/server.ts";
import { createApp } from "../../src/http/app.ts";
import { openService } from "../support/service.ts";
import { until, within } from "../support/wait.ts";

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
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return looks > 5 && looks === before;
  });
  service.setReady(false);
  await within("the end of the server", server.close(HOUR));
});
