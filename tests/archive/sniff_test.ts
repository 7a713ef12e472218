import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { sniff } from "../../src/archive/sniff.ts";
import { bytesOf, tar, zip } from "./forge.ts";

Deno.test("an archive is told by its first bytes", () => {
  assert.equal(sniff(zip([{ name: "a.sql" }])), "zip");
  assert.equal(sniff(zip([])), "zip");
  assert.equal(sniff(tar([{ name: "a.sql" }]).subarray(0, 512)), "tar");
  assert.equal(sniff(new Uint8Array(gzipSync("x"))), "tar.gz");
});

Deno.test("text, nothing, and half a mark are no archive", () => {
  for (const text of ["", "P", "PK", "select 1", "PK is a key", "\x1f"]) {
    assert.equal(sniff(bytesOf(text)), null);
  }
  assert.equal(sniff(tar([{ name: "a.sql" }]).subarray(0, 260)), null);
});
