import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { readingOf } from "./collect.ts";
import { zip, type ZipEntry } from "./forge.ts";

/** Entries whose names are in this encoding, without the flag that says UTF-8. */
function named(encoding: string, names: readonly string[]): ZipEntry[] {
  return names.map((name) => ({
    name: new Uint8Array(iconv.encode(name, encoding)),
    data: "select 1",
    flags: 0,
  }));
}

const CASES: readonly [encoding: string, told: string, names: string[]][] = [
  ["cp437", "cp437", ["Größe.sql"]],
  ["cp437", "cp437", ["Übersicht/Größe.sql", "Straße.sql", "plain.sql"]],
  ["cp437", "cp437", ["café.sql"]],
  ["cp437", "cp437", ["señor.sql", "niño.sql"]],
  ["shift_jis", "shift_jis", ["予定表.sql"]],
  ["shift_jis", "shift_jis", ["顧客マスタ.sql", "売上/集計.sql"]],
  ["gbk", "gbk", ["订单/查询.sql"]],
  ["gbk", "gbk", ["数据库/用户表.sql", "报表.sql"]],
  ["cp866", "cp866", ["заказы.sql", "отчёт.sql"]],
  ["windows-1251", "windows-1251", ["заказы.sql"]],
  ["big5", "big5", ["客戶資料.sql"]],
  ["cp949", "euc-kr", ["주문/조회.sql"]],
  ["utf-8", "utf-8", ["Größe.sql", "予定表.sql"]],
];

for (const [encoding, told, names] of CASES) {
  Deno.test(`names in ${encoding} without the flag are read: ${names.join(", ")}`, async () => {
    const { names: read, skipped, reading } = await readingOf(zip(named(encoding, names)));
    assert.deepEqual([read, skipped], [names, []]);
    assert.deepEqual(reading, { name_encoding: told, notes: [] });
  });
}

Deno.test("names that say they are UTF-8, or are ASCII, need no guess", async () => {
  const { names, reading } = await readingOf(
    zip([{ name: "Größe.sql" }, ...named("ascii", ["a.sql"])]),
  );
  assert.deepEqual(names, ["Größe.sql", "a.sql"]);
  assert.deepEqual(reading, { name_encoding: null, notes: [] });
});

Deno.test("a wrong guess costs no file: every name of any bytes is read as some name", async () => {
  const high = Array.from({ length: 128 }, (_, i) => i + 0x80);
  const ending = [...new TextEncoder().encode(".sql")];
  const entries: ZipEntry[] = high.flatMap((a) =>
    [0x41, a, 0x5c].map((b) => ({
      name: new Uint8Array([a, b, 0x78, ...ending]),
      data: "select 1",
      flags: 0,
    }))
  );
  for (const some of [entries, entries.slice(0, 3), entries.slice(200, 207)]) {
    const { names, skipped } = await readingOf(zip(some));
    assert.deepEqual(skipped, []);
    assert.equal(new Set(names).size, some.length);
  }
});

Deno.test("backslashes of Windows are folders, which is noted", async () => {
  const { names, skipped, reading } = await readingOf(
    zip([
      { name: "proj\\", attributes: 0x10 },
      { name: "proj\\models\\a.sql", data: "select 1" },
      { name: "proj\\.sqlfluff", data: "[sqlfluff]" },
      { name: "proj\\..\\..\\evil.sql", data: "select 1" },
      { name: "proj\\full\\", data: "select 1" },
    ]),
  );
  assert.deepEqual(names, ["proj/models/a.sql", "proj/.sqlfluff"]);
  assert.deepEqual(skipped, [
    "proj\\..\\..\\evil.sql: the path leaves its folder",
    "proj/full: a folder that has data is not read",
  ]);
  assert.deepEqual(reading.notes, [
    "5 names have backslashes, as Windows writes them; they were read as folders",
  ]);
});

Deno.test("half a character of Shift-JIS is no backslash", async () => {
  const names = ["予定表/ソース.sql", "表示\\能力.sql"];
  const { names: read, reading } = await readingOf(zip(named("shift_jis", names)));
  assert.deepEqual(read, ["予定表/ソース.sql", "表示/能力.sql"]);
  assert.equal(reading.name_encoding, "shift_jis");
  assert.equal(reading.notes.length, 1);
});
