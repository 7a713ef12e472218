import assert from "node:assert/strict";
import { createApp } from "../../src/http/app.ts";
import { serve } from "../../src/http/server.ts";
import { openService } from "../support/service.ts";
import { until } from "../support/wait.ts";
import type { HttpDeps } from "../../src/http/env.ts";
import type { ProblemBody } from "../support/problem.ts";

const OPTIONS = { host: "127.0.0.1", port: 0, maxConnections: 10, requestTimeout: 60_000 };

/** Sends bytes, and `then` once an answer has begun; all that is answered until the end. */
async function answerTo(port: number, text: string, then = ""): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(text));
  let answer = "";
  for await (const chunk of connection.readable.pipeThrough(new TextDecoderStream())) {
    if (answer === "" && then !== "") await connection.write(new TextEncoder().encode(then));
    answer += chunk;
  }
  return answer;
}

function problemIn(answer: string): { status: string; headers: string; body: ProblemBody } {
  const at = answer.indexOf("\r\n\r\n");
  const [status = "", ...headers] = answer.slice(0, at).split("\r\n");
  return { status, headers: headers.join("\n"), body: JSON.parse(answer.slice(at + 4)) };
}

Deno.test("a request whose head cannot be read is answered by a problem, and closed", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const cases: [string, string, string][] = [
    ["nonsense\r\n\r\n", "400", "invalid_request"],
    ["GET / HTTP/9.9\r\nHost: x\r\n\r\n", "400", "invalid_request"],
    [
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`,
      "431",
      "headers_too_large",
    ],
  ];
  for (const [text, status, code] of cases) {
    const answer = problemIn(await answerTo(server.port, text));
    assert.match(answer.status, new RegExp(`^HTTP/1\\.1 ${status} `));
    assert.match(answer.headers, /Content-Type: application\/problem\+json/);
    assert.match(answer.headers, /Connection: close/);
    assert.equal(answer.body.code, code);
    assert.ok(answer.headers.includes(`X-Request-Id: ${answer.body.request_id}`));
  }
  const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/health`);
  assert.equal(response.status, 200);
  await response.body?.cancel();
  await server.close(0);
});

Deno.test("a request whose address or host names nothing is answered by a problem", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const heads = [
    "GET /api/v1/health HTTP/1.1\r\nHost: localhost@other",
    "GET /api/v1/health HTTP/1.1\r\nHost: localhost/path",
    "GET http://[::1 HTTP/1.1\r\nHost: localhost",
    "OPTIONS * HTTP/1.1\r\nHost: localhost",
  ];
  for (const head of heads) {
    const answer = problemIn(await answerTo(server.port, `${head}\r\nConnection: close\r\n\r\n`));
    assert.match(answer.status, /^HTTP\/1\.1 400 /, head);
    assert.match(answer.headers, /content-type: application\/problem\+json/i);
    assert.equal(answer.body.code, "invalid_request");
    assert.match(answer.body.detail, /address or the Host header/);
    assert.match(answer.headers, new RegExp(`x-request-id: ${answer.body.request_id}`, "i"));
  }
  await server.close(0);
});

Deno.test("a request without a Host is answered by a problem, where its version wants one", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const ask = (version: string) =>
    answerTo(server.port, `GET /api/v1/health HTTP/${version}\r\nConnection: close\r\n\r\n`);
  const refused = problemIn(await ask("1.1"));
  assert.match(refused.status, /^HTTP\/1\.1 400 /);
  assert.equal(refused.body.code, "invalid_request");
  assert.match(refused.body.detail, /HTTP\/1\.1 has a Host header/);
  assert.match(await ask("1.0"), /^HTTP\/1\.1 200 /);
  await server.close(0);
});

Deno.test("an expectation that nobody knows is disregarded", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const head = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
  const answer = await answerTo(server.port, `${head}Expect: wonders\r\n\r\n`);
  assert.match(answer, /^HTTP\/1\.1 200 /);
  await server.close(0);
});

Deno.test("an upload that its client breaks off is no failure of the service", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const head = "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n";
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await connection.write(new TextEncoder().encode(`${head}Content-Length: 100\r\n\r\nselect`));
  connection.close();
  const statuses = async () => {
    const { values } = await service.deps.metrics.requestDuration.get();
    return new Set(values.map(({ labels }) => labels.status));
  };
  await until("the end of the request", async () => (await statuses()).size > 0);
  assert.deepEqual([...await statuses()], [400]);
  await server.close(0);
});

Deno.test("what is wrong with the rest of a request that has its answer ends the connection alone", async () => {
  await using service = await openService();
  const server = await serve(createApp(service.deps), OPTIONS);
  const head = "POST /api/v1/lint HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" +
    "Transfer-Encoding: chunked\r\n\r\n";
  const answer = await answerTo(server.port, `${head}5\r\nabcde\r\n`, "no chunk\r\n");
  assert.deepEqual(answer.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 415"]);
  // After a request that has ended, what is none is answered as ever.
  const whole = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const both = await answerTo(server.port, whole, "nonsense\r\n\r\n");
  assert.deepEqual(both.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 200", "HTTP/1.1 400"]);
  await server.close(0);
});

for (
  const [who, ofBody, ofRequest] of [
    ["the application gives up first", 500, 60_000],
    ["the server gives up first", 60_000, 500],
    ["both give up at once", 2000, 500],
  ] as const
) {
  Deno.test(`a body that never ends has one answer where ${who}`, async () => {
    await using service = await openService({
      deps: (deps): HttpDeps => ({ ...deps, limits: { ...deps.limits, uploadTimeout: ofBody } }),
    });
    const server = await serve(createApp(service.deps), { ...OPTIONS, requestTimeout: ofRequest });
    const answer = await answerTo(
      server.port,
      "POST /api/v1/lint HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
        "Content-Length: 100\r\n\r\n{",
    );
    assert.deepEqual(answer.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 408"]);
    assert.equal(problemIn(answer).body.code, "request_timeout");
    await server.close(0);
  });
}
