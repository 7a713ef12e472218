import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import { Announcer } from "../../src/workflow/announce.ts";
import { sweep } from "../../src/workflow/sweep.ts";
import { type Submission, submit } from "../../src/workflow/submit.ts";
import { zipOf } from "../support/archives.ts";
import { openService, type TestService } from "../support/service.ts";
import type { Store } from "../../src/store/port.ts";
import { clean } from "../../src/workflow/clean.ts";
import type { Services } from "../../src/workflow/services.ts";
import { onVolume } from "../support/on_volume.ts";
import { sourceBytes } from "../../src/workflow/sources.ts";

async function* bytesOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
  }
}

function submission(bytes: AsyncIterable<Uint8Array>, more: Partial<Submission> = {}): Submission {
  return { bytes, describe: () => ({ options: {} }), ...more };
}

Deno.test("an archive is known by its bytes, however they are cut", async () => {
  await using service = await openService();
  const zip = await zipOf({ "a.sql": "select 1\n".repeat(500) });
  for (const cut of [1, 3, 300, 600]) {
    const chunks = bytesOf(zip.subarray(0, cut), zip.subarray(cut));
    const { submission_type } = await submit(service.services, submission(chunks));
    assert.equal(submission_type, "ZIP_ARCHIVE", `cut at ${cut}`);
  }
});

Deno.test("a body that fails while it arrives leaves nothing behind", async () => {
  await using service = await openService();
  const broken = async function* () {
    yield new TextEncoder().encode("select");
    throw new LintelError("request_timeout", "too slow");
  };
  await assert.rejects(submit(service.services, submission(broken())), { code: "request_timeout" });
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("what no engine takes is refused after the bytes came, and leaves nothing", async () => {
  await using service = await openService();
  const describe = () => ({ options: {}, dialect: "nope" });
  await assert.rejects(submit(service.services, submission(bytesOf("x"), { describe })), {
    code: "unknown_dialect",
  });
  const engines = { ...service.services, engines: new Map() };
  await assert.rejects(submit(engines, submission(bytesOf("x"))), { code: "unknown_engine" });
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("a queue that is down loses no submission: the sweeper announces it again", async () => {
  await using service = await openService({ scripted: {} });
  const { services } = service;
  let down = true;
  const sent: { queue: string; ids: string[] }[] = [];
  const queue = Object.assign(Object.create(services.queue), {
    enqueue: (name: string, ids: readonly string[]) => {
      if (down) return Promise.reject(new LintelError("queue_unavailable", "away"));
      sent.push({ queue: name, ids: [...ids] });
      return Promise.resolve();
    },
  });
  const announcer = new Announcer(queue);
  const away = { ...services, queue, announcer };
  const single = await submit(away, submission(bytesOf("select 1\n")));
  const archive = await submit(away, submission(bytesOf(await zipOf({ "a.sql": "x" }))));
  await announcer.settled();
  assert.equal(sent.length, 0);
  down = false;
  await sweep(away);
  await announcer.settled();
  assert.equal(sent.length, 0, "what is due since a moment may still be on its way");
  service.advance(3000);
  await sweep(away);
  await announcer.settled();
  assert.deepEqual(sent.toSorted((a, b) => a.queue < b.queue ? -1 : 1), [
    { queue: "sql_analysis", ids: [single.job_id] },
    { queue: "zip_processing", ids: [archive.job_id] },
  ]);
});

Deno.test("ids announced in one turn travel in one message", async () => {
  await using service = await openService();
  const sent: string[][] = [];
  const queue = Object.assign(Object.create(service.services.queue), {
    enqueue: (_: string, ids: readonly string[]) => Promise.resolve(sent.push([...ids])),
  });
  const announcer = new Announcer(queue);
  announcer.announce("sql_analysis", ["a"]);
  announcer.announce("sql_analysis", ["b", "c"]);
  announcer.announce("sql_analysis", []);
  await announcer.settled();
  announcer.announce("sql_analysis", ["d"]);
  await announcer.settled();
  assert.deepEqual(sent, [["a", "b", "c"], ["d"]]);
});

Deno.test("dead letters of the queue are announced again and discarded", async () => {
  await using service = await openService();
  const sent: string[][] = [];
  const discarded: string[] = [];
  const queue = Object.assign(Object.create(service.services.queue), {
    enqueue: (_: string, ids: readonly string[]) => Promise.resolve(sent.push([...ids])),
    undelivered: () => Promise.resolve([{ id: "1", queue: "sql_analysis", ids: ["a", "b"] }]),
    discard: (id: string) => Promise.resolve(discarded.push(id)),
  });
  const announcer = new Announcer(queue);
  await sweep({ ...service.services, queue, announcer });
  await announcer.settled();
  assert.deepEqual([sent, discarded], [[["a", "b"]], ["1"]]);
});

/** The service's store, whose creation fails after it was or was not committed. */
function failingCreation(service: TestService, commits: boolean, uncertain: boolean): Services {
  const { store } = service.services;
  const create: Store["jobs"]["create"] = async (job, key) => {
    if (commits) await store.jobs.create(job, key);
    throw new LintelError("store_unavailable", "away", { uncertain });
  };
  const jobs: Store["jobs"] = { ...store.jobs, create };
  return { ...service.services, store: { ...store, jobs } };
}

for (const [where, text] of [["store", "select 1\n"], ["volume", onVolume("select 1")]] as const) {
  Deno.test(`a submission whose commit was not heard keeps its text in the ${where}, so that a replay has it`, async () => {
    await using service = await openService();
    const { services } = service;
    const key = { scope: "s", key: "k" };
    const unheard = failingCreation(service, true, true);
    await assert.rejects(submit(unheard, submission(bytesOf(text), { key })), {
      code: "store_unavailable",
    });
    const { job_id, replayed } = await submit(services, submission(bytesOf(text), { key }));
    assert.equal(replayed, true);
    assert.equal((await services.store.jobs.source(job_id)) === null, where === "volume");
    const [task] = await services.store.tasks.list(job_id, {}, 1);
    const bytes = await sourceBytes(services, job_id, task!.source!);
    assert.equal(new TextDecoder().decode(bytes), text);
  });
}

Deno.test("files of a submission that was surely not made go, others are kept until the cleaner comes", async () => {
  await using service = await openService();
  const { files } = service.services;
  for (const [uncertain, kept] of [[false, 0], [true, 1]] as const) {
    const services = failingCreation(service, false, uncertain);
    await assert.rejects(submit(services, submission(bytesOf(onVolume("select 1")))), {
      code: "store_unavailable",
    });
    assert.equal((await files.folders(Infinity, "", 10)).length, kept);
  }
  service.advance(2 * 86_400_000);
  await clean(service.services, 0);
  assert.deepEqual(await files.folders(Infinity, "", 10), []);
});
