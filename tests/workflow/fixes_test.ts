import assert from "node:assert/strict";
import { zipWriter } from "../../src/archive/mod.ts";
import { LintelError } from "../../src/errors.ts";
import type { Job, Task } from "../../src/jobs/job.ts";
import type { LintRequest } from "../../src/lint/port.ts";
import { fixesAsArchive, fixesAsPatch } from "../../src/workflow/fixes.ts";
import type { Services } from "../../src/workflow/services.ts";

const NONE = { pending: 0, processing: 0, succeeded: 0, failed: 0, cancelled: 0 };
const SQL = new TextEncoder().encode("SELECT a from t\n");

/** A job of so many files, of which every tenth has a finding; counts what is done for it. */
function jobOf(files: number, fix: (request: LintRequest) => string = ({ sql }) => `${sql}--\n`) {
  const did = { pages: 0, fixes: 0, reads: 0 };
  const taskOf = (seq: number) => ({
    task_id: `${seq}`,
    job_id: "job",
    seq,
    file_name: `${seq}.sql`,
    status: "SUCCESS",
    source: { file: "source", offset: 0, length: 0, sha256: "" },
    error: null,
    error_count: seq % 10 === 0 ? 1 : 0,
    warning_count: 0,
  } as Partial<Task> as Task);
  const list = (_job: string, _filter: unknown, limit: number, after = -1) => {
    did.pages++;
    const count = Math.min(limit, files - after - 1);
    return Promise.resolve(Array.from({ length: count }, (_, i) => taskOf(after + 1 + i)));
  };
  const lint = (request: LintRequest) => {
    did.fixes++;
    return Promise.resolve().then(() => ({ fixed: fix(request) }));
  };
  const read = () => {
    did.reads++;
    return Promise.resolve(SQL);
  };
  const services = {
    store: { tasks: { list } },
    files: { read },
    engines: new Map([["native", { lint }]]),
    packer: zipWriter,
    defaults: { dialect: "ansi", engine: "native" },
  } as unknown as Services;
  const job = {
    job_id: "job",
    status: "COMPLETED",
    submission_type: "SINGLE_FILE",
    engine: "native",
    options: {},
    counts: { ...NONE, total: files, succeeded: files },
    created_at: 0,
  } as Partial<Job> as Job;
  return { services, job, did };
}

const { signal } = new AbortController();

Deno.test("of a million files as many are looked at as are read, and those without findings not at all", async () => {
  const { services, job, did } = jobOf(1_000_000);
  const parts = fixesAsPatch(services, job, signal);
  for (let i = 0; i < 50; i++) await parts.next();
  await parts.return();
  // The fiftieth that has a finding is the 490th file.
  assert.deepEqual(did, { pages: 3, fixes: 50, reads: 50 });
});

Deno.test("the directory of an archive reads the names of its entries once more", async () => {
  const { services, job, did } = jobOf(3000);
  const sizes: number[] = [];
  for await (const part of fixesAsArchive(services, job, "changed", signal)) {
    sizes.push(part.length);
  }
  assert.deepEqual(did, { pages: 32, fixes: 300, reads: 300 });
  assert.ok(Math.max(...sizes.slice(0, 300)) < 100, "an entry is a part of its own");
});

Deno.test("what is wrong with a file leaves it out, and what is wrong with the service ends the patch", async () => {
  const fix = (code: "timeout" | "engine_failed" | "storage_unavailable") => () => {
    throw new LintelError(code, `no: ${code}`);
  };
  for (const code of ["timeout", "engine_failed"] as const) {
    const { services, job } = jobOf(1, fix(code));
    const parts = await Array.fromAsync(fixesAsPatch(services, job, signal));
    const text = new TextDecoder().decode(parts[0]);
    assert.equal(text, `# 1 file could not be fixed:\n# 0.sql: no: ${code}\n`);
  }
  const { services, job } = jobOf(1, fix("storage_unavailable"));
  await assert.rejects(Array.fromAsync(fixesAsPatch(services, job, signal)), {
    code: "storage_unavailable",
  });
});

Deno.test("a request that was given up begins no other file", async () => {
  const gone = new AbortController();
  const { services, job, did } = jobOf(100);
  const parts = fixesAsPatch(services, job, gone.signal);
  await parts.next();
  gone.abort();
  await assert.rejects(parts.next(), { code: "unavailable" });
  assert.equal(did.fixes, 1);
});

Deno.test("a fix that its file's encoding cannot hold leaves the file as it came", async () => {
  const { services, job } = jobOf(1, ({ sql }) => `${sql}-- 語\n`);
  const latin = { ...job, options: { encoding: "latin-1" } };
  const [part] = await Array.fromAsync(fixesAsPatch(services, latin, signal));
  assert.match(new TextDecoder().decode(part), /^# 1 file could .*\n# 0\.sql: .*does not have\n$/);
});
