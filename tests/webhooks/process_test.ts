import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { denoDirectory } from "../../src/config/load.ts";
import type { SendOutcome } from "../../src/webhooks/port.ts";
import { deliverFlags, SenderProcess } from "../../src/webhooks/process.ts";
import { REAL_NETWORK } from "../../src/webhooks/send.ts";
import { makeCertificates } from "../support/certificates.ts";
import { hookServer as server } from "../support/hook_server.ts";
import { until, within } from "../support/wait.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

function sender(change: Partial<ConstructorParameters<typeof SenderProcess>[0]> = {}) {
  const made = new SenderProcess({
    main: MAIN,
    denoDir: denoDirectory(),
    allow: ["127.0.0.0/8"],
    ca: "",
    timeout: 30_000,
    idle: 60_000,
    ...change,
  });
  return Object.assign(made, { [Symbol.asyncDispose]: () => made.close() });
}

const message = (url: string, body = "{}") => ({ url, headers: { "webhook-id": "1" }, body });

Deno.test("a message arrives with its headers and body, and its status comes back", async () => {
  await using to = await server((_, response) => response.writeHead(204).end());
  await using from = sender();
  const url = `http://127.0.0.1:${to.port}/hook?a=1`;
  const outcome = await from.send(message(url, '{"ü":1}'));
  assert.deepEqual(outcome, { status: 204, retryAfter: null });
  const [one] = to.received;
  assert.deepEqual([one!.path, one!.body], ["/hook?a=1", '{"ü":1}']);
  assert.equal(one!.headers["webhook-id"], "1");
  assert.equal(one!.headers.host, `127.0.0.1:${to.port}`);
});

Deno.test("a connection goes to the addresses that were checked, whatever its name means by then", async () => {
  await using to = await server((_, response) => response.writeHead(200).end());
  // Nothing resolves this name, so that only the checked address can lead to the server.
  const url = new URL(`http://hook.invalid:${to.port}/`);
  const addresses = [{ address: "127.0.0.1", family: 4 as const }];
  const { signal } = new AbortController();
  const answer = await REAL_NETWORK.connect({ url, addresses }, message(url.href), signal);
  assert.equal(answer.status, 200);
  assert.equal(to.received[0]!.headers.host, url.host);
});

Deno.test("a redirect is not followed, a long answer is cut off, a silent one is given up", async () => {
  await using other = await server((_, response) => response.end());
  await using to = await server((request, response) => {
    if (request.url === "/302") {
      response.writeHead(302, { Location: `http://127.0.0.1:${other.port}/` }).end();
    } else if (request.url === "/endless") {
      response.writeHead(200);
      const more = () => void (response.destroyed || response.write("x".repeat(65536), more));
      more();
    }
  });
  await using patient = sender();
  await using hasty = sender({ timeout: 1500 });
  const of = (path: string) => message(`http://127.0.0.1:${to.port}${path}`);
  const [redirect, endless, silent] = await Promise.all([
    ...["/302", "/endless"].map((path) => patient.send(of(path))),
    hasty.send(of("/silent")),
  ]);
  assert.deepEqual(redirect, { status: 302, retryAfter: null });
  assert.deepEqual(endless, { status: 200, retryAfter: null });
  assert.deepEqual(silent, { status: null, error: "no answer within 1.5 s", refused: false });
  assert.deepEqual(other.received, []);
});

Deno.test("an answer whose body does not end holds no connection", async () => {
  const ended = Promise.withResolvers<void>();
  await using to = await server((_, response) => {
    response.on("close", ended.resolve);
    response.writeHead(200, { "Content-Length": 100 });
    response.write("a little");
  });
  await using from = sender();
  const outcome = await from.send(message(`http://127.0.0.1:${to.port}/`));
  assert.deepEqual(outcome, { status: 200, retryAfter: null });
  // The process is there still: it cut the connection, and did not end with it.
  const pid = from.pid;
  await within("the end of the connection", ended.promise);
  assert.ok(pid !== null && from.pid === pid);
});

Deno.test("without a permitted address nothing is connected to, neither by name nor by number", async () => {
  await using to = await server((_, response) => response.end());
  await using from = sender({ allow: [] });
  for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"]) {
    for (const scheme of ["http", "https"]) {
      const outcome = await from.send(message(`${scheme}://${host}:${to.port}/`));
      assert.equal(outcome.status, null, host);
      assert.equal((outcome as { refused?: boolean }).refused, true, host);
    }
  }
  assert.deepEqual(to.received, []);
});

Deno.test("a connection is made to the addresses that the lookup is given, also over TLS", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const certificates = await makeCertificates(folder);
    const [cert, key] = await Promise.all(
      [certificates.cert, certificates.key].map((path) => Deno.readTextFile(path)),
    );
    await using to = await server((_, response) => response.writeHead(200).end(), {
      cert: cert!,
      key: key!,
    });
    await using trusting = sender({ ca: certificates.ca });
    const url = `https://localhost:${to.port}/`;
    assert.deepEqual(await trusting.send(message(url)), { status: 200, retryAfter: null });
    assert.equal(to.received[0]!.headers.host, `localhost:${to.port}`);
    await using strict = sender();
    const refused = await strict.send(message(url));
    assert.equal(refused.status, null, "a certificate that nobody vouches for was taken");
    assert.equal(to.received.length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the process has the network and nothing else, and Deno itself refuses what it can", async () => {
  const script = `
    const denied = [];
    for (const name of ["read", "write", "env", "run", "sys", "ffi"]) {
      denied.push(Deno.permissions.querySync({ name }).state);
    }
    const net = (host) => Deno.permissions.querySync({ name: "net", host }).state;
    console.log(JSON.stringify({ denied, loopback: net("127.0.0.1:80"), six: net("[::1]:80"),
      metadata: net("169.254.169.254:80"), open: net("93.184.215.14:443") }));
  `;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...deliverFlags([]), "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { stdout } = await child.output();
  const found = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(found, {
    denied: ["prompt", "prompt", "prompt", "prompt", "prompt", "prompt"],
    loopback: "denied",
    six: "denied",
    metadata: "denied",
    open: "granted",
  });
});

Deno.test("a process that is killed fails what it was at, and the next message starts another", async () => {
  let hold = true;
  await using to = await server((_, response) => void (hold || response.writeHead(200).end()));
  await using from = sender();
  assert.equal(from.pid, null);
  const url = `http://127.0.0.1:${to.port}/`;
  const first = from.send(message(url));
  await until("the message arrives", () => to.received.length === 1);
  const pid = from.pid!;
  Deno.kill(pid, "SIGKILL");
  const lost: SendOutcome = { status: null, error: "the sending process ended", refused: false };
  assert.deepEqual(await first, lost);
  hold = false;
  assert.equal((await from.send(message(url))).status, 200);
  assert.notEqual(from.pid, pid);
});

Deno.test("without messages the process goes, and closing ends what is under way", async () => {
  await using to = await server((request, response) =>
    void (request.url === "/" && response.end())
  );
  await using idle = sender({ idle: 10 });
  await idle.send(message(`http://127.0.0.1:${to.port}/`));
  await until("the process is gone", () => idle.pid === null);
  const from = sender();
  const held = from.send(message(`http://127.0.0.1:${to.port}/held`));
  await until("the message arrives", () => to.received.length === 2);
  await from.close();
  assert.equal((await held).status, null);
  assert.deepEqual(await from.send(message("http://127.0.0.1/")), {
    status: null,
    error: "the service is stopping",
    refused: false,
  });
});
