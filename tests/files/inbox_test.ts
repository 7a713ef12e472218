import assert from "node:assert/strict";
import { join } from "node:path";
import { LintelError } from "../../src/errors.ts";
import { Volume } from "../../src/files/volume.ts";
import { inTempDir, symlink } from "./temp.ts";

function withInbox(work: (volume: Volume, folder: string) => Promise<void>): Promise<void> {
  return inTempDir(async (folder) => {
    const volume = await Volume.open(join(folder, "files"), join(folder, "inbox"));
    await Deno.mkdir(join(folder, "inbox", "team"));
    await Deno.writeTextFile(join(folder, "inbox", "team", "a.zip"), "in the inbox");
    await Deno.writeTextFile(join(folder, "secret.zip"), "outside");
    await work(volume, folder);
  });
}

const refused = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof LintelError);
  assert.equal(error.code, "validation_failed");
  assert.match(error.message, message);
  assert.deepEqual(error.fields, [{ path: "zip_file_path", message: error.message }]);
  return true;
};

async function content(volume: Volume, path: string): Promise<string> {
  const file = await volume.openInbox(path);
  try {
    return new TextDecoder().decode(await file.read(0, file.size));
  } finally {
    file.close();
  }
}

Deno.test("a file of the inbox opens by its relative and by its absolute path", () =>
  withInbox(async (volume, folder) => {
    assert.equal(await content(volume, "team/a.zip"), "in the inbox");
    assert.equal(await content(volume, "./team/../team/a.zip"), "in the inbox");
    assert.equal(await content(volume, join(folder, "inbox/team/a.zip")), "in the inbox");
  }));

Deno.test("paths that leave the inbox say no more than those that lead nowhere", () =>
  withInbox(async (volume, folder) => {
    const outside = [
      "../secret.zip",
      "team/../../secret.zip",
      join(folder, "secret.zip"),
      join(folder, "inbox/../secret.zip"),
      "../files/jobs",
      "..",
      ".",
      "",
      "/",
      "nowhere.zip",
      "team/a.zip/b.zip",
    ];
    for (const path of outside) {
      await assert.rejects(volume.openInbox(path), refused(/no such file in the inbox/));
    }
  }));

Deno.test("a folder whose name begins like the inbox is outside of it", () =>
  withInbox(async (volume, folder) => {
    await Deno.mkdir(join(folder, "inbox-other"));
    await Deno.writeTextFile(join(folder, "inbox-other", "b.zip"), "outside");
    await assert.rejects(volume.openInbox("../inbox-other/b.zip"), refused(/no such file/));
  }));

Deno.test("a symbolic link out of the inbox is not followed, one inside it is", () =>
  withInbox(async (volume, folder) => {
    const inbox = join(folder, "inbox");
    await symlink(join(folder, "secret.zip"), join(inbox, "out.zip"));
    await symlink(folder, join(inbox, "up"));
    await symlink(join(inbox, "team", "a.zip"), join(inbox, "in.zip"));
    await assert.rejects(volume.openInbox("out.zip"), refused(/no such file/));
    await assert.rejects(volume.openInbox("up/secret.zip"), refused(/no such file/));
    assert.equal(await content(volume, "in.zip"), "in the inbox");
  }));

Deno.test("a folder and a path with a NUL are told for what they are", () =>
  withInbox(async (volume) => {
    await assert.rejects(volume.openInbox("team"), refused(/takes the path of a file/));
    await assert.rejects(volume.openInbox("team/a.zip\0.txt"), refused(/NUL/));
  }));

Deno.test("a name that no file can have, and a link in a circle, lead nowhere", () =>
  withInbox(async (volume, folder) => {
    const inbox = join(folder, "inbox");
    await symlink(join(inbox, "b.zip"), join(inbox, "a.zip"));
    await symlink(join(inbox, "a.zip"), join(inbox, "b.zip"));
    for (const path of ["a".repeat(4000), "team/".repeat(2000), "a.zip"]) {
      await assert.rejects(volume.openInbox(path), refused(/no such file in the inbox/));
    }
  }));

Deno.test("a name that begins with two dots is a file of the inbox like any other", () =>
  withInbox(async (volume, folder) => {
    await Deno.writeTextFile(join(folder, "inbox", "..a.zip"), "dots");
    assert.equal(await content(volume, "..a.zip"), "dots");
  }));
