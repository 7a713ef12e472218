import assert from "node:assert/strict";
import { WholeFile } from "../../src/files/whole_file.ts";
import { filesUnder, inTempDir } from "./temp.ts";

const LARGE = new Uint8Array(200_000).fill(7);

Deno.test("what is small is written at the end, what is large grows under another name", () =>
  inTempDir(async (folder) => {
    const small = new WholeFile(`${folder}/small`);
    await small.write(new Uint8Array([1]));
    const large = new WholeFile(`${folder}/large`);
    await large.write(LARGE);
    assert.deepEqual(await filesUnder(folder), [".large.part"]);
    await large.write(new Uint8Array([8]));
    await Promise.all([small.finish(), large.finish()]);
    assert.deepEqual(await filesUnder(folder), ["large", "small"]);
    assert.deepEqual(await Deno.readFile(`${folder}/small`), new Uint8Array([1]));
    assert.deepEqual(await Deno.readFile(`${folder}/large`), new Uint8Array([...LARGE, 8]));
  }));

Deno.test("the folder is made first, or only where an expected one is missing", () =>
  inTempDir(async (root) => {
    for (const [when, times] of [["prepare", 1], ["missing", 1], ["missing", 0]] as const) {
      const folder = `${root}/${when}`;
      let made = 0;
      const make = async () => {
        made++;
        await Deno.mkdir(folder);
        return [root];
      };
      const file = new WholeFile(`${folder}/a${times}`, { [when]: make });
      await file.write(LARGE);
      await file.finish();
      assert.equal(made, times);
    }
    assert.deepEqual(await filesUnder(root), ["missing/a0", "missing/a1", "prepare/a1"]);
  }));

Deno.test("a rename that was done and whose answer was lost is taken as done, and no other is", () =>
  inTempDir(async (folder) => {
    const done = new WholeFile(`${folder}/done`);
    await done.write(LARGE);
    await Deno.rename(`${folder}/.done.part`, `${folder}/done`);
    await done.finish();
    const gone = new WholeFile(`${folder}/gone`);
    await gone.write(LARGE);
    await Deno.remove(`${folder}/.gone.part`);
    await assert.rejects(gone.finish(), Deno.errors.NotFound);
    const other = new WholeFile(`${folder}/other`);
    await other.write(LARGE);
    await Deno.remove(`${folder}/.other.part`);
    await Deno.writeTextFile(`${folder}/other`, "of another size");
    await assert.rejects(other.finish(), Deno.errors.NotFound);
    await Promise.all([gone.abort(), other.abort()]);
  }));

Deno.test("taking back removes what was begun, and there may be nothing to remove", () =>
  inTempDir(async (folder) => {
    const kept = new WholeFile(`${folder}/kept`);
    await kept.finish();
    const begun = new WholeFile(`${folder}/begun`);
    await begun.write(LARGE);
    await begun.abort();
    const never = new WholeFile(`${folder}/never`);
    await never.write(new Uint8Array([1]));
    await never.abort();
    assert.deepEqual(await filesUnder(folder), ["kept"]);
    const gone = new WholeFile(`${folder}/gone`);
    await gone.write(LARGE);
    await Deno.remove(`${folder}/.gone.part`);
    await assert.rejects(gone.finish(), Deno.errors.NotFound);
    await gone.abort();
  }));
