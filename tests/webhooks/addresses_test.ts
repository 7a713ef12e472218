import assert from "node:assert/strict";
import { deniedByDeno, isPublic, SPECIAL_IPV4 } from "../../src/webhooks/addresses.ts";

const NOT_PUBLIC = [
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:10.0.0.1",
  "::ffff:8.8.8.8",
  "0:0:0:0:0:ffff:a9fe:a9fe",
  "64:ff9b::7f00:1",
  "64:ff9b::8.8.8.8",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:2::1",
  "2001:20::1",
  "2001:db8::1",
  "2002:7f00:1::1",
  "2002:a9fe:a9fe::",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fdff::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  // No addresses at all, however a resolver may read them.
  "",
  "localhost",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0177.0.0.1",
  "[::1]",
];

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.255.255",
  "172.32.0.1",
  "198.17.255.255",
  "198.20.0.1",
  "223.255.255.255",
  "2001:4860:4860::8888",
  "2606:4700:4700::1111",
  "2a00:1450:4001::1",
];

Deno.test("addresses that are not of the public Internet are told from those that are, at every edge", () => {
  for (const address of NOT_PUBLIC) assert.equal(isPublic(address), false, address);
  for (const address of PUBLIC) assert.equal(isPublic(address), true, address);
});

Deno.test("Deno is told of the special networks, but for those that hold what is permitted", () => {
  assert.deepEqual(deniedByDeno([]), [...SPECIAL_IPV4, "[::]", "[::1]"]);
  const without = (allowed: string[]) => {
    const denied = new Set(deniedByDeno(allowed));
    return deniedByDeno([]).filter((network) => !denied.has(network));
  };
  assert.deepEqual(without(["10.1.2.3"]), ["10.0.0.0/8"]);
  assert.deepEqual(without(["10.0.0.0/7"]), ["10.0.0.0/8"]);
  assert.deepEqual(without(["127.0.0.1", "::1"]), ["127.0.0.0/8", "[::1]"]);
  assert.deepEqual(without(["8.8.8.8", "fd00::/8"]), []);
  assert.deepEqual(without(["192.168.7.0/24", "192.0.0.0/16"]), [
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
  ]);
});
