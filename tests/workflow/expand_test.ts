import assert from "node:assert/strict";
import { ERRORS, LintelError } from "../../src/errors.ts";
import { clean } from "../../src/workflow/clean.ts";
import { expand } from "../../src/workflow/expand.ts";
import { tar, zip } from "../archive/forge.ts";
import { zipOf } from "../support/archives.ts";
import { openService, type TestService } from "../support/service.ts";

async function claimed(service: TestService, files: Record<string, string | Uint8Array>) {
  const job_id = await service.submit(await zipOf(files));
  const { store, now } = service.services;
  const [claim] = await store.expansions.claim("w@h", 1, now());
  return { job_id, claim: claim! };
}

Deno.test("an archive becomes tasks in its order, and shows their text", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, {
    "b.sql": "select 'b'",
    "a/utf16.sql": new Uint8Array([0xff, 0xfe, 0x61, 0, 0x0a, 0]),
    "c.txt": "",
  });
  await expand(service.services, claim);
  const tasks = await service.tasks(job_id);
  assert.deepEqual(tasks.map((t) => t.file_name), ["b.sql", "a/utf16.sql"]);
  const source = await service.request("GET", tasks[1]!.links.source!);
  assert.equal(await source.text(), "a\n");
  const job = await service.services.store.jobs.get(job_id);
  assert.deepEqual(job?.skipped, [{ name: "c.txt", reason: "not a SQL file" }]);
});

Deno.test("files that cannot be decoded fail at once, with their reason", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(
    await zipOf({ "a.sql": "fine\n", "b.sql": new Uint8Array([0xff, 0x41, 0x00]) }),
  );
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "PARTIALLY_COMPLETED");
  const [, bad] = await service.tasks(job_id);
  assert.deepEqual(
    [bad?.task_status, bad?.error?.code, bad?.dead_lettered_at],
    ["FAILURE", "undecodable", null],
  );
});

Deno.test("an archive of which nothing can be linted fails, and says what it skipped", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const job_id = await service.submit(await zipOf({ "readme.md": "", "x/y.csv": "" }));
  const job = await service.ended(job_id);
  assert.deepEqual([job.job_status, job.verdict, job.error?.code], [
    "FAILED",
    null,
    "invalid_archive",
  ]);
  assert.equal(job.skipped.length, 2);
  assert.deepEqual(job.attempts.map((a) => a.error?.code), ["invalid_archive"]);
});

Deno.test("an archive without SQL is told what was in it, be it folders and configuration alone", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const folders = [{ name: "a/", data: "" }, { name: "a/b/", data: "" }];
  const cases: [Uint8Array, RegExp][] = [
    [zip([]), /^the archive has no entries$/],
    [zip(folders), /^nothing in the archive could be linted \(2 folders\)\. SQL files are/],
    [
      zip([...folders, { name: ".sqlfluff", data: "[sqlfluff]\n" }, { name: "a/c.txt", data: "" }]),
      / \(2 folders; 1 file of configuration or templates; 1 left out, see skipped\)\. /,
    ],
    [tar([{ name: "a", type: "5" }]), / \(1 folder\)\. /],
  ];
  for (const [bytes, message] of cases) {
    const job = await service.ended(await service.submit(Uint8Array.from(bytes)));
    assert.equal(job.error?.code, "invalid_archive");
    assert.match(job.error.message, message);
  }
});

Deno.test("an archive without SQL is told which endings SQL has, and where others are named", async () => {
  await using service = await openService({ env: { SQL_EXTENSIONS: ".SQL,.hql" } });
  const { job_id, claim } = await claimed(service, { "a.tsql": "select 1\n" });
  await expand(service.services, claim);
  const { error } = (await service.services.store.jobs.get(job_id))!;
  assert.match(error!.message, /end in \.sql, \.hql: sql_file_exts in the job's config, or in a/);
});

Deno.test("the setting, the archive's outermost configuration and the job say which files are SQL", async () => {
  await using service = await openService({ env: { SQL_EXTENSIONS: ".sql,.hql" } });
  const names = async (files: Record<string, string>, config?: unknown) => {
    const form = new FormData();
    form.append("file", new Blob([await zipOf(files)]), "shop.zip");
    if (config !== undefined) form.append("config", JSON.stringify(config));
    const response = await service.request("POST", "/api/v1/jobs", { body: form });
    const { job_id } = await response.json();
    const { store, now } = service.services;
    const [claim] = await store.expansions.claim("w@h", 1, now());
    await expand(service.services, claim!);
    const job = (await store.jobs.get(job_id))!;
    const tasks = await store.tasks.list(job_id, {}, 2000);
    assert.equal(job.counts.total, tasks.length);
    return tasks.map((task) => task.file_name);
  };
  const some = { "a.sql": "", "b.hql": "", "c.tsql": "", "d.ddl": "" };
  assert.deepEqual(await names(some), ["a.sql", "b.hql"]);
  const tsql = "[sqlfluff]\nsql_file_exts = .TSQL\n";
  assert.deepEqual(await names({ ...some, ".sqlfluff": tsql }), ["c.tsql"]);
  // A folder around everything is only how it was packed; one beside others does not speak for them.
  const packed = { "x/y/c.tsql": "", "x/a.sql": "", "x/.sqlfluff": tsql };
  assert.deepEqual(await names(packed), ["x/y/c.tsql"]);
  assert.deepEqual(await names({ ...packed, "b.sql": "" }), ["x/a.sql", "b.sql"]);
  const asked = { core: { sql_file_exts: ".ddl" } };
  assert.deepEqual(await names({ ...some, ".sqlfluff": tsql }, asked), ["d.ddl"]);
  // Tasks of the first reading may be in the store already.
  const many = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`${i}.sql`, "-- x\n"]));
  assert.deepEqual(await names({ ...many, "c.tsql": "", ".sqlfluff": tsql }), ["c.tsql"]);
});

Deno.test("an archive that breaks off fails at its first attempt", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const whole = await zipOf({ "a.sql": "select 1\n".repeat(1000) });
  const job = await service.ended(await service.submit(whole.slice(0, whole.length - 30)));
  assert.deepEqual([job.job_status, job.error?.code, job.attempts.length], [
    "FAILED",
    "invalid_archive",
    1,
  ]);
});

Deno.test("a volume that fails is tried again later, and the attempt is kept", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, { "a.sql": "select 1\n" });
  const { services } = service;
  const open = () => Promise.reject(new LintelError("storage_unavailable", "the volume is away"));
  const away = { ...services, files: Object.assign(Object.create(services.files), { open }) };
  await expand(away, claim);
  const job = await service.get<{ job_status: string; attempts: { error: unknown }[] }>(
    `/api/v1/jobs/${job_id}`,
  );
  assert.notEqual(job.job_status, "FAILED");
  assert.deepEqual(job.attempts.map((a) => a.error), [
    { code: "storage_unavailable", message: ERRORS.storage_unavailable.kept },
  ]);
  const { store, now } = services;
  assert.equal((await store.expansions.claim("w@h", 1, now())).length, 0);
  service.advance(1000);
  const [again] = await store.expansions.claim("w@h", 1, now());
  assert.equal(again?.attempt, 2);
  await expand(services, again!);
  assert.equal((await service.tasks(job_id)).length, 1);
});

Deno.test("what an attempt leaves whose end was not written goes a day after it", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, { "a.sql": "select 1\n" });
  const { services } = service;
  const { store, now } = services;
  const away = () => Promise.reject(new LintelError("store_unavailable", "the database is away"));
  const expansions = Object.assign(Object.create(store.expansions), { finish: away });
  await expand({ ...services, store: Object.assign(Object.create(store), { expansions }) }, claim);
  service.advance(1000);
  const [again] = await store.expansions.claim("other@h", 1, now());
  await expand(services, again!);
  const folder = `${service.settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}`;
  const packs = () =>
    [...Deno.readDirSync(folder)].map(({ name }) => /^sources-\d+/.exec(name)?.[0])
      .filter((name) => name !== undefined).toSorted();
  assert.deepEqual(packs(), ["sources-1", "sources-2"]);
  await store.jobs.cancel(job_id, now());
  service.advance(2 * 86_400_000);
  await clean(services, 0);
  assert.deepEqual(packs(), ["sources-2"]);
  const [task] = await service.tasks(job_id);
  const source = await service.request("GET", task!.links.source!);
  assert.equal(await source.text(), "select 1\n");
});

Deno.test("two attempts of one number do not write to the same file", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, { "a.sql": "select 1\n" });
  const { services } = service;
  const { store, files, now } = services;
  const names: string[] = [];
  const createPack: typeof files.createPack = async (job_id, name) => {
    names.push(name);
    if (names.length === 1) {
      // Given back while it runs, as after an answer that came too late to be believed.
      await store.expansions.release(claim, now());
      const [again] = await store.expansions.claim("other@h", 1, now());
      assert.equal(again?.attempt, claim.attempt);
      await expand(watched, again!);
    }
    return await files.createPack(job_id, name);
  };
  const watched = { ...services, files: Object.assign(Object.create(files), { createPack }) };
  await expand(watched, claim);
  const sources = names.filter((name) => name.startsWith("sources-"));
  assert.equal(new Set(sources).size, 2);
  const [task] = await service.tasks(job_id);
  const source = await service.request("GET", task!.links.source!);
  assert.equal(await source.text(), "select 1\n");
});

Deno.test("an expansion that is aborted is given back without using up an attempt", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, { "a.sql": "select 1\n" });
  await expand(service.services, claim, AbortSignal.abort(new Error("stopping")));
  const { store, now } = service.services;
  const [again] = await store.expansions.claim("other@h", 1, now());
  assert.equal(again?.attempt, 1);
  await expand(service.services, again!);
  assert.equal((await service.tasks(job_id)).length, 1);
});

Deno.test("an expansion whose lease was lost changes nothing", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, { "a.sql": "select 1\n", "b.sql": "x\n" });
  const { store, now } = service.services;
  await store.expansions.release(claim, now());
  const [again] = await store.expansions.claim("other@h", 1, now());
  await expand(service.services, claim);
  assert.deepEqual(await service.tasks(job_id), []);
  await expand(service.services, again!);
  assert.equal((await service.tasks(job_id)).length, 2);
});

Deno.test("configuration files are bounded and must be text", async () => {
  await using service = await openService();
  const { job_id, claim } = await claimed(service, {
    ".sqlfluff": `# ${"x".repeat(1024 * 1024)}`,
    "a/.sqlfluff": new Uint8Array([0xff, 0x00, 0xff]),
    "a/b.sql": "select 1\n",
  });
  await expand(service.services, claim);
  const job = await service.services.store.jobs.get(job_id);
  assert.deepEqual(job?.skipped.map((s) => s.name), [".sqlfluff", "a/.sqlfluff"]);
});

Deno.test("an archive of more files than one write takes is expanded whole", async () => {
  await using service = await openService();
  const files = Object.fromEntries(
    Array.from({ length: 1100 }, (_, i) => [`f${i}.sql`, `select ${i}\n`]),
  );
  const { job_id, claim } = await claimed(service, files);
  await expand(service.services, claim);
  const job = await service.services.store.jobs.get(job_id);
  assert.equal(job?.counts.total, 1100);
  const tasks = await service.services.store.tasks.list(job_id, {}, 2000);
  assert.deepEqual(tasks.map((t) => t.seq), tasks.map((_, i) => i));
});

Deno.test("files of an archive are read in the encoding that its configuration names, or a guess that is noted", async () => {
  await using service = await openService({ worker: true });
  const latin = new Uint8Array([..."SELECT 'é' FROM t\n"].map((c) => c.charCodeAt(0)));
  const job_id = await service.submit(
    await zipOf({
      "named/a.sql": latin,
      "wrong/a.sql": latin,
      "guessed.sql": latin,
      // Configuration may stand behind what it is for.
      "named/.sqlfluff": "[sqlfluff]\nencoding = latin-1\n",
      "wrong/.sqlfluff": "[sqlfluff]\nencoding = utf-8\n",
    }),
  );
  assert.equal((await service.ended(job_id)).job_status, "PARTIALLY_COMPLETED");
  const tasks = new Map((await service.tasks(job_id)).map((t) => [t.file_name, t]));
  const notes = async (name: string) =>
    (await service.get<{ notes: string[] }>(tasks.get(name)!.links.result!)).notes;
  assert.deepEqual(await notes("named/a.sql"), []);
  assert.match((await notes("guessed.sql"))[0]!, /^read as windows-1252, a guess/);
  assert.deepEqual(tasks.get("wrong/a.sql")?.error, {
    code: "undecodable",
    message: "the bytes are not utf-8",
  });
  for (const name of ["named/a.sql", "guessed.sql"]) {
    const source = await service.request("GET", tasks.get(name)!.links.source!);
    assert.equal(await source.text(), "SELECT 'é' FROM t\n");
  }
  for (const encoding of ["cp1252", "latin-1", "autodetect"]) {
    const again = await service.submit(await zipOf({ "a.sql": latin }), { encoding });
    assert.equal((await service.ended(again)).job_status, "COMPLETED", encoding);
  }
});

/** Names in the folder of a job. */
async function namesOf({ settings }: TestService, job_id: string): Promise<string[]> {
  const folder = `${settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}`;
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).toSorted();
}

Deno.test("an expansion that was lost and goes on writes nothing that the next one's files are linted by", async () => {
  await using service = await openService();
  const { services } = service;
  const { job_id, claim } = await claimed(service, {
    "a.sql": "select 1\n",
    ".sqlfluff": "[sqlfluff]\nencoding = latin-1\n",
  });
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const createPack: typeof services.files.createPack = async (job, name) => {
    if (name.startsWith("companions")) {
      reached.resolve();
      await gate.promise;
    }
    return await services.files.createPack(job, name);
  };
  const slow = { ...services, files: Object.assign(Object.create(services.files), { createPack }) };
  const late = expand(slow, claim);
  await reached.promise;
  await services.store.expansions.release(claim, services.now());
  const [second] = await services.store.expansions.claim("other@h", 1, services.now());
  await expand(services, second!);
  const used = (await namesOf(service, job_id)).find((name) => name.startsWith("companions"))!;
  const path = `${service.settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}/${used}`;
  await Deno.writeTextFile(path, `${await Deno.readTextFile(path)}  `);
  const before = await Deno.readTextFile(path);
  gate.resolve();
  await late;
  assert.equal(await Deno.readTextFile(path), before);
  const companions = (names: string[]) => names.filter((name) => name.startsWith("companions"));
  assert.equal(companions(await namesOf(service, job_id)).length, 2);
  const [task] = await service.tasks(job_id);
  const source = await service.request("GET", task!.links.source!);
  assert.equal(await source.text(), "select 1\n");
  // What the lost one left goes once the job has ended.
  await services.store.jobs.cancel(job_id, services.now());
  service.advance(2 * 86_400_000);
  await clean(services, 0);
  assert.deepEqual(companions(await namesOf(service, job_id)), [used]);
});

Deno.test("what earlier versions named alike for every expansion is found as well", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const files = { "a.sql": "fault\n", ".sqlfluff": "[sqlfluff]\nencoding = latin-1\n" };
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  const folder = `${service.settings.STORAGE_ROOT}/jobs/${job_id.slice(-2)}/${job_id}`;
  const own = (await namesOf(service, job_id)).find((name) => name.startsWith("companions"))!;
  await Deno.rename(`${folder}/${own}`, `${folder}/companions.json`);
  const [task] = await service.tasks(job_id);
  const source = await service.request("GET", task!.links.source!);
  assert.deepEqual([source.status, await source.text()], [200, "fault\n"]);
  await Deno.remove(`${folder}/companions.json`);
  const gone = await service.request("GET", task!.links.source!);
  const { code } = JSON.parse(await gone.text());
  assert.deepEqual([gone.status, code], [503, "storage_unavailable"]);
});
