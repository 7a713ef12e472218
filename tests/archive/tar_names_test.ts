import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readerFor } from "../../src/archive/mod.ts";
import type { Reading } from "../../src/archive/port.ts";
import { LIMITS, MemoryFile } from "./collect.ts";
import { concat, tar } from "./forge.ts";
import { TarNames } from "../../src/archive/tar_names.ts";

interface Read {
  files: [name: string, text: string][];
  skipped: [name: string, reason: string][];
  reading: Reading;
}

async function read(bytes: Uint8Array, format: "tar" | "tar.gz" = "tar"): Promise<Read> {
  const [files, skipped]: [Read["files"], Read["skipped"]] = [[], []];
  const reading = await readerFor(format).expand(new MemoryFile(bytes), LIMITS, {
    file: async (name, content) => void files.push([name, new TextDecoder().decode(content)]),
    folder: () => Promise.resolve(),
    companion: async () => {},
    skip: async (name, reason) => void skipped.push([name, reason]),
  });
  return { files, skipped, reading };
}

/** Packs files of these names, whose bytes are octal escapes of `printf`, by the system's tar. */
async function packed(names: readonly string[], ...options: string[]): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir();
  try {
    const script = `cd "$1" && shift && mkdir in && cd in && options=$1 && shift
      for escaped; do
        name=$(printf "$escaped") && mkdir -p "$(dirname "$name")" && printf 'select 1\\n' > "$name"
      done && tar $options -cf ../out -- *`;
    const { success, stderr } = await new Deno.Command("/bin/sh", {
      args: ["-c", script, "sh", folder, options.join(" "), ...names],
      env: { LC_ALL: "C" },
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return await Deno.readFile(join(folder, "out"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Latin-1: größe/übersicht.sql, größe/straße_nach_köln.sql */
const LATIN = ["gr\\366\\337e/\\374bersicht.sql", "gr\\366\\337e/stra\\337e_nach_k\\366ln.sql"];
const LATIN_NAMES = ["größe/straße_nach_köln.sql", "größe/übersicht.sql"];

for (const format of ["gnu", "ustar", "pax", "v7"]) {
  Deno.test(`names in Latin-1 are read from an archive of tar --format=${format}`, async () => {
    const { files, skipped, reading } = await read(await packed(LATIN, `--format=${format}`));
    assert.deepEqual(files.map(([name]) => name).toSorted(), LATIN_NAMES);
    for (const [, text] of files) assert.equal(text, "select 1\n");
    assert.deepEqual([skipped, reading.name_encoding], [[], "windows-1252"]);
  });
}

for (const format of ["gnu", "ustar", "pax"]) {
  Deno.test(`long names in GBK are read from a compressed archive of tar --format=${format}`, async () => {
    // 数据/报表 and 客户/订单 below a folder that no single field of a header holds.
    const long = `${"folder-of-many-letters/".repeat(5)}`;
    const names = [
      `${long}\\312\\375\\276\\335/\\261\\250\\261\\355.sql`,
      `${long}\\277\\315\\273\\247/\\266\\251\\265\\245.sql`,
    ];
    const bytes = await packed(names, `--format=${format}`, "--gzip");
    const { files, skipped, reading } = await read(bytes, "tar.gz");
    assert.deepEqual(
      files.map(([name]) => name).toSorted(),
      [`${long}客户/订单.sql`, `${long}数据/报表.sql`].toSorted(),
    );
    assert.deepEqual([skipped, reading.name_encoding], [[], "gb18030"]);
  });
}

Deno.test("names in UTF-8 beside others stay what they are, and an archive of them alone says nothing", async () => {
  const utf8 = "\\303\\274ber.sql";
  const mixed = await read(await packed([utf8, ...LATIN], "--format=gnu"));
  assert.deepEqual(
    mixed.files.map(([name]) => name).toSorted(),
    ["über.sql", ...LATIN_NAMES].toSorted(),
  );
  assert.equal(mixed.reading.name_encoding, "windows-1252");
  const plain = await read(await packed([utf8, "a.sql"], "--format=gnu"));
  assert.deepEqual(plain.files.map(([name]) => name).toSorted(), ["a.sql", "über.sql"]);
  assert.equal(plain.reading.name_encoding, null);
});

Deno.test("a name that leads out of its folder does so in no encoding", async () => {
  const name = new Uint8Array([...new TextEncoder().encode("../"), 0xfc, 0x62, 0x65, 0x72]);
  const latin = new TextDecoder("latin1").decode(name);
  const bytes = tar([{ name: "x.sql", data: "select 1" }]);
  // The header's name, and the checksum that counts it.
  const other = new Uint8Array([...name, ...new TextEncoder().encode(".sql")]);
  const forged = Uint8Array.from(bytes);
  forged.set(other, 0);
  forged.fill(0x20, 148, 156);
  const sum = forged.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  forged.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  const { files, skipped } = await read(forged);
  assert.deepEqual(files, []);
  assert.deepEqual(skipped, [[`${latin}.sql`, "the path leaves its folder"]]);
});

Deno.test("a name that is the character for what cannot be shown is left out, as it was", async () => {
  const bytes = tar([{ name: "a\ufffd.sql", data: "select 1" }, {
    name: "b.sql",
    data: "select 2",
  }]);
  const { files, skipped, reading } = await read(bytes);
  assert.deepEqual(files, [["b.sql", "select 2"]]);
  assert.deepEqual(skipped, [["a\ufffd.sql", "the name is not valid in its encoding"]]);
  assert.equal(reading.name_encoding, null);
});

Deno.test("a damaged archive is refused as such, whichever look at it finds that", async () => {
  const names = await packed(LATIN, "--format=gnu");
  // Entries end before the blocks of zeros; behind them comes what is longer than any look ahead.
  const end = 512 * Math.ceil((names.findLastIndex((byte) => byte !== 0) + 1) / 512);
  const noise = crypto.getRandomValues(new Uint8Array(60_000)).toHex();
  const long = Array.from({ length: 20 }, (_, i) => ({ name: `n${i}.sql`, data: noise }));
  const whole = gzipSync(concat(names.subarray(0, end), tar(long)), { level: 0 });
  assert.equal((await read(new Uint8Array(whole), "tar.gz")).files.length, 22);
  const damaged = new Uint8Array(whole);
  damaged.fill(0xff, whole.length / 2, whole.length / 2 + 200_000);
  await assert.rejects(read(damaged, "tar.gz"), { code: "invalid_archive" });
});

Deno.test("headers that are hostile are followed as far as they go, in linear time", async () => {
  for (const record of ["1", "2 ", "9".repeat(20), " ", "0 path=x\n", "5 size=-1\n"]) {
    const data = record.repeat(Math.floor(60_000 / record.length));
    const hostile = Array.from({ length: 20 }, () => ({ name: "x", type: "x", data }));
    const bytes = tar([...hostile, { name: "a.sql", data: "select 1" }]);
    const source = ReadableStream.from([bytes])[Symbol.asyncIterator]();
    assert.equal(await TarNames.read(source, 1000), null, record);
  }
});
