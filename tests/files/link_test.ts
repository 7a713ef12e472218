import assert from "node:assert/strict";
import { join } from "node:path";
import { linkOrCopy } from "../../src/files/link.ts";
import { Volume } from "../../src/files/volume.ts";
import { inTempDir } from "./temp.ts";

const FROM = "018bcfe5-6800-7000-8000-0000000000ab";
const TO = "018bcfe5-6801-7000-8000-0000000000cd";

const bytes = (text: string) => new TextEncoder().encode(text);

async function textOf(volume: Volume, job_id: string): Promise<string> {
  const file = await volume.open(job_id, "upload");
  try {
    return new TextDecoder().decode(await file.read(0, file.size));
  } finally {
    file.close();
  }
}

Deno.test("an upload that two jobs have is there until both are removed", () =>
  inTempDir(async (folder) => {
    const volume = await Volume.open(join(folder, "files"), join(folder, "inbox"));
    const upload = await volume.createUpload(FROM);
    await upload.write(bytes("select 1"));
    await upload.finish();
    await volume.linkUpload(FROM, TO);
    await volume.removeJob(FROM);
    assert.equal(await textOf(volume, TO), "select 1");
    await assert.rejects(volume.open(FROM, "upload"), { code: "storage_unavailable" });
    await volume.removeJob(TO);
    assert.deepEqual(await volume.folders(Infinity, "", 10), []);
  }));

Deno.test("an upload that is gone cannot be given to another job", () =>
  inTempDir(async (folder) => {
    const volume = await Volume.open(join(folder, "files"), join(folder, "inbox"));
    await assert.rejects(volume.linkUpload(FROM, TO), { code: "storage_unavailable" });
    assert.deepEqual(await volume.folders(Infinity, "", 10), []);
  }));

Deno.test("where a file system has no second names the bytes are copied", () =>
  inTempDir(async (folder) => {
    const [source, target] = [join(folder, "a"), join(folder, "b")];
    const content = new Uint8Array(2_500_000).map((_, i) => i % 251);
    await Deno.writeFile(source, content);
    const refused = (code: string) => () =>
      Promise.reject(Object.assign(new Error("no links here"), { code }));
    await linkOrCopy(source, target, refused("EPERM"));
    await Deno.remove(source);
    assert.deepEqual(await Deno.readFile(target), content);
    await assert.rejects(linkOrCopy(target, join(folder, "c"), refused("EIO")), /no links here/);
  }));
