import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { foreignArchive, isArchiveName, looksLike, sniff } from "../../src/archive/sniff.ts";
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

Deno.test("what is none is told by what it looks like", () => {
  const cases: [string | number[], string, string | null][] = [
    ["hello, no zip", "text", null],
    ["Grüße, 表", "text", null],
    ["BZh is a text too", "text", null],
    ["Rar!\x1a\x07\x01\0", "a RAR archive", "a RAR archive"],
    [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4], "a 7z archive", "a 7z archive"],
    [
      [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0],
      "a file compressed by bzip2",
      "a file compressed by bzip2",
    ],
    [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "a file compressed by xz", "a file compressed by xz"],
    [[0x28, 0xb5, 0x2f, 0xfd, 4], "a file compressed by zstd", "a file compressed by zstd"],
    ["%PDF-1.7\n%\0", "a PDF document", null],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "a PNG picture", null],
    [[1, 2, 3, 0xab], "binary data that begin with 01 02 03 ab", null],
  ];
  for (const [bytes, what, archive] of cases) {
    const head = typeof bytes === "string" ? bytesOf(bytes) : new Uint8Array(bytes);
    assert.equal(looksLike(head), what);
    assert.equal(foreignArchive(head), archive, what);
  }
});

Deno.test("names of archives are known by their ending", () => {
  for (const name of ["x.zip", "X.ZIP", "a.tar", "a.tar.gz", "a.tgz", "a.7z", "a.rar"]) {
    assert.ok(isArchiveName(name), name);
  }
  for (const name of ["x.sql", "zip", "x.zip.sql", ""]) assert.equal(isArchiveName(name), false);
});
