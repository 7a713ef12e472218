import assert from "node:assert/strict";
import { Blocks } from "../../src/files/blocks.ts";
import { inTempDir } from "./temp.ts";

Deno.test("neighbouring stretches come from one read, and each is its own copy", () =>
  inTempDir(async (folder) => {
    const path = `${folder}/pack`;
    await Deno.writeTextFile(path, "one two three");
    const blocks = new Blocks();
    const one = await blocks.read(path, 0, 3);
    await Deno.remove(path);
    assert.equal(new TextDecoder().decode(await blocks.read(path, 4, 3)), "two");
    one.fill(0);
    assert.equal(new TextDecoder().decode(await blocks.read(path, 0, 3)), "one");
  }));

Deno.test("a stretch that reaches past the block is read from the file again", () =>
  inTempDir(async (folder) => {
    const path = `${folder}/pack`;
    const bytes = new Uint8Array(600_000).map((_, i) => i % 251);
    await Deno.writeFile(path, bytes);
    const blocks = new Blocks();
    await blocks.read(path, 0, 10);
    assert.deepEqual(await blocks.read(path, 262_140, 100), bytes.slice(262_140, 262_240));
    assert.deepEqual(await blocks.read(path, 10, 500_000), bytes.slice(10, 500_010));
  }));

Deno.test("what was forgotten, or could not be read, is asked of the disk again", () =>
  inTempDir(async (folder) => {
    const path = `${folder}/pack`;
    const blocks = new Blocks();
    await assert.rejects(blocks.read(path, 0, 3), Deno.errors.NotFound);
    await Deno.writeTextFile(path, "old");
    assert.equal(new TextDecoder().decode(await blocks.read(path, 0, 3)), "old");
    await Deno.writeTextFile(path, "new");
    blocks.forget(folder);
    assert.equal(new TextDecoder().decode(await blocks.read(path, 0, 3)), "new");
  }));
