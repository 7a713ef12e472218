import assert from "node:assert/strict";
import type { OutgoingMessage, SendOutcome } from "../../src/webhooks/port.ts";
import { type Address, attempt, type Network, type Pinned } from "../../src/webhooks/send.ts";

const MESSAGE: OutgoingMessage = { url: "https://hook.example/x?y=1", headers: {}, body: "{}" };
const OPTIONS = { timeout: 30_000, allows: () => false };

function v4(address: string): Address {
  return { address, family: 4 };
}

/** A network of this test's own: what names mean, in turn, and whom it was made to connect to. */
function network(...answers: Address[][]) {
  const asked: string[] = [];
  const connected: Pinned[] = [];
  const it: Network = {
    resolve(host) {
      asked.push(host);
      const [next] = answers.length > 1 ? [answers.shift()] : answers;
      return Promise.resolve(next ?? []);
    },
    connect(pinned) {
      connected.push(pinned);
      return Promise.resolve({ status: 200, retryAfter: undefined });
    },
  };
  return { ...it, asked, connected };
}

function assertRefused(outcome: SendOutcome, error: RegExp): void {
  assert.equal(outcome.status, null);
  assert.equal(outcome.refused, true);
  assert.match(outcome.error, error);
}

Deno.test("a name of a public address is connected to at just that address, resolved once", async () => {
  const net = network([v4("93.184.215.14")], [v4("127.0.0.1")]);
  const outcome = await attempt(MESSAGE, net, OPTIONS);
  assert.deepEqual(outcome, { status: 200, retryAfter: null });
  assert.deepEqual(net.asked, ["hook.example"]);
  assert.deepEqual(net.connected.map(({ addresses }) => addresses), [[v4("93.184.215.14")]]);
});

Deno.test("a name that means another address the second time is refused the second time", async () => {
  const net = network([v4("93.184.215.14")], [v4("127.0.0.1")]);
  assert.equal((await attempt(MESSAGE, net, OPTIONS)).status, 200);
  assertRefused(
    await attempt(MESSAGE, net, OPTIONS),
    /^hook\.example is 127\.0\.0\.1, which is not an address of the public Internet$/,
  );
  assert.equal(net.connected.length, 1);
});

Deno.test("nothing is connected to where an address of the name is not public, whichever it is", async () => {
  const names: Address[][] = [
    [v4("127.0.0.1")],
    [v4("169.254.169.254")],
    [{ address: "::ffff:127.0.0.1", family: 6 }],
    [{ address: "::ffff:a9fe:a9fe", family: 6 }],
    [{ address: "fd00::1", family: 6 }],
    [{ address: "fe80::1%eth0", family: 6 }],
    [{ address: "64:ff9b::a00:1", family: 6 }],
    [v4("93.184.215.14"), v4("10.0.0.1")],
    [{ address: "2606:4700::1111", family: 6 }, { address: "::1", family: 6 }],
  ];
  for (const addresses of names) {
    const net = network(addresses);
    assertRefused(await attempt(MESSAGE, net, OPTIONS), /not an address of the public Internet$/);
    assert.deepEqual(net.connected, []);
  }
});

Deno.test("an address in the URL itself is checked as it is, however it is written", async () => {
  const urls = [
    "https://169.254.169.254/latest/meta-data",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1]/",
    "https://10.0.0.1:8443/",
  ];
  for (const url of urls) {
    const net = network();
    const outcome = await attempt({ ...MESSAGE, url }, net, OPTIONS);
    assertRefused(outcome, /is not an address of the public Internet$/);
    assert.deepEqual([net.asked, net.connected], [[], []], url);
  }
  const net = network();
  assert.equal((await attempt({ ...MESSAGE, url: "https://8.8.8.8/" }, net, OPTIONS)).status, 200);
});

Deno.test("http goes to addresses that are permitted by name only, and no other scheme anywhere", async () => {
  const open = network([v4("93.184.215.14")]);
  const http = { ...MESSAGE, url: "http://hook.example/" };
  assertRefused(await attempt(http, open, OPTIONS), /is sent to by https only$/);
  const own = network([v4("10.1.2.3")]);
  const allows = { ...OPTIONS, allows: (address: string) => address === "10.1.2.3" };
  assert.equal((await attempt(http, own, allows)).status, 200);
  assert.equal((await attempt(MESSAGE, own, allows)).status, 200);
  const both = network([v4("10.1.2.3"), v4("10.1.2.4")]);
  assertRefused(await attempt(MESSAGE, both, allows), /^hook\.example is 10\.1\.2\.4/);
  const file = await attempt({ ...MESSAGE, url: "file:///etc/passwd" }, open, OPTIONS);
  assertRefused(file, /^file: is neither/);
});

Deno.test("what goes wrong is said in words, and is not a refusal", async () => {
  const failing = (error: Error): Network => ({
    resolve: () => Promise.reject(error),
    connect: () => Promise.reject(error),
  });
  const code = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  assert.deepEqual(await attempt(MESSAGE, failing(code), OPTIONS), {
    status: null,
    error: "the name has no address",
    refused: false,
  });
  const none = await attempt(MESSAGE, network([]), OPTIONS);
  assert.deepEqual(none, {
    status: null,
    error: "hook.example has no address",
    refused: false,
  });
  const bad = await attempt({ ...MESSAGE, url: "nonsense" }, network(), OPTIONS);
  assert.equal(bad.status, null);
});

Deno.test("an attempt ends at its time limit, whatever it waits for", async () => {
  const never = new Promise<never>(() => {});
  const hung = { ...network([v4("8.8.8.8")]) };
  const limits = { ...OPTIONS, timeout: 20 };
  for (const change of [{ resolve: () => never }, { connect: () => never }]) {
    const outcome = await attempt(MESSAGE, { ...hung, ...change }, limits);
    assert.deepEqual(outcome, { status: null, error: "no answer within 0 s", refused: false });
  }
});

Deno.test("Retry-After is read as seconds or as a date", async () => {
  const after = async (retryAfter: string | undefined) => {
    const net = network([v4("8.8.8.8")]);
    const outcome = await attempt(MESSAGE, {
      ...net,
      connect: () => Promise.resolve({ status: 503, retryAfter }),
    }, OPTIONS);
    return outcome.status === null ? outcome : outcome.retryAfter;
  };
  assert.equal(await after("7"), 7);
  assert.equal(await after(undefined), null);
  assert.equal(await after("soon"), null);
  assert.equal(await after("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
  const date = await after(new Date(Date.now() + 100_000).toUTCString());
  assert.ok(typeof date === "number" && date > 90 && date <= 101, String(date));
});
