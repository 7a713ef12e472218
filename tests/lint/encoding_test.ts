import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { encodeText } from "../../src/lint/decode.ts";
import { decodeSql, guessNote } from "../../src/lint/encoding.ts";
import { encodingNamed, isEncoding } from "../../src/lint/encoding_names.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

/** Text and encoding alone. */
async function read(bytes: Uint8Array, encoding?: string) {
  const { text, encoding: used } = await decodeSql(bytes, encoding);
  return { text, encoding: used };
}

const QUERY_GB18030 = new Uint8Array([0x2d, 0x2d, 0x20, 0xb2, 0xe9, 0xd1, 0xaf]);
const undecodable = (message: RegExp) => ({ name: "LintelError", code: "undecodable", message });

Deno.test("UTF-8 is read with and without a mark, which is not part of the text", async () => {
  const text = "select 'é 表 😀'";
  assert.deepEqual(await read(utf8(text)), { text, encoding: "utf-8" });
  assert.deepEqual(await read(utf8(`\ufeff${text}`)), { text, encoding: "utf-8" });
});

Deno.test("only the first mark is taken away", async () => {
  assert.equal((await decodeSql(utf8("\ufeff\ufeffselect 1"))).text, "\ufeffselect 1");
});

Deno.test("no bytes are an empty text", async () => {
  assert.deepEqual(await read(new Uint8Array()), { text: "", encoding: "utf-8" });
  assert.equal((await decodeSql(utf8("\ufeff"))).text, "");
});

Deno.test("UTF-16 is read in the order of bytes that its mark tells", async () => {
  const text = "select 'é 表 😀'";
  assert.deepEqual(await read(utf16(`\ufeff${text}`, true)), { text, encoding: "utf-16le" });
  assert.deepEqual(await read(utf16(`\ufeff${text}`, false)), { text, encoding: "utf-16be" });
});

Deno.test("UTF-16 without a mark is told to be that, unless it is named", async () => {
  const bytes = utf16("select 1", true);
  await assert.rejects(() => decodeSql(bytes), undecodable(/NUL/));
  assert.deepEqual(await read(bytes, "utf-16le"), { text: "select 1", encoding: "utf-16le" });
});

Deno.test("what is not UTF-8 is read as GB18030 where it is that", async () => {
  assert.deepEqual(await read(QUERY_GB18030), { text: "-- 查询", encoding: "gb18030" });
});

Deno.test("a named encoding decides, whatever the bytes look like", async () => {
  const latin = new Uint8Array([0x27, 0xe9, 0x27]);
  assert.deepEqual(await read(latin, "latin1"), { text: "'é'", encoding: "windows-1252" });
  await assert.rejects(() => decodeSql(QUERY_GB18030, "utf-8"), undecodable(/are not utf-8/));
});

Deno.test("an encoding that does not exist is told with the field that names it", async () => {
  await assert.rejects(() => decodeSql(utf8("select 1"), "klingon"), {
    code: "undecodable",
    fields: [{ path: "encoding", message: 'there is no encoding "klingon"; utf-8 is one' }],
  });
  assert.equal(isEncoding("klingon"), false);
  assert.equal(isEncoding("Shift_JIS"), true);
});

Deno.test("bytes of no encoding are refused, and never replaced", async () => {
  await assert.rejects(
    () => decodeSql(new Uint8Array([0x61, 0xff, 0x01])),
    undecodable(/neither UTF-8/),
  );
  const halfPair = utf16("\ufeff\ud83d", true);
  await assert.rejects(() => decodeSql(halfPair), undecodable(/are not utf-16le/));
  const oddByte = new Uint8Array([0xff, 0xfe, 0x61]);
  await assert.rejects(() => decodeSql(oddByte), undecodable(/are not utf-16le/));
});

Deno.test("a binary file is refused, named encoding or not", async () => {
  const binary = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]);
  await assert.rejects(() => decodeSql(binary), undecodable(/NUL/));
  await assert.rejects(() => decodeSql(binary, "latin1"), undecodable(/NUL/));
});

/** Text that somebody wrote, in the encodings that it was written in. */
const WRITTEN: readonly [encoding: string, text: string][] = [
  ["windows-1252", "SELECT 'é' AS x FROM t\n"],
  ["windows-1252", "-- café “quoted” naïve\nSELECT a FROM t WHERE name = 'Müller'\n"],
  ["windows-1252", "SELECT 'don’t', '50 €' FROM t\n"],
  ["windows-1252", "-- § 5: Größe über alles, Straße\nSELECT 'Größe' FROM t\n"],
  ["windows-1251", "-- выборка заказов\nSELECT id FROM orders WHERE name = 'Иванов'\n"],
  ["windows-1251", "SELECT 'да' FROM t\n"],
  ["shift_jis", "-- 受注一覧\nSELECT id FROM 予定表\n"],
  ["shift_jis", "SELECT a FROM t -- 顧客の名前を取得する\n"],
  ["big5", "-- 訂單查詢\nSELECT id FROM t\n"],
  ["big5", "-- 這是一個查詢客戶訂單的語句\nSELECT id FROM t\n"],
  ["big5", "-- 中文註解\nSELECT 1\n"],
  ["euc-kr", "-- 주문 조회\nSELECT id FROM t\n"],
  ["euc-kr", "-- 고객의 주문 내역을 조회하는 쿼리\nSELECT id FROM t\n"],
  ["gb18030", "-- 查询订单的客户\nSELECT id FROM t\n"],
  ["gb18030", "SELECT '客户名称' FROM 用户表\n"],
  ["euc-jp", "-- 顧客の名前を取得する\nSELECT id FROM t\n"],
  ["koi8-r", "-- выборка заказов\nSELECT id FROM t\n"],
  ["ibm866", "-- выборка заказов\nSELECT id FROM t\n"],
  ["windows-1250", "-- zażółć gęślą jaźń\nSELECT id FROM t\n"],
  ["windows-1253", "-- επιλογή παραγγελιών\nSELECT id FROM t\n"],
  ["windows-1254", "-- müşteri siparişleri\nSELECT id FROM t\n"],
];

for (const [encoding, text] of WRITTEN) {
  Deno.test(`${encoding} is found out: ${text.split("\n")[0]}`, async () => {
    const bytes = iconv.encode(text, encoding);
    const found = await decodeSql(bytes);
    assert.equal(found.text, text, found.encoding);
    assert.ok(found.confidence! >= 0 && found.confidence! <= 1);
    assert.match(guessNote(found)!, /^read as [a-z0-9_-]+, a guess \(confidence 0\.\d\d\); /);
    for (const auto of ["autodetect", "AutoDetect"]) {
      assert.equal((await decodeSql(bytes, auto)).text, text);
    }
    const named = await decodeSql(bytes, encoding);
    assert.deepEqual([named.text, guessNote(named)], [text, null]);
    assert.deepEqual(await encodeText(text, named.encoding, named.mark), new Uint8Array(bytes));
  });
}

Deno.test("where the marked lines lie far behind, and among megabytes, the guess is the same", async () => {
  const bytes = iconv.encode(
    `${"SELECT a FROM t;\n".repeat(200_000)}-- выборка заказов\n`,
    "cp1251",
  );
  assert.equal((await decodeSql(bytes)).encoding, "windows-1251");
});

Deno.test("names are those of browsers, of Python, and of DOS", () => {
  const cases: Record<string, string[]> = {
    "windows-1252": ["cp1252", "windows-1252", "latin-1", "latin1", "L1", "iso8859-1", "1252"],
    "utf-8": ["utf8", "UTF_8", "utf-8-sig", "U8", "cp65001"],
    "utf-16": ["utf-16", "UTF_16", "u16"],
    "utf-16le": ["utf_16_le", "UTF-16LE"],
    "shift_jis": ["shift_jis", "Shift-JIS", "sjis", "cp932", "ms932", "ms_kanji"],
    "euc-kr": ["euc_kr", "cp949", "uhc", "windows-949"],
    "gbk": ["gbk", "cp936", "gb2312", "936"],
    "gb18030": ["gb18030"],
    "big5": ["big5", "cp950", "big5_hkscs", "big5-tw"],
    "iso-8859-2": ["latin2", "iso8859_2", "iso-8859-2"],
    "iso-8859-15": ["latin-9", "iso8859-15"],
    "koi8-r": ["koi8_r", "KOI8-R"],
    "ibm866": ["cp866", "866", "ibm866"],
    "cp437": ["cp437", "437", "IBM437"],
    "cp850": ["cp850", "850"],
    "windows-1251": ["cp1251", "windows_1251", "win1251"],
    "macintosh": ["mac_roman", "macroman"],
  };
  for (const [name, spellings] of Object.entries(cases)) {
    for (const spelling of spellings) {
      assert.equal(encodingNamed(spelling), name, spelling);
      assert.ok(isEncoding(spelling));
    }
  }
  for (const none of ["", "klingon", "base64", "hex", "cp9999", "iso-2022-cn", "replacement"]) {
    assert.equal(encodingNamed(none), null, none);
  }
  assert.ok(isEncoding("autodetect"));
});

Deno.test("a DOS code page is read, and text that an encoding does not have is not written", async () => {
  const bytes = new Uint8Array([0x27, 0x81, 0xe1, 0x27]);
  assert.deepEqual(await read(bytes, "cp437"), { text: "'üß'", encoding: "cp437" });
  assert.deepEqual(await encodeText("'üß'", "cp437", false), bytes);
  await assert.rejects(encodeText("'表'", "windows-1252", false), undecodable(/does not have/));
  await assert.rejects(encodeText("é", "iso-2022-jp", false), undecodable(/cannot be written/));
});
