import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { Volume } from "../../src/files/volume.ts";
import { filesUnder, inTempDir } from "./temp.ts";

/** UUIDv7 of 2023-11-14, 22:13:20 UTC. */
const JOB = "018bcfe5-6800-7000-8000-0000000000ab";
const OTHER = "018bcfe5-6801-7000-8000-0000000000cd";
const SUBMITTED = 0x018bcfe56800;

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);
const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");
const unavailable = (message: RegExp) => ({ code: "storage_unavailable", message });

function withVolume(work: (volume: Volume, root: string) => Promise<void>): Promise<void> {
  return inTempDir(async (folder) => {
    const root = join(folder, "files");
    await work(await Volume.open(root, join(folder, "inbox")), root);
  });
}

Deno.test("an upload appears whole under its job when it is finished, and not before", () =>
  withVolume(async (volume, root) => {
    const upload = await volume.createUpload(JOB);
    await upload.write(bytes("select "));
    await upload.write(bytes("1"));
    await assert.rejects(volume.open(JOB, "upload"), unavailable(/./));
    assert.deepEqual(await upload.finish(), {
      file: "upload",
      bytes: 8,
      sha256: sha256("select 1"),
    });
    assert.deepEqual(await filesUnder(root), [`jobs/ab/${JOB}.upload`]);
    const file = await volume.open(JOB, "upload");
    assert.equal(file.size, 8);
    assert.equal(text(await file.read(0, 8)), "select 1");
    file.close();
  }));

Deno.test("an aborted upload leaves nothing behind", () =>
  withVolume(async (volume, root) => {
    const upload = await volume.createUpload(JOB);
    await upload.write(bytes("select 1"));
    await upload.abort();
    assert.deepEqual(await filesUnder(root), []);
    assert.deepEqual(await volume.folders(Infinity, "", 10), []);
  }));

Deno.test("a pack gives back each of its byte strings", () =>
  withVolume(async (volume, root) => {
    const pack = await volume.createPack(JOB, "sources-1.pack");
    const refs = [];
    for (const part of ["select 1", "", "select 'é'"]) refs.push(await pack.append(bytes(part)));
    await pack.finish();
    assert.deepEqual(refs[2], {
      file: "sources-1.pack",
      offset: 8,
      length: 11,
      sha256: sha256("select 'é'"),
    });
    const contents = [];
    for (const ref of refs) contents.push(text(await volume.read(JOB, ref)));
    assert.deepEqual(contents, ["select 1", "", "select 'é'"]);
    assert.deepEqual(await filesUnder(root), [`jobs/ab/${JOB}/sources-1.pack`]);
  }));

Deno.test("an aborted pack leaves the files beside it alone", () =>
  withVolume(async (volume, root) => {
    const kept = await volume.createPack(JOB, "kept.pack");
    await kept.append(bytes("kept"));
    await kept.finish();
    const dropped = await volume.createPack(JOB, "dropped.pack");
    await dropped.append(bytes("dropped"));
    await dropped.abort();
    assert.deepEqual(await filesUnder(root), [`jobs/ab/${JOB}/kept.pack`]);
  }));

Deno.test("a pack of nothing but empty strings leaves no file, and they can still be read", () =>
  withVolume(async (volume, root) => {
    const pack = await volume.createPack(JOB, "results.pack");
    const ref = await pack.append(new Uint8Array());
    await pack.finish();
    assert.deepEqual(await filesUnder(root), []);
    assert.equal((await volume.read(JOB, ref)).length, 0);
  }));

Deno.test("bytes that changed on the disk are not handed out", () =>
  withVolume(async (volume, root) => {
    const pack = await volume.createPack(JOB, "a.pack");
    const ref = await pack.append(bytes("select 1"));
    await pack.finish();
    const path = join(root, "jobs", "ab", JOB, "a.pack");
    await Deno.writeTextFile(path, "select 2");
    await assert.rejects(volume.read(JOB, ref), unavailable(/not those that were written/));
    await Deno.truncate(path, 3);
    await assert.rejects(volume.read(JOB, ref), unavailable(/ends before byte 8/));
    await Deno.remove(path);
    await assert.rejects(volume.read(JOB, ref), unavailable(/./));
  }));

Deno.test("job ids and file names cannot lead out of a job's folder", () =>
  withVolume(async (volume) => {
    const noJob = { code: "not_found", message: /no such job/ };
    for (const id of ["", "..", "../../etc", JOB.toUpperCase(), `${JOB}/..`, `${JOB}\n`]) {
      await assert.rejects(volume.createUpload(id), noJob);
      await assert.rejects(volume.open(id, "upload"), noJob);
      await assert.rejects(volume.removeJob(id), noJob);
    }
    const noFile = { code: "not_found", message: /no such file/ };
    for (const name of ["", ".", "..", "../upload", "a/b", ".hidden", "A", "a\0", "a".repeat(99)]) {
      await assert.rejects(volume.open(JOB, name), noFile);
      await assert.rejects(volume.createPack(JOB, name), noFile);
    }
  }));

Deno.test("removing a job takes all of its files, and may be repeated", () =>
  withVolume(async (volume, root) => {
    for (const job of [JOB, OTHER]) {
      const upload = await volume.createUpload(job);
      await upload.write(bytes(job));
      await upload.finish();
    }
    await volume.removeJob(JOB);
    await volume.removeJob(JOB);
    assert.deepEqual(await filesUnder(root), [`jobs/cd/${OTHER}.upload`]);
  }));

Deno.test("what a crash left of an upload is listed like a job, and removed like one", () =>
  withVolume(async (volume, root) => {
    const upload = await volume.createUpload(JOB);
    await upload.write(new Uint8Array(200_000));
    const pack = await volume.createPack(JOB, "a.pack");
    await pack.append(bytes("a"));
    await pack.finish();
    assert.deepEqual(await volume.folders(Infinity, "", 10), [JOB]);
    await volume.removeJob(JOB);
    assert.deepEqual(await volume.folders(Infinity, "", 10), []);
    assert.deepEqual(await filesUnder(root), []);
    await upload.abort();
  }));

Deno.test("folders are listed by age, in pages, and what is no job's is passed over", () =>
  withVolume(async (volume, root) => {
    for (const job of [OTHER, JOB]) await (await volume.createUpload(job)).finish();
    await Deno.mkdir(join(root, "jobs", "ab", "lost+found"));
    await Deno.writeTextFile(join(root, "jobs", "note.txt"), "not a shard");
    assert.deepEqual(await volume.folders(SUBMITTED, "", 10), []);
    assert.deepEqual(await volume.folders(SUBMITTED + 1, "", 10), [JOB]);
    assert.deepEqual(await volume.folders(SUBMITTED + 2, "", 1), [JOB]);
    assert.deepEqual(await volume.folders(SUBMITTED + 2, JOB, 1), [OTHER]);
    assert.deepEqual(await volume.folders(SUBMITTED + 2, OTHER, 1), []);
  }));

Deno.test("a ping writes to the volume and leaves nothing behind", () =>
  withVolume(async (volume, root) => {
    await volume.ping();
    assert.deepEqual(await filesUnder(root), []);
    await Deno.remove(root, { recursive: true });
    await assert.rejects(volume.ping(), unavailable(/file storage/));
  }));

Deno.test("a volume that cannot be made is unavailable", () =>
  inTempDir(async (folder) => {
    await Deno.writeTextFile(join(folder, "taken"), "");
    await assert.rejects(
      Volume.open(join(folder, "taken", "files"), join(folder, "inbox")),
      unavailable(/file storage/),
    );
  }));

Deno.test("a shard that was removed is made again, for uploads and for packs", () =>
  withVolume(async (volume, root) => {
    for (let i = 0; i < 2; i++) {
      const upload = await volume.createUpload(JOB);
      await upload.write(bytes("select 1"));
      await upload.finish();
      await Deno.remove(join(root, "jobs", "ab"), { recursive: true });
      const pack = await volume.createPack(JOB, "sources-1-a.pack");
      await pack.append(bytes("select 2"));
      await pack.finish();
      assert.deepEqual(await filesUnder(root), [`jobs/ab/${JOB}/sources-1-a.pack`]);
      await Deno.remove(join(root, "jobs", "ab"), { recursive: true });
    }
  }));

Deno.test("nothing is written to the place of a volume that is not mounted any more", () =>
  withVolume(async (volume, root) => {
    const known = await volume.createUpload(JOB);
    await known.write(bytes("select 1"));
    await known.finish();
    await Deno.remove(join(root, "jobs"), { recursive: true });
    for (const job_id of [JOB, OTHER]) {
      const upload = await volume.createUpload(job_id);
      await upload.write(bytes("select 1"));
      await assert.rejects(upload.finish(), unavailable(/has no folder jobs any more/));
      await upload.abort();
      const pack = await volume.createPack(job_id, "sources-1-a.pack");
      await pack.append(bytes("select 1"));
      await assert.rejects(pack.finish(), unavailable(/has no folder jobs any more/));
    }
    await assert.rejects(volume.ping(), unavailable(/is it mounted/));
    assert.deepEqual(await filesUnder(root), []);
  }));

Deno.test("an upload that cannot be finished is unavailable, and can still be aborted", () =>
  withVolume(async (volume, root) => {
    const upload = await volume.createUpload(JOB);
    await upload.write(bytes("select 1"));
    await Deno.mkdir(join(root, "jobs", "ab", `${JOB}.upload`), { recursive: true });
    await assert.rejects(upload.finish(), unavailable(/file storage/));
    await upload.abort();
    assert.deepEqual(await volume.folders(Infinity, "", 10), []);
  }));

Deno.test("an upload whose folder was removed meanwhile is unavailable, and can be aborted", () =>
  withVolume(async (volume) => {
    const upload = await volume.createUpload(JOB);
    await upload.write(new Uint8Array(200_000));
    await volume.removeJob(JOB);
    await assert.rejects(upload.finish(), unavailable(/file storage/));
    await upload.abort();
  }));
