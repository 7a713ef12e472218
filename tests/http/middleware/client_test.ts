import assert from "node:assert/strict";
import { Hono } from "hono";
import { addressesText } from "../../../src/config/network.ts";
import type { Client, Env } from "../../../src/http/env.ts";
import { client } from "../../../src/http/middleware/client.ts";

/** What a request from `peer` with these headers is taken for. */
async function seen(
  proxies: string,
  peer: string,
  headers: Record<string, string> = {},
): Promise<Client> {
  let found: Client | undefined;
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("event", {});
    await next();
  }, client(addressesText.parse(proxies)));
  app.get("/", (c) => {
    found = c.get("client");
    return c.text("");
  });
  const incoming = { socket: { remoteAddress: peer } };
  const init = { headers: { Host: "own:8000", ...headers } };
  await app.request("http://own:8000/", init, { incoming } as unknown as Env["Bindings"]);
  return found!;
}

const FORWARDED = {
  "X-Forwarded-For": "203.0.113.9",
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Host": "lint.example.com",
};

Deno.test("forwarded headers count only from a trusted proxy", async () => {
  const plain = { address: "10.0.0.1", scheme: "http", host: "own:8000", hosts: ["own:8000"] };
  assert.deepEqual(await seen("", "10.0.0.1", FORWARDED), plain);
  assert.deepEqual(await seen("10.0.0.2, 192.168.0.0/16", "10.0.0.1", FORWARDED), plain);
  const believed = {
    address: "203.0.113.9",
    scheme: "https",
    host: "lint.example.com",
    hosts: ["own:8000", "lint.example.com"],
  };
  for (const proxies of ["10.0.0.1", "10.0.0.0/8"]) {
    assert.deepEqual(await seen(proxies, "10.0.0.1", FORWARDED), believed);
    assert.deepEqual(await seen(proxies, "::ffff:10.0.0.1", FORWARDED), believed);
  }
});

Deno.test("the client is the nearest address that is no trusted proxy", async () => {
  const address = async (forwardedFor: string) =>
    (await seen("10.0.0.0/8, fd00::/8", "10.0.0.1", { "X-Forwarded-For": forwardedFor })).address;
  assert.equal(await address("1.1.1.1, 203.0.113.9, 10.0.0.2"), "203.0.113.9");
  assert.equal(await address("1.1.1.1, 203.0.113.9:4711"), "203.0.113.9");
  assert.equal(await address("2001:db8::1, [fd00::2]:443"), "2001:db8::1");
  assert.equal(await address("10.0.0.3"), "10.0.0.3");
  assert.equal(await address(""), "10.0.0.1");
  assert.equal(await address("1.1.1.1, unknown"), "unknown");
});
