import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { Fleet } from "../support/processes.ts";
import type { Remote } from "../support/remote.ts";

const MESSY = "SELECT a,b from t where a=1\n";
const CLEAN = "select a\nfrom t\nwhere a = 1\n";

interface Violation {
  file: string;
  line: number;
  column: number;
  code: string;
}

async function takesOneQuery(remote: Remote): Promise<void> {
  const response = await remote.postJob({ sql_content: "SELECT * FROM users;" });
  assert.equal(response.status, 202);
  const accepted = await response.json();
  assert.equal(response.headers.get("Location"), `/api/v1/jobs/${accepted.job_id}`);
  assert.ok(response.headers.get("Retry-After"));
  const job = await remote.job(accepted.job_id);
  assert.ok(job.job_status);
  assert.equal(job.submission_type, "SINGLE_FILE");
  assert.equal((await remote.ended(accepted.job_id)).job_status, "COMPLETED");
}

async function takesAnArchive(remote: Remote, job_id: string): Promise<void> {
  const job = await remote.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  assert.equal(job.submission_type, "ZIP_ARCHIVE");
  assert.equal(job.verdict, "FAIL");
  assert.deepEqual(job.skipped, [{ name: "notes.txt", reason: "not a SQL file" }]);
  const { violations } = await remote.get<{ violations: Violation[] }>(
    `/api/v1/jobs/${job_id}/violations`,
  );
  const spacing = violations.filter((v) => v.code === "LT01");
  assert.deepEqual(
    spacing.map((v) => [v.file, v.line, v.column]),
    [["sql/messy.sql", 1, 10], ["sql/messy.sql", 1, 26], ["sql/messy.sql", 1, 27]],
  );
  assert.ok(violations.every((v) => v.file === "sql/messy.sql"), JSON.stringify(violations));
}

async function archive(): Promise<Uint8Array> {
  return await zipOf({ "sql/messy.sql": MESSY, "sql/clean.sql": CLEAN, "notes.txt": "hello" });
}

Deno.test("one process serves SQL, archives and files of its inbox to their findings", async () => {
  await using fleet = await Fleet.open();
  const { remote } = await fleet.start("all");
  await takesOneQuery(remote);
  await takesAnArchive(remote, await remote.submit(await archive()));

  await Deno.mkdir(`${fleet.root}/files/inbox/team`, { recursive: true });
  await Deno.writeFile(`${fleet.root}/files/inbox/team/a.zip`, await archive());
  const response = await remote.postJob({ zip_file_path: "team/a.zip" });
  assert.equal(response.status, 202);
  await takesAnArchive(remote, (await response.json()).job_id);
});

Deno.test("web and worker as processes of their own do the same, and the worker has its own metrics", async () => {
  await using fleet = await Fleet.open();
  const [web, worker] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
  await takesOneQuery(web.remote);
  await takesAnArchive(web.remote, await web.remote.submit(await archive()));

  const figures = async (remote: Remote) => await (await remote.request("GET", "/metrics")).text();
  const done = /^sql_linting_tasks_total\{status="SUCCESS"\} 3$/m;
  // Counters belong to the process that did the work.
  assert.match(await figures(worker.remote), done);
  assert.doesNotMatch(await figures(web.remote), done);
  for (const text of [await figures(web.remote), await figures(worker.remote)]) {
    assert.match(text, /^sql_linting_workers_online 1$/m);
    assert.match(text, /^sql_linting_active_jobs 0$/m);
  }
  const ready = await worker.remote.request("GET", "/api/v1/health/ready");
  assert.equal(ready.status, 200);
  await ready.body?.cancel();
});

Deno.test("data folders may lie anywhere, each in its own place", async () => {
  const elsewhere = await Deno.makeTempDir({ prefix: "lintel-elsewhere-" });
  try {
    await using fleet = await Fleet.open({
      DATABASE_URL: `sqlite:${elsewhere}/db/deep/lintel.sqlite`,
      QUEUE_URL: `kv:${elsewhere}/queue/q.kv`,
      STORAGE_ROOT: `${elsewhere}/volume`,
      INBOX_ROOT: `${elsewhere}/inbox`,
    });
    const { remote } = await fleet.start("all");
    await Deno.mkdir(`${elsewhere}/inbox`, { recursive: true });
    await Deno.writeFile(`${elsewhere}/inbox/a.zip`, await archive());
    const response = await remote.postJob({ zip_file_path: `${elsewhere}/inbox/a.zip` });
    assert.equal(response.status, 202);
    await takesAnArchive(remote, (await response.json()).job_id);
    assert.ok((await Deno.stat(`${elsewhere}/db/deep/lintel.sqlite`)).isFile);
    assert.ok((await Deno.stat(`${elsewhere}/queue/q.kv`)).isFile);
    assert.ok((await Deno.stat(`${elsewhere}/volume/jobs`)).isDirectory);
  } finally {
    await Deno.remove(elsewhere, { recursive: true });
  }
});
