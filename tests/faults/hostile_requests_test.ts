import assert from "node:assert/strict";
import type { ErrorCode } from "../../src/errors.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { problemOf } from "../support/problem.ts";
import { acceptedId, type Remote } from "../support/remote.ts";

const MB = 1024 * 1024;

function json(text: string, type = "application/json"): RequestInit {
  return { headers: { "Content-Type": type }, body: text };
}

/** A body in pieces, of which the service learns the length only as it comes. */
function pieces(count: number, size: number): ReadableStream<Uint8Array> {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(size).fill(32));
      else controller.close();
    },
  });
}

const REFUSED: Readonly<Record<string, [ErrorCode, () => RequestInit]>> = {
  "no bytes": ["empty_upload", () => json("", "application/sql")],
  "a single file of 50 MB": [
    "payload_too_large",
    () => ({ headers: { "Content-Type": "application/sql" }, body: new Uint8Array(50 * MB) }),
  ],
  "a single file of 50 MB without a length": [
    "payload_too_large",
    () => ({ headers: { "Content-Type": "application/sql" }, body: pieces(800, 65_536) }),
  ],
  "a content type that is none of SQL": ["unsupported_media_type", () => json("{}", "image/png")],
  "no content type": ["unsupported_media_type", () => ({ body: new Uint8Array([1, 2, 3]) })],
  "JSON that breaks off": ["malformed_json", () => json('{"sql_content": "select 1"')],
  "JSON that is not UTF-8": [
    "malformed_json",
    () => ({
      headers: { "Content-Type": "application/json" },
      body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
    }),
  ],
  "JSON nested a million deep": [
    "malformed_json",
    () => json('{"sql_content":'.padEnd(1_000_000, "[")),
  ],
  "JSON that is a list": ["validation_failed", () => json("[]")],
  "fields that nobody knows": ["validation_failed", () => json('{"sql_content":"x","sqll":1}')],
  "a dialect that no engine has": [
    "unknown_dialect",
    () => json('{"sql_content":"x","dialect":"klingon"}'),
  ],
  "a rule that no engine has": [
    "unknown_rule",
    () => json('{"sql_content":"x","rules":["ZZ99"]}'),
  ],
  "an engine that does not exist": [
    "validation_failed",
    () => json('{"sql_content":"x","engine":"clippy"}'),
  ],
  "a path out of the inbox": [
    "validation_failed",
    () => json('{"zip_file_path":"../../etc/passwd"}'),
  ],
  "an archive that is none": [
    "invalid_archive",
    () => json("this is no archive", "application/zip"),
  ],
  "a form without its boundary": [
    "malformed_multipart",
    () => json("--x\r\n", "multipart/form-data"),
  ],
  "a form that breaks off": [
    "malformed_multipart",
    () =>
      json(
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.sql"\r\n\r\nselect',
        "multipart/form-data; boundary=x",
      ),
  ],
};

async function assertHealthy(remote: Remote): Promise<void> {
  const response = await remote.request("GET", "/api/v1/health/ready");
  assert.equal(response.status, 200, await response.text());
}

Deno.test("every hostile submission gets its documented answer, leaves nothing, and the service stays healthy", async (t) => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const { remote } = await fleet.start("all");
  for (const [name, [code, make]] of Object.entries(REFUSED)) {
    await t.step(name, async () => {
      await problemOf(await remote.request("POST", "/api/v1/jobs", make()), code);
      await assertHealthy(remote);
    });
  }
  await t.step("bytes that are no text in any encoding end as undecodable", async () => {
    const noise = new Uint8Array([0x73, 0xff, 0x01, 0x80, 0x0a]);
    const job = await remote.ended(await acceptedId(await remote.upload(noise, "application/sql")));
    assert.equal(job.job_status, "FAILED");
    const [task] = await remote.tasks(job.job_id);
    assert.equal(task?.error?.code, "undecodable");
    assert.equal(task?.attempts.length, 1);
    await assertHealthy(remote);
  });
  await t.step("what was refused left no job and no file", async () => {
    const { jobs } = await remote.get<{ jobs: unknown[] }>("/api/v1/jobs");
    assert.equal(jobs.length, 1);
    const kept = [...Deno.readDirSync(`${fleet.root}/files/jobs`)].flatMap((shelf) => [
      ...Deno.readDirSync(`${fleet.root}/files/jobs/${shelf.name}`),
    ]);
    assert.deepEqual(kept, []);
  });
});
