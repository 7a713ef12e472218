import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import { collect, empty, MemoryFile, refusal } from "./collect.ts";
import { concat, zip, type ZipEntry } from "./forge.ts";

/** Over a megabyte, so that it is inflated in pieces. */
const LARGE = "select 1;\n".repeat(110_000);
const LARGE_DEFLATED = new Uint8Array(deflateRawSync(LARGE, { level: 0 }));
const GOOD: ZipEntry = { name: "good.sql", data: "select 1\n" };
const MODE = (mode: number) => mode * 0x10000;

Deno.test("a ZIP file gives its SQL and configuration in order, and folders", async () => {
  const found = await collect(
    "zip",
    zip([
      { name: "b/", attributes: 0x10 },
      { name: "b/two.sql", data: "select 2", method: 0 },
      { name: "b/.sqlfluff", data: "[sqlfluff]" },
      { name: "a.DDL", data: "create table t (a int)", descriptor: true },
      { name: "empty.sql" },
    ]),
  );
  assert.deepEqual(found, {
    files: [["b/two.sql", "select 2"], ["a.DDL", "create table t (a int)"], ["empty.sql", ""]],
    configs: [["b/.sqlfluff", "[sqlfluff]"]],
    folders: ["b"],
    skipped: [],
  });
});

Deno.test("an archive without entries gives nothing", async () => {
  assert.deepEqual(await collect("zip", zip([])), empty());
});

/** Entries that are left out while the one beside them is read. */
const BAD_ENTRIES: readonly [what: string, entry: ZipEntry, reason: RegExp][] = [
  ["an encrypted entry", { name: "a.sql", flags: 0x801, data: "x" }, /encrypted/],
  ["a symbolic link", { name: "a.sql", attributes: MODE(0o120777), data: "/etc/passwd" }, /link/],
  ["a device", { name: "a.sql", attributes: MODE(0o020666) }, /special file/],
  ["a folder that has data", { name: "a.sql", attributes: MODE(0o040755), data: "x" }, /folder/],
  ["a size that needs a field it has not", {
    name: "a.sql",
    data: "x",
    method: 0,
    compressedSize: 0xffffffff,
  }, /cannot be read/],
  ["an unknown compression", { name: "a.sql", method: 12, data: "x" }, /method 12/],
  ["another local name", { name: "a.sql", localName: "b.sql", data: "x" }, /local header/],
  ["a local header that is not there", {
    name: "a.sql",
    data: "select 1",
    offset: (actual) => actual + 4,
  }, /local header is missing/],
  ["a size that is too small", { name: "a.sql", data: "select 12345", size: 4 }, /size is not/],
  ["a size that is too large", { name: "a.sql", data: "select 1", size: 90 }, /size is not/],
  ["a stored size that is too large", {
    name: "a.sql",
    data: "select 1",
    method: 0,
    size: 9,
  }, /size is not/],
  ["a wrong checksum", { name: "a.sql", data: "select 1", crc: 7 }, /damaged/],
  ["data that do not inflate", {
    name: "a.sql",
    data: "select 1",
    compressed: new Uint8Array(20).fill(7),
  }, /damaged/],
  ["data that end early", {
    name: "a.sql",
    data: "select 1, 2, 3",
    compressed: new Uint8Array(deflateRawSync("select 1, 2, 3").subarray(0, -3)),
  }, /damaged/],
  ["bytes behind the data", {
    name: "a.sql",
    data: "select 1",
    compressed: concat(new Uint8Array(deflateRawSync("select 1")), new Uint8Array(9)),
  }, /size is not/],
  [
    "a bomb",
    { name: "a.sql", data: new Uint8Array(1_000_000) },
    /times its size, the limit is 200/,
  ],
  ["a bomb that plays it down", {
    name: "a.sql",
    data: new Uint8Array(8_000_000),
    size: 1_500_000,
  }, /size is not/],
  ["a large size that is too large", {
    name: "a.sql",
    data: LARGE,
    compressed: LARGE_DEFLATED,
    size: LARGE.length + 1,
  }, /size is not/],
  ["large data with bytes behind them", {
    name: "a.sql",
    data: LARGE,
    compressed: concat(LARGE_DEFLATED, new Uint8Array(9)),
  }, /size is not/],
  ["large data that end early", {
    name: "a.sql",
    data: LARGE,
    compressed: LARGE_DEFLATED.slice(0, -9),
  }, /damaged/],
  ["50 MB", { name: "a.sql", size: 50_000_000 }, /50000000 bytes, the limit is 20971520/],
  ["the same name again", { ...GOOD, data: "drop table t" }, /same name came before/],
];

for (const [what, entry, reason] of BAD_ENTRIES) {
  Deno.test(`${what} costs one entry and is told`, async () => {
    const limits = { ratio: what === "a bomb that plays it down" ? 10_000 : 200 };
    const found = await collect("zip", zip([GOOD, entry]), { limits });
    assert.deepEqual(found.files, [["good.sql", "select 1\n"]]);
    assert.equal(found.skipped.length, 1);
    assert.equal(found.skipped[0]?.[0], entry.name);
    assert.match(found.skipped[0]?.[1] ?? "", reason);
  });
}

Deno.test("data outside of the archive are told, and cost one entry", async () => {
  const entry = { name: "a.sql", data: "x", method: 0, compressedSize: 5000, size: 5000 };
  const found = await collect("zip", zip([GOOD, entry]));
  assert.deepEqual(found.skipped, [["a.sql", "the entry's data lie outside of the archive"]]);
  assert.equal(found.files.length, 1);
});

Deno.test("entries that share their bytes refuse the archive before anything is read", async () => {
  const into = empty();
  const twice: ZipEntry = { ...GOOD, offset: (_actual, previous) => previous };
  await assert.rejects(
    collect("zip", zip([GOOD, twice]), { into }),
    refusal(/share the same bytes/),
  );
  assert.deepEqual(into, empty());
});

Deno.test("an entry that lies inside another one refuses the archive", async () => {
  const inner = zip([GOOD]).slice(0, 60);
  const outer: ZipEntry = { name: "outer.txt", data: inner, method: 0 };
  const header = 30 + "outer.txt".length;
  const inside: ZipEntry = { ...GOOD, offset: (_actual, previous) => previous + header };
  await assert.rejects(collect("zip", zip([outer, inside])), refusal(/share the same bytes/));
});

Deno.test("an archive that was cut anywhere is refused", async () => {
  const whole = zip([GOOD, { name: "b.sql", data: "select 2" }]);
  for (let length = 0; length < whole.length; length++) {
    await assert.rejects(collect("zip", whole.slice(0, length)), refusal(/truncated or damaged/));
  }
});

Deno.test("an end record that promises more entries than there are refuses the archive", async () => {
  await assert.rejects(collect("zip", zip([GOOD], { count: 2 })), refusal(/truncated or damaged/));
});

Deno.test("one entry over the limit refuses the archive", async () => {
  const archive = zip(["a.sql", "b.sql", "c.txt"].map((name) => ({ name })));
  assert.equal((await collect("zip", archive, { limits: { entries: 3 } })).files.length, 2);
  await assert.rejects(
    collect("zip", archive, { limits: { entries: 2 } }),
    refusal(/at least 3 entries, the limit is 2/),
  );
});

Deno.test("one byte over the total refuses the archive", async () => {
  const archive = zip([GOOD, { name: "b.sql", data: "select 1\n" }]);
  assert.equal((await collect("zip", archive, { limits: { totalBytes: 18 } })).files.length, 2);
  await assert.rejects(
    collect("zip", archive, { limits: { totalBytes: 17 } }),
    refusal(/at least 18 bytes, the limit is 17/),
  );
});

Deno.test("what was inflated for a liar counts towards the total", async () => {
  const liars = [1, 2, 3].map((i) => ({ name: `${i}.sql`, data: "select 1", crc: 1 }));
  await assert.rejects(
    collect("zip", zip(liars), { limits: { totalBytes: 20 } }),
    refusal(/at least 24 bytes, the limit is 20/),
  );
});

Deno.test("names of Chinese Windows are read as GBK, others of old tools as CP437, and UTF-8 beside both", async () => {
  const chinese = new Uint8Array([0xb2, 0xe9, 0xd1, 0xaf, ...Buffer.from(".sql")]);
  const french = new Uint8Array([0x82, ...Buffer.from(".sql")]);
  const unmarked = "é2.sql";
  for (const [name, read] of [[chinese, "查询.sql"], [french, "é.sql"]] as const) {
    const found = await collect(
      "zip",
      zip([name, unmarked].map((each) => ({ name: each, flags: 0 }))),
    );
    assert.deepEqual(found.files.map(([n]) => n), [read, "é2.sql"]);
  }
});

Deno.test("an entry of over a megabyte is inflated in pieces and comes out whole", async () => {
  const data = Array.from({ length: 60_000 }, (_, i) => `select ${i * 7919} from t;\n`).join("");
  const found = await collect("zip", zip([{ name: "big.sql", data }]));
  assert.equal(found.files[0]?.[1], data);
});

Deno.test("an abort ends the reading of a ZIP file at the next entry", async () => {
  const controller = new AbortController();
  const into = empty();
  const archive = zip(["a.sql", "b.sql", "c.sql"].map((name) => ({ name })));
  const onFile = (name: string) => name === "b.sql" ? controller.abort(new Error("drain")) : void 0;
  await assert.rejects(
    collect("zip", archive, { signal: controller.signal, onFile, into }),
    new Error("drain"),
  );
  assert.deepEqual(into.files.map(([name]) => name), ["a.sql", "b.sql"]);
});

Deno.test("the process does other work between two entries of a ZIP file", async () => {
  const order: string[] = [];
  await collect("zip", zip(["a.sql", "b.sql"].map((name) => ({ name }))), {
    onFile: (name) => {
      order.push(name);
      setImmediate(() => order.push(`after ${name}`));
    },
  });
  assert.deepEqual(order.slice(0, 3), ["a.sql", "after a.sql", "b.sql"]);
});

Deno.test("a failure of the taker goes up unchanged", async () => {
  const lost = new Error("lease lost");
  const onFile = () => Promise.reject(lost);
  await assert.rejects(collect("zip", zip([GOOD]), { onFile }), lost);
});

Deno.test("a failure of the disk is not called a damaged archive, whenever it comes", async () => {
  const archive = zip([{ name: "big.sql", data: "x".repeat(200_000), method: 0 }, GOOD]);
  const failingAt = async (failing: number) => {
    const input = new MemoryFile(archive);
    const read = input.read.bind(input);
    let reads = 0;
    input.read = (offset, length) =>
      ++reads === failing ? Promise.reject(new Error("EIO")) : read(offset, length);
    await collect("zip", archive, { input });
    return reads;
  };
  const reads = await failingAt(Infinity);
  assert.ok(reads > 2);
  for (let n = 1; n <= reads; n++) await assert.rejects(failingAt(n), new Error("EIO"));
});
