import assert from "node:assert/strict";
import { addressesText, hostsText } from "../../src/config/network.ts";

Deno.test("hosts are names and addresses between commas", () => {
  assert.deepEqual(hostsText.parse(" Lint.example.com,[::1] , *.corp.example,,web"), [
    "lint.example.com",
    "::1",
    "*.corp.example",
    "web",
  ]);
  assert.deepEqual(hostsText.parse(""), []);
  for (const wrong of ["http://a", "a:80", "a b", "*a", "a/b", "*.*.a"]) {
    assert.equal(hostsText.safeParse(wrong).success, false, wrong);
  }
});

Deno.test("an address list holds addresses and whole networks, of both versions", () => {
  const list = addressesText.parse("10.0.0.0/8, 192.168.1.7,fd00::/8");
  assert.equal(list.size, 3);
  for (const address of ["10.255.0.1", "192.168.1.7", "fd12::1", "::ffff:10.0.0.1"]) {
    assert.ok(list.has(address), address);
  }
  for (const address of ["11.0.0.1", "192.168.1.8", "fe80::1", "", "unknown"]) {
    assert.equal(list.has(address), false, address);
  }
  for (const wrong of ["10.0.0.0/33", "10.0.0", "fd00::/129", "host", "10.0.0.1/", "10.0.0.1/a"]) {
    assert.equal(addressesText.safeParse(wrong).success, false, wrong);
  }
});
