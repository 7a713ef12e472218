import assert from "node:assert/strict";
import { decodeSql, isEncoding } from "../../src/lint/encoding.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

const QUERY_GB18030 = new Uint8Array([0x2d, 0x2d, 0x20, 0xb2, 0xe9, 0xd1, 0xaf]);
const undecodable = (message: RegExp) => ({ name: "LintelError", code: "undecodable", message });

Deno.test("UTF-8 is read with and without a mark, which is not part of the text", () => {
  const text = "select 'é 表 😀'";
  assert.deepEqual(decodeSql(utf8(text)), { text, encoding: "utf-8" });
  assert.deepEqual(decodeSql(utf8(`\ufeff${text}`)), { text, encoding: "utf-8" });
});

Deno.test("only the first mark is taken away", () => {
  assert.equal(decodeSql(utf8("\ufeff\ufeffselect 1")).text, "\ufeffselect 1");
});

Deno.test("no bytes are an empty text", () => {
  assert.deepEqual(decodeSql(new Uint8Array()), { text: "", encoding: "utf-8" });
  assert.equal(decodeSql(utf8("\ufeff")).text, "");
});

Deno.test("UTF-16 is read in the order of bytes that its mark tells", () => {
  const text = "select 'é 表 😀'";
  assert.deepEqual(decodeSql(utf16(`\ufeff${text}`, true)), { text, encoding: "utf-16le" });
  assert.deepEqual(decodeSql(utf16(`\ufeff${text}`, false)), { text, encoding: "utf-16be" });
});

Deno.test("UTF-16 without a mark is told to be that, unless it is named", () => {
  const bytes = utf16("select 1", true);
  assert.throws(() => decodeSql(bytes), undecodable(/NUL/));
  assert.deepEqual(decodeSql(bytes, "utf-16le"), { text: "select 1", encoding: "utf-16le" });
});

Deno.test("what is not UTF-8 is read as GB18030 where it is that", () => {
  assert.deepEqual(decodeSql(QUERY_GB18030), { text: "-- 查询", encoding: "gb18030" });
});

Deno.test("a named encoding decides, whatever the bytes look like", () => {
  const latin = new Uint8Array([0x27, 0xe9, 0x27]);
  assert.deepEqual(decodeSql(latin, "latin1"), { text: "'é'", encoding: "latin1" });
  assert.throws(() => decodeSql(QUERY_GB18030, "utf-8"), undecodable(/are not utf-8/));
});

Deno.test("an encoding that does not exist is told with the field that names it", () => {
  assert.throws(() => decodeSql(utf8("select 1"), "klingon"), {
    code: "undecodable",
    fields: [{ path: "encoding", message: 'there is no encoding "klingon"; utf-8 is one' }],
  });
  assert.equal(isEncoding("klingon"), false);
  assert.equal(isEncoding("Shift_JIS"), true);
});

Deno.test("bytes of no encoding are refused, and never replaced", () => {
  assert.throws(() => decodeSql(new Uint8Array([0x61, 0xff, 0xff])), undecodable(/neither UTF-8/));
  const halfPair = utf16("\ufeff\ud83d", true);
  assert.throws(() => decodeSql(halfPair), undecodable(/are not utf-16le/));
  const oddByte = new Uint8Array([0xff, 0xfe, 0x61]);
  assert.throws(() => decodeSql(oddByte), undecodable(/are not utf-16le/));
});

Deno.test("a binary file is refused, named encoding or not", () => {
  const binary = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]);
  assert.throws(() => decodeSql(binary), undecodable(/NUL/));
  assert.throws(() => decodeSql(binary, "latin1"), undecodable(/NUL/));
});
