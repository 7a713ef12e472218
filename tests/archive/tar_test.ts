import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { ArchiveFormat } from "../../src/archive/port.ts";
import { collect, type CollectOptions, empty, MemoryFile, refusal } from "./collect.ts";
import { concat, pax, tar, type TarEntry } from "./forge.ts";

const GOOD: TarEntry = { name: "good.sql", data: "select 1\n" };

/** Both forms of one archive must give the same. */
const FORMATS: readonly [format: ArchiveFormat, pack: (plain: Uint8Array) => Uint8Array][] = [
  ["tar", (plain) => plain],
  ["tar.gz", (plain) => new Uint8Array(gzipSync(plain))],
];

for (const [format, pack] of FORMATS) {
  const read = (entries: readonly TarEntry[], options?: CollectOptions) =>
    collect(format, pack(tar(entries)), options);

  Deno.test(`${format}: SQL and configuration come in order, and folders`, async () => {
    const found = await read([
      { name: "./b", type: "5" },
      { name: "./b/two.sql", data: "select 2" },
      { name: "./b/tox.ini", data: "[sqlfluff]" },
      { name: "a.dml", data: `select '${"x".repeat(1000)}'` },
      { name: "empty.sql" },
    ]);
    assert.deepEqual(found, {
      files: [
        ["b/two.sql", "select 2"],
        ["a.dml", `select '${"x".repeat(1000)}'`],
        ["empty.sql", ""],
      ],
      configs: [["b/tox.ini", "[sqlfluff]"]],
      folders: ["b"],
      skipped: [],
    });
  });

  const special: readonly [type: string, reason: string][] = [
    ["1", "a hard link is not followed"],
    ["2", "a symbolic link is not followed"],
    ["3", "a special file is not read"],
    ["4", "a special file is not read"],
    ["6", "a special file is not read"],
  ];
  for (const [type, reason] of special) {
    Deno.test(`${format}: an entry of type ${type} is left out: ${reason}`, async () => {
      const found = await read([{ name: "a.sql", type, link: "/etc/passwd" }, GOOD]);
      assert.deepEqual(found.skipped, [["a.sql", reason]]);
      assert.deepEqual(found.files, [["good.sql", "select 1\n"]]);
    });
  }

  Deno.test(`${format}: a sparse file is left out`, async () => {
    const found = await read([
      { name: "x", type: "x", data: pax({ "GNU.sparse.major": "1", path: "a.sql" }) },
      { name: "a.sql", data: "1\n0\n8\nselect 1" },
      GOOD,
    ]);
    assert.deepEqual(found.skipped, [["a.sql", "a sparse file is not read"]]);
    assert.equal(found.files.length, 1);
  });

  Deno.test(`${format}: long names come from POSIX and from GNU headers`, async () => {
    const name = `${"folder/".repeat(20)}a.sql`;
    const found = await read([
      { name: "x", type: "x", data: pax({ path: name }) },
      { name: "short", data: "select 1" },
      { name: "././@LongLink", type: "L", data: `${name.replace("a.sql", "b.sql")}\0` },
      { name: "short", data: "select 2" },
    ]);
    assert.deepEqual(found.files, [[name, "select 1"], [
      name.replace("a.sql", "b.sql"),
      "select 2",
    ]]);
  });

  Deno.test(`${format}: the same name again costs the later entry`, async () => {
    const found = await read([GOOD, { name: "./good.sql", data: "drop table t" }]);
    assert.deepEqual(found.files, [["good.sql", "select 1\n"]]);
    assert.deepEqual(found.skipped, [
      ["./good.sql", "an entry of the same name, good.sql, came before"],
    ]);
    const twice = await read([GOOD, GOOD]);
    assert.deepEqual(twice.skipped, [["good.sql", "an entry of the same name came before"]]);
  });

  Deno.test(`${format}: a file over the limit costs one entry`, async () => {
    const big = { name: "big.sql", data: "x".repeat(2000) };
    const found = await read([big, GOOD], { limits: { fileBytes: 1999 } });
    assert.deepEqual(found.skipped, [["big.sql", "the file has 2000 bytes, the limit is 1999"]]);
    assert.equal(found.files.length, 1);
  });

  Deno.test(`${format}: one entry over the limit refuses the archive`, async () => {
    const entries = ["a.sql", "b.txt", "c.sql"].map((name) => ({ name }));
    assert.equal((await read(entries, { limits: { entries: 3 } })).files.length, 2);
    await assert.rejects(
      read(entries, { limits: { entries: 2 } }),
      refusal(/at least 3 entries, the limit is 2/),
    );
  });

  Deno.test(`${format}: bytes over the total refuse the archive`, async () => {
    await assert.rejects(
      read([GOOD, { name: "b.sql" }], { limits: { totalBytes: 2000 } }),
      refusal(/inflates to at least \d+ bytes, the limit is 2000/),
    );
  });

  Deno.test(`${format}: a header that was changed refuses the archive`, async () => {
    await assert.rejects(read([GOOD, { name: "b.sql", checksum: 1 }]), refusal(/damaged/));
  });

  Deno.test(`${format}: sizes that lie refuse the archive`, async () => {
    const data = "x".repeat(2000);
    await assert.rejects(read([{ name: "a.sql", data, size: 9000 }]), refusal(/damaged/));
    await assert.rejects(read([{ name: "a.sql", data, size: 4 }]), refusal(/damaged/));
    // Of an entry that is left out as well.
    await assert.rejects(read([GOOD, { name: "a.txt", data, size: 9000 }]), refusal(/damaged/));
  });

  Deno.test(`${format}: an archive that was cut anywhere is refused`, async () => {
    const whole = pack(tar([GOOD, { name: "b.sql", data: "select 2" }]));
    const step = format === "tar" ? 64 : 1;
    for (let length = 0; length < whole.length; length += step) {
      await assert.rejects(
        collect(format, whole.slice(0, length)),
        refusal(/truncated or damaged/),
      );
    }
  });

  Deno.test(`${format}: an abort ends the reading at the next entry`, async () => {
    const controller = new AbortController();
    const into = empty();
    const onFile = () => controller.abort(new Error("drain"));
    await assert.rejects(
      read([GOOD, { name: "b.sql" }], { signal: controller.signal, onFile, into }),
      new Error("drain"),
    );
    assert.equal(into.files.length, 1);
  });

  Deno.test(`${format}: an abort ends the reading inside of an entry, too`, async () => {
    const noise = new Uint8Array(400_000);
    for (let at = 0; at < noise.length; at += 50_000) {
      crypto.getRandomValues(noise.subarray(at, at + 50_000));
    }
    const controller = new AbortController();
    const input = new MemoryFile(pack(tar([{ name: "big.bin", data: noise }, GOOD])));
    const readBytes = input.read.bind(input);
    input.read = (offset, length) => {
      if (offset > 0) controller.abort(new Error("drain"));
      return readBytes(offset, length);
    };
    await assert.rejects(
      collect(format, new Uint8Array(), { input, signal: controller.signal }),
      new Error("drain"),
    );
    assert.ok(input.furthest < input.size);
  });

  Deno.test(`${format}: the process does other work between two entries`, async () => {
    const order: string[] = [];
    await read(["a.sql", "b.sql"].map((name) => ({ name })), {
      onFile: (name) => {
        order.push(name);
        setImmediate(() => order.push(`after ${name}`));
      },
    });
    assert.deepEqual(order.slice(0, 3), ["a.sql", "after a.sql", "b.sql"]);
  });

  Deno.test(`${format}: a failure of the taker goes up unchanged`, async () => {
    const lost = new Error("lease lost");
    await assert.rejects(read([GOOD], { onFile: () => Promise.reject(lost) }), lost);
  });

  Deno.test(`${format}: a failure of the disk is not called a damaged archive`, async () => {
    const input = new MemoryFile(pack(tar([GOOD])));
    input.read = () => Promise.reject(new Error("EIO"));
    await assert.rejects(collect(format, new Uint8Array(), { input }), new Error("EIO"));
  });
}

Deno.test("tar.gz: a bomb is refused long before it has been read", async () => {
  // Noise that does not compress follows, so that the whole would keep under the ratio.
  const noise = concat(
    ...Array.from({ length: 7 }, () => crypto.getRandomValues(new Uint8Array(60_000))),
  );
  const bomb = gzipSync(
    tar([{ name: "a.sql", data: new Uint8Array(50_000_000) }, { name: "noise", data: noise }]),
  );
  const input = new MemoryFile(new Uint8Array(bomb));
  await assert.rejects(
    collect("tar.gz", new Uint8Array(), { input }),
    refusal(/inflates to 201 times its size, the limit is 200/),
  );
  assert.ok(input.furthest < input.size);
});

Deno.test("tar.gz: a small archive of much repetition is no bomb", async () => {
  const found = await collect(
    "tar.gz",
    new Uint8Array(gzipSync(tar([{ name: "a.sql", data: " ".repeat(50_000) }]))),
  );
  assert.equal(found.files.length, 1);
});

Deno.test("tar.gz: a single file that gzip compressed is named, however short it is", async () => {
  const files: [string, RegExp][] = [
    ["select 1\n", /not a tar archive: it looks like text/],
    ["select 1;\n".repeat(1000), /not a tar archive: it looks like text/],
    ["\x1f\x8b".padEnd(600, "\0"), /not a tar archive: it looks like binary data/],
  ];
  for (const [text, reason] of files) {
    const packed = new Uint8Array(gzipSync(text));
    await assert.rejects(collect("tar.gz", packed), refusal(reason));
    await assert.rejects(collect("tar.gz", packed.slice(0, -4)), refusal(/truncated or damaged/));
  }
});

Deno.test("tar.gz: a stream of several gzip members is read to its end", async () => {
  const plain = tar([GOOD, { name: "b.sql", data: "select 2" }]);
  const halves = [plain.slice(0, 700), plain.slice(700)].map((half) =>
    new Uint8Array(gzipSync(half))
  );
  assert.equal((await collect("tar.gz", concat(...halves))).files.length, 2);
});

Deno.test("what follows the end of an archive refuses it", async () => {
  const garbage = new Uint8Array(600).fill(65);
  const plain = concat(tar([GOOD]), garbage);
  await assert.rejects(collect("tar", plain), refusal(/damaged/));
  const packed = concat(new Uint8Array(gzipSync(tar([GOOD]))), garbage);
  await assert.rejects(collect("tar.gz", packed), refusal(/damaged/));
});

Deno.test("backslashes of Windows are folders in a TAR file too", async () => {
  const archive = tar([
    { name: "proj\\models\\a.sql", data: "select 1" },
    { name: "proj\\..\\..\\evil.sql", data: "select 1" },
  ]);
  const found = await collect("tar", archive);
  assert.deepEqual(found.files, [["proj/models/a.sql", "select 1"]]);
  assert.deepEqual(found.skipped, [[
    "proj\\..\\..\\evil.sql",
    "the path leaves its folder",
  ]]);
});
