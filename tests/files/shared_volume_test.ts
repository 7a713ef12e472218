import assert from "node:assert/strict";
import { NotVisibleError } from "../../src/files/port.ts";
import { networkFileSystem } from "../../src/files/network.ts";
import { Volume } from "../../src/files/volume.ts";
import { FOR_GOOD, sharedVolumeTest } from "../support/shared_volume.ts";

const JOB = "018bcfe5-6800-7000-8000-0000000000ab";
const bytes = (text: string) => new TextEncoder().encode(text);

async function written(volume: Volume, name: string, text: string) {
  const pack = await volume.createPack(JOB, name);
  const ref = await pack.append(bytes(text));
  await pack.finish();
  return ref;
}

sharedVolumeTest(
  "what another host writes is read at once, in shards that are there from the start",
  5,
  async ({ folder, a, b }) => {
    const here = await Volume.open(`${a}/files`, `${folder}/inbox`);
    const there = await Volume.open(`${b}/files`, `${folder}/inbox`);
    assert.equal((await Array.fromAsync(Deno.readDir(`${a}/files/jobs`))).length, 256);
    const ref = await written(here, "sources.pack", "select 1");
    assert.equal(new TextDecoder().decode(await there.read(JOB, ref)), "select 1");
  },
);

sharedVolumeTest(
  "what was looked for too early is not visible for a while, and is read after it",
  FOR_GOOD,
  async ({ folder, a, b, remount }) => {
    const here = await Volume.open(`${a}/files`, `${folder}/inbox`);
    const there = await Volume.open(`${b}/files`, `${folder}/inbox`);
    await written(here, "first.pack", "select 0");
    const ref = { file: "late.pack", offset: 0, length: 8, sha256: "" };
    await assert.rejects(there.read(JOB, ref), NotVisibleError);
    const late = await written(here, "late.pack", "select 1");
    await assert.rejects(there.read(JOB, late), NotVisibleError);
    await assert.rejects(there.open(JOB, "late.pack", 8), NotVisibleError);
    await remount(b);
    assert.equal(new TextDecoder().decode(await there.read(JOB, late)), "select 1");
  },
);

sharedVolumeTest(
  "an upload of another host is given to a second job, and outlives the first one",
  5,
  async ({ folder, a, b }) => {
    const here = await Volume.open(`${a}/files`, `${folder}/inbox`);
    const there = await Volume.open(`${b}/files`, `${folder}/inbox`);
    const upload = await here.createUpload(JOB);
    await upload.write(bytes("select 1"));
    const { sha256 } = await upload.finish();
    const second = JOB.replace(/ab$/, "cd");
    await there.linkUpload(JOB, second);
    await here.removeJob(JOB);
    const ref = { file: "upload", offset: 0, length: 8, sha256 };
    assert.equal(new TextDecoder().decode(await there.read(second, ref)), "select 1");
    assert.equal(new TextDecoder().decode(await here.read(second, ref)), "select 1");
  },
);

sharedVolumeTest(
  "a file that is in use elsewhere is left for later, and its job is listed again",
  1,
  async ({ folder, a }) => {
    const volume = await Volume.open(`${folder}/files`, `${folder}/inbox`);
    await written(volume, "sources.pack", "select 1");
    // A mount point is busy, as a file is that another host has open.
    const busy = `${folder}/files/jobs/ab/${JOB}/busy`;
    await Deno.mkdir(busy);
    const mount = (...args: string[]) => new Deno.Command("/bin/mount", { args }).output();
    assert.ok((await mount("--bind", a, busy)).success);
    try {
      await volume.removeJob(JOB);
      assert.deepEqual(await volume.folders(Infinity, "", 10), [JOB]);
    } finally {
      await new Deno.Command("/bin/umount", { args: [busy] }).output();
    }
    await volume.removeJob(JOB);
    assert.deepEqual(await volume.folders(Infinity, "", 10), []);
  },
);

sharedVolumeTest(
  "a mount is known as a network file system, and a disk is not",
  1,
  async ({ folder, a }) => {
    assert.equal(await networkFileSystem(a), "FUSE");
    assert.equal(await networkFileSystem(folder), null);
  },
);
