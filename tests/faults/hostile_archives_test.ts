import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { tar, zip } from "../archive/forge.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";
import { acceptedId, type Remote } from "../support/remote.ts";

const MB = 1024 * 1024;
const FINE = { name: "fine.sql", data: "select 1 fault\n" };

/** What becomes of an archive: its status, why, and what was left out for which reason. */
interface Expected {
  bytes: Uint8Array;
  type?: string;
  status: "COMPLETED" | "PARTIALLY_COMPLETED" | "FAILED";
  error?: RegExp;
  skipped?: [name: string, reason: RegExp][];
}

/** What deflates to a thousandth of its size. */
const BLANKS = new Uint8Array(10 * MB).fill(32);

const HOSTILE: Readonly<Record<string, () => Expected>> = {
  "entries that overlap": () => ({
    bytes: zip([FINE, { ...FINE, offset: (_, previous) => previous }]),
    status: "FAILED",
    error: /share the same bytes/,
  }),
  "an entry that inflates a thousandfold": () => ({
    bytes: zip([{ name: "bomb.sql", data: BLANKS }, FINE]),
    status: "COMPLETED",
    skipped: [["bomb.sql", /inflates to \d+ times its size, the limit is 200/]],
  }),
  "an entry that lies about its size": () => ({
    bytes: zip([
      { name: "liar.sql", compressed: deflateRawSync(BLANKS.subarray(0, 2 * MB)), size: 100 },
      FINE,
    ]),
    status: "COMPLETED",
    skipped: [["liar.sql", /size is not what the archive says/]],
  }),
  "names that leave their folder": () => ({
    bytes: zip([
      { name: "../../../tmp/lintel-slip.sql", data: "select 1" },
      { name: "/tmp/lintel-slip.sql", data: "select 1" },
      { name: "C:\\lintel-slip.sql", data: "select 1" },
      FINE,
    ]),
    status: "COMPLETED",
    skipped: [
      ["../../../tmp/lintel-slip.sql", /./],
      ["/tmp/lintel-slip.sql", /./],
      ["C:\\lintel-slip.sql", /./],
    ],
  }),
  "a symbolic link": () => ({
    bytes: zip([{ name: "link.sql", data: "/etc/passwd", attributes: 0o120777 * 0x10000 }, FINE]),
    status: "COMPLETED",
    skipped: [["link.sql", /symbolic link/]],
  }),
  "a symbolic link in a tar": () => ({
    bytes: tar([{ name: "link.sql", type: "2", link: "/etc/passwd" }, FINE]),
    type: "application/x-tar",
    status: "COMPLETED",
    skipped: [["link.sql", /link/]],
  }),
  "a file of 50 MB": () => ({
    bytes: zip([{ name: "huge.sql", data: new Uint8Array(50 * MB), size: 50 * MB }, FINE]),
    status: "COMPLETED",
    skipped: [["huge.sql", /the file has 52428800 bytes, the limit is 20971520/]],
  }),
  "a truncated end": () => ({
    bytes: zip([FINE, FINE]).subarray(0, 60),
    status: "FAILED",
    error: /truncated or damaged/,
  }),
  "a truncated tar": () => ({
    bytes: tar([{ name: "a.sql", data: "select 1".repeat(500) }]).subarray(0, 1000),
    type: "application/x-tar",
    status: "FAILED",
    error: /truncated|damaged/,
  }),
  "bytes that are no text in any encoding": () => ({
    bytes: zip([{ name: "noise.sql", data: new Uint8Array([0x61, 0xff, 0x01, 0x80, 0x0a]) }, FINE]),
    status: "PARTIALLY_COMPLETED",
  }),
  "an empty file beside another": () => ({
    bytes: zip([{ name: "empty.sql", data: "" }, FINE]),
    status: "COMPLETED",
  }),
  "nothing": () => ({ bytes: zip([]), status: "FAILED", error: /no entries/ }),
};

async function holds(remote: Remote, expected: Expected): Promise<void> {
  const { bytes, type = "application/zip", status, error, skipped = [] } = expected;
  const job = await remote.ended(await acceptedId(await remote.upload(bytes, type)));
  assert.equal(job.job_status, status, JSON.stringify(job));
  if (status === "FAILED") {
    assert.equal(job.error?.code, "invalid_archive");
    assert.match(job.error.message, error!);
    assert.equal(job.verdict, null);
    return;
  }
  assert.equal(job.error, null);
  assert.deepEqual(job.skipped.map((s) => s.name), skipped.map(([name]) => name));
  for (const [i, [, reason]] of skipped.entries()) assert.match(job.skipped[i]!.reason, reason);
  const tasks = await remote.tasks(job.job_id);
  const fine = tasks.find((t) => t.file_name === "fine.sql");
  assert.deepEqual([fine?.task_status, fine?.error_count], ["SUCCESS", 1]);
  for (const task of tasks.filter((t) => t.task_status === "FAILURE")) {
    assert.equal(task.error?.code, "undecodable");
  }
}

async function assertHealthy(remote: Remote): Promise<void> {
  const response = await remote.request("GET", "/api/v1/health/ready");
  assert.equal(response.status, 200, await response.text());
  const { checks } = await remote.get<{ checks: { workers: { status: string } } }>(
    "/api/v1/health/workers",
  );
  assert.equal(checks.workers.status, "healthy");
}

Deno.test("every hostile archive gets its documented end, its good entries are linted, and the service stays healthy", async (t) => {
  await using fleet = await Fleet.open({
    SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
    DEFAULT_ENGINE: "sqlfluff",
  });
  const { remote } = await fleet.start("all");
  for (const [name, make] of Object.entries(HOSTILE)) {
    await t.step(name, async () => {
      await holds(remote, make());
      await assertHealthy(remote);
    });
  }
  await t.step("nothing was written outside of the jobs' folders", async () => {
    await assert.rejects(Deno.stat("/tmp/lintel-slip.sql"), Deno.errors.NotFound);
    const folders = [...Deno.readDirSync(`${fleet.root}/files`)].map((e) => e.name).sort();
    assert.deepEqual(folders, ["inbox", "jobs"]);
  });
});
