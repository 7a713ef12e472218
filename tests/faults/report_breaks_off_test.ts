import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { Fleet, SCRIPTED_PYTHON, type Serving } from "../support/processes.ts";
import { until } from "../support/wait.ts";

const SCRIPTED = { SQLFLUFF_PYTHON: SCRIPTED_PYTHON, DEFAULT_ENGINE: "sqlfluff" };

/** A job whose report is some ten megabytes, in several packs. */
async function largeJob({ remote }: Serving): Promise<string> {
  const sources: Record<string, string> = {};
  for (let i = 0; i < 300; i++) sources[`q${i}.sql`] = `${i}\n` + "fault\n".repeat(150);
  const job_id = await remote.submit(await zipOf(sources));
  assert.equal((await remote.ended(job_id)).job_status, "COMPLETED");
  return job_id;
}

function packsOf({ root }: Fleet, job_id: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      const path = `${folder}/${name}`;
      if (isDirectory) walk(path);
      else if (path.includes(job_id) && name.startsWith("results-")) found.push(path);
    }
  };
  walk(`${root}/files/jobs`);
  return found;
}

/** Lines of the log about the report, and what it wrote beside its log. */
function told({ process }: Serving): [string, unknown][] {
  return process.log().filter((line) => line.logger === "lintel.http.report")
    .map((line) => [String(line.level).toLowerCase(), line.message]);
}

Deno.test("a report that cannot be read to its end breaks off, and one line of the log says why", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const all = await fleet.start("all");
  const job_id = await largeJob(all);
  const greeting = all.process.stderr;
  const isLast = (path: string) => Deno.readTextFileSync(path).includes('"file":"q299.sql"');
  const [last, ...others] = packsOf(fleet, job_id).filter(isLast);
  assert.equal(others.length, 0);
  await Deno.remove(last!);
  const response = await fetch(`${all.remote.url}/api/v1/jobs/${job_id}/report?format=json`);
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
  await until("the line about it", () => told(all).length > 0);
  assert.deepEqual(told(all), [["error", "a report broke off"]]);
  // All that it ever wrote.
  all.process.signal("SIGTERM");
  assert.equal(await all.process.ended(), 0);
  assert.equal(all.process.stderr, greeting);
});

Deno.test("a client that goes away amid a report leaves no error behind", async () => {
  await using fleet = await Fleet.open(SCRIPTED);
  const all = await fleet.start("all");
  const job_id = await largeJob(all);
  const greeting = all.process.stderr;
  for (let i = 0; i < 5; i++) {
    const connection = await Deno.connect({
      hostname: "127.0.0.1",
      port: Number(new URL(all.remote.url).port),
    });
    const path = `/api/v1/jobs/${job_id}/report?format=json`;
    await connection.write(
      new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
    );
    await connection.read(new Uint8Array(1000));
    connection.close();
  }
  // The whole of it is there for the next.
  const response = await fetch(`${all.remote.url}/api/v1/jobs/${job_id}/report?format=json`);
  assert.equal(JSON.parse(await response.text()).files.length, 300);
  all.process.signal("SIGTERM");
  assert.equal(await all.process.ended(), 0);
  assert.deepEqual(told(all), Array(5).fill(["info", "a report was not read to its end"]));
  assert.equal(all.process.stderr, greeting);
});
