import assert from "node:assert/strict";
import { hostCheck, hostnameOf } from "../../src/http/hosts.ts";

Deno.test("the host of a header is its name alone, in lower case", () => {
  const cases: [string, string | null][] = [
    ["LocalHost:8000", "localhost"],
    ["[::1]:8000", "::1"],
    ["lint.example.com.", "lint.example.com"],
    ["127.0.0.1", "127.0.0.1"],
    ["", null],
    ["a b", null],
    ["localhost@evil.example", null],
    ["localhost/evil.example", null],
    ["evil.example#localhost", null],
    ["localhost:port", null],
  ];
  for (const [header, name] of cases) assert.equal(hostnameOf(header), name, header);
});

Deno.test("on loopback only the loopback names, HOST and ALLOWED_HOSTS are answered", () => {
  const check = hostCheck({
    listen: "127.0.0.1",
    allowed: ["lint.example.com", "*.corp.example"],
    machine: "builder",
  });
  const own = ["localhost", "127.0.0.1:8000", "[::1]:8000", "127.0.0.2", "LINT.example.com:443"];
  for (const host of [...own, "a.corp.example", "a.b.corp.example"]) assert.ok(check(host), host);
  const foreign = ["evil.example", "builder", "10.0.0.1", "corp.example", "xcorp.example"];
  for (const host of [...foreign, "localhost.evil.example", "0.0.0.0", ""]) {
    assert.equal(check(host), false, host);
  }
});

Deno.test("where other machines reach it, addresses and the machine's name are answered too", () => {
  const check = hostCheck({ listen: "0.0.0.0", allowed: [], machine: "Builder" });
  for (const host of ["10.0.0.7:8000", "[fd00::7]:8000", "builder:8000", "localhost"]) {
    assert.ok(check(host), host);
  }
  for (const host of ["evil.example", "builder.evil.example"]) assert.equal(check(host), false);
  const any = hostCheck({ listen: "0.0.0.0", allowed: ["*"], machine: null });
  assert.ok(any("evil.example"));
});
