import assert from "node:assert/strict";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { ZipWriter } from "../../src/archive/zip_writer.ts";
import { programs } from "../support/programs.ts";

const WRITTEN = Date.UTC(2026, 10, 30, 12, 34, 56);

async function* each(names: readonly string[]): AsyncGenerator<string> {
  yield* names;
}

/** The parts of an archive of these files. */
async function partsOf(
  zip: ZipWriter,
  files: Readonly<Record<string, string>>,
  comment = "",
): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array[] = [];
  for (const [name, text] of Object.entries(files)) {
    parts.push(await zip.entry(name, new TextEncoder().encode(text)));
  }
  parts.push(...await Array.fromAsync(zip.end(each(Object.keys(files)), comment)));
  return parts as Uint8Array<ArrayBuffer>[];
}

async function bytesOf(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob([...parts]).arrayBuffer());
}

async function unzip(path: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const command = new Deno.Command("unzip", { args: [...args, path], env: { TZ: "UTC" } });
  const { code, stdout, stderr } = await command.output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("every entry is read as it was written, by its name, time and comment", async () => {
  const files = { "a.sql": "select 1\n".repeat(100), "é ü/b.sql": "x", "empty.sql": "" };
  const bytes = await bytesOf(await partsOf(new ZipWriter(WRITTEN), files, "one “comment”"));
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    checkSignature: true,
    checkLocalDirectory: true,
    checkLocalFilename: true,
    useWebWorkers: false,
  });
  const read: Record<string, string> = {};
  for (const entry of await reader.getEntries()) {
    assert.ok(!entry.directory);
    assert.equal(entry.rawLastModDate, 0x5d7e645c);
    assert.equal(entry.externalFileAttributes >>> 16, 0o100644);
    read[entry.filename] = new TextDecoder().decode(await entry.getData(new Uint8ArrayWriter()));
  }
  assert.deepEqual(read, files);
  assert.equal(new TextDecoder().decode(reader.comment), "one “comment”");
  await reader.close();
});

Deno.test("names that are fewer than the entries end the archive with an error", async () => {
  const zip = new ZipWriter(WRITTEN);
  await zip.entry("a.sql", new Uint8Array());
  await zip.entry("b.sql", new Uint8Array());
  await assert.rejects(Array.fromAsync(zip.end(each(["a.sql"]), "")), /2 entries, and 1 names/);
});

Deno.test({
  name: "unzip takes what it is, and what needs ZIP64: many entries, and some beyond 4 GiB",
  ignore: programs(["unzip"]).missing,
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/a.zip`;
    try {
      await Deno.writeFile(
        path,
        await bytesOf(await partsOf(new ZipWriter(WRITTEN), { "a.sql": "a\n" })),
      );
      assert.equal((await unzip(path, "-tq")).code, 0);
      const many = Object.fromEntries(Array.from({ length: 66_000 }, (_, i) => [`${i}.sql`, ""]));
      await Deno.writeFile(path, await bytesOf(await partsOf(new ZipWriter(WRITTEN), many)));
      const { code, text } = await unzip(path, "-tq");
      assert.equal(code, 0, text);
      assert.match((await unzip(path, "-l")).text, /66000 files/);

      // The file has a hole where the entries before would be.
      const start = 5 * 1024 ** 3;
      const far = await bytesOf(
        await partsOf(new ZipWriter(WRITTEN, start), { "far.sql": "far\n" }),
      );
      using file = await Deno.open(path, { write: true, truncate: true });
      await file.seek(start, Deno.SeekMode.Start);
      await file.write(far);
      assert.equal((await unzip(path, "-p")).text, "far\n");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("a comment that is too long is cut where a character ends", async () => {
  const [last] = (await partsOf(new ZipWriter(WRITTEN), {}, "é".repeat(40_000))).slice(-1);
  assert.equal(last!.length, 22 + 0xfffe);
});
