import assert from "node:assert/strict";
import { replaceFile } from "../../src/cli/replace_file.ts";
import { folderOf } from "../support/cli.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("a private file is private while its new text is written as well", async () => {
  await using folder = await folderOf({ "a.sql": "select 1\n" });
  const path = `${folder.path}/a.sql`;
  await Deno.chmod(path, 0o600);
  const modes = new Set<number>();
  let written = false;
  const writing = replaceFile(path, new Uint8Array(64 << 20)).finally(() => written = true);
  while (!written) {
    for await (const { name } of Deno.readDir(folder.path)) {
      if (name === "a.sql") continue;
      const info = await Deno.lstat(`${folder.path}/${name}`).catch(() => null);
      if (info !== null) modes.add(info.mode! & 0o777);
    }
  }
  await writing;
  assert.deepEqual([...modes], [0o600]);
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
});

Deno.test("nothing that lies beside a file is written through, and two at once leave one whole", async () => {
  await using folder = await folderOf({ "a.sql": "select 1\n", "b.sql": "select 2\n" });
  const path = `${folder.path}/a.sql`;
  // Whoever may write to the folder can guess a name that is always the same.
  await Deno.symlink("b.sql", `${path}.lintel-part`);
  const texts = ["x", "y"].map((c) => c.repeat(1 << 20));
  await Promise.all(texts.map((text) => replaceFile(path, bytes(text))));
  assert.ok(texts.includes(await Deno.readTextFile(path)));
  assert.equal(await Deno.readTextFile(`${folder.path}/b.sql`), "select 2\n");
  const names = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name).sort();
  assert.deepEqual(names, ["a.sql", "a.sql.lintel-part", "b.sql"]);
});

Deno.test("where a file cannot be written, the old one stays and nothing is left beside it", async () => {
  await using folder = await folderOf({ "a.sql/b.sql": "select 1\n" });
  await assert.rejects(replaceFile(`${folder.path}/a.sql`, bytes("x")));
  await assert.rejects(replaceFile(`${folder.path}/none/c.sql`, bytes("x")), Deno.errors.NotFound);
  const names = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name);
  assert.deepEqual(names, ["a.sql"]);
});
