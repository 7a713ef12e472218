import assert from "node:assert/strict";
import { join } from "node:path";
import { openRandom } from "../../src/files/random.ts";
import { inTempDir } from "./temp.ts";

const CONTENT = Uint8Array.from({ length: 100_000 }, (_, i) => i * 31 % 251);

Deno.test("reads that are asked for at once do not mix their positions", () =>
  inTempDir(async (folder) => {
    const path = join(folder, "a");
    await Deno.writeFile(path, CONTENT);
    const file = await openRandom(path);
    const places = Array.from({ length: 50 }, (_, i) => (i * 7919) % 99_000);
    const parts = await Promise.all(places.map((at) => file.read(at, 1000)));
    file.close();
    assert.equal(file.size, CONTENT.length);
    places.forEach((at, i) => assert.deepEqual(parts[i], CONTENT.slice(at, at + 1000)));
  }));

Deno.test("a read past the end fails, and the next one is none the worse for it", () =>
  inTempDir(async (folder) => {
    const path = join(folder, "a");
    await Deno.writeTextFile(path, "select 1");
    const file = await openRandom(path);
    await assert.rejects(file.read(4, 5), Deno.errors.UnexpectedEof);
    assert.equal(new TextDecoder().decode(await file.read(7, 1)), "1");
    assert.equal((await file.read(8, 0)).length, 0);
    file.close();
  }));
