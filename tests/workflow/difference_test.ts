import assert from "node:assert/strict";
import type { Violation } from "../../src/lint/result.ts";
import type { Job } from "../../src/jobs/job.ts";
import {
  changesOf,
  type Difference,
  differenceOf,
  type DifferencePlace,
} from "../../src/workflow/difference.ts";
import { zipOf } from "../support/archives.ts";
import { openService, type TestService } from "../support/service.ts";

const at = (code: string, line: number, column = 1): Violation => ({
  file: "a.sql",
  line,
  column,
  end_line: line,
  end_column: column,
  code,
  name: "",
  description: "",
  severity: "error",
});

Deno.test("findings are the same where rule and place are, each as often as it is there", () => {
  const then = [at("LT01", 1), at("LT01", 2), at("LT01", 2), at("CP01", 3), at("AL01", 4)];
  const now = [at("LT01", 2), at("LT01", 2), at("LT01", 2), at("CP01", 3), at("CP01", 3, 2)];
  assert.deepEqual(Object.fromEntries(changesOf(now, then)), {
    LT01: { new: 1, gone: 1, unchanged: 2 },
    CP01: { new: 1, gone: 0, unchanged: 1 },
    AL01: { new: 0, gone: 1, unchanged: 0 },
  });
  assert.equal(changesOf([], []).size, 0);
});

/** The job of an archive of these files, once it has ended. */
async function jobOf(service: TestService, files: Record<string, string>): Promise<Job> {
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  return (await service.services.store.jobs.get(job_id))!;
}

/** Every page of the difference, asked for one after another. */
async function pagesOf(
  { services }: TestService,
  job: Job,
  origin: Job,
  limit: number,
): Promise<Difference[]> {
  const pages: Difference[] = [];
  let from: DifferencePlace | undefined;
  for (;;) {
    const { page, next } = await differenceOf(services, job, origin, limit, from);
    pages.push(page);
    assert.ok(page.files.length <= limit);
    if (next === null) return pages;
    from = next;
  }
}

const sumOf = (pages: readonly Difference[], of: (page: Difference) => number): number =>
  pages.reduce((sum, page) => sum + of(page), 0);

Deno.test("files are paired by name, wherever they are in either job, whatever the limit", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const before = { "a.sql": "fault\n", "b.sql": "fine\n", "c.sql": "fault\nfault\n" };
  const origin = await jobOf(service, { ...before, "gone.sql": "fault\n" });
  const now = { "new.sql": "fault\n", "c.sql": "fault\n", "b.sql": "fault\n", "a.sql": "fault\n" };
  const job = await jobOf(service, now);
  for (const limit of [1, 2, 100]) {
    const pages = await pagesOf(service, job, origin, limit);
    const files = pages.flatMap((page) => page.files).map((
      f,
    ) => [f.file_name, f.compared, f.new, f.gone, f.task_id === null, f.was_task_id === null]);
    assert.deepEqual(files, [
      ["new.sql", false, 0, 0, false, true],
      ["c.sql", true, 0, 1, false, false],
      ["b.sql", true, 1, 0, false, false],
      ["gone.sql", false, 0, 0, true, false],
    ]);
    const sums = [
      sumOf(pages, (page) => page.total.new),
      sumOf(pages, (page) => page.total.gone),
      sumOf(pages, (page) => page.total.unchanged),
      sumOf(pages, (page) => page.files_compared),
      sumOf(pages, (page) => page.files_not_compared),
    ];
    assert.deepEqual(sums, [1, 1, 2, 3, 2], `limit ${limit}`);
  }
});

Deno.test("a page reads a bounded number of results, and those without findings not at all", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const names = Array.from({ length: 520 }, (_, i) => `f${String(i).padStart(4, "0")}.sql`);
  const files = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
  const clean = { "y.sql": "fine\n", "z.sql": "fine\n" };
  const origin = await jobOf(service, { ...files("fault\n"), ...clean });
  const job = await jobOf(service, { ...files("fault\n"), ...clean });
  const { files: volume } = service.services;
  const read = volume.read.bind(volume);
  let reads = 0;
  volume.read = (...args) => (reads++, read(...args));
  const first = await differenceOf(service.services, job, origin, 100);
  assert.deepEqual([first.page.files_compared, first.page.files, reads], [500, [], 1000]);
  reads = 0;
  const rest = await differenceOf(service.services, job, origin, 100, first.next!);
  assert.deepEqual([rest.page.files_compared, rest.next, reads], [22, null, 40]);
});

Deno.test("a page looks at a bounded number of files without findings, and the next goes on behind them", async () => {
  await using service = await openService();
  const { tasks, jobs } = service.services.store;
  const job_id = await service.submit("select 1\n");
  const job = (await jobs.get(job_id))!;
  const [task] = await tasks.list(job_id, {}, 1);
  let looked = 0;
  tasks.list = (_job, _filter, limit, after = -1) => {
    looked += limit;
    return Promise.resolve(Array.from({ length: limit }, (_, i) => {
      const seq = after + 1 + i;
      return { ...task!, status: "SUCCESS" as const, seq, file_name: `f${seq}.sql` };
    }));
  };
  const { page, next } = await differenceOf(service.services, job, job, 100);
  assert.deepEqual([page.files_compared, page.files, looked], [5000, [], 10_000]);
  assert.deepEqual(next, { side: "now", seq: 4999, paired: 5000 });
});
