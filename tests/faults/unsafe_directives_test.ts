import assert from "node:assert/strict";
import { Fleet } from "../support/processes.ts";
import type { Remote } from "../support/remote.ts";
import { sqlfluffTest } from "../support/sqlfluff.ts";

interface Result {
  notes: string[];
  outcome: string;
}

async function resultOf(remote: Remote, sql: string): Promise<Result> {
  const job = await remote.ended(await remote.submit(sql));
  assert.equal(job.job_status, "COMPLETED", JSON.stringify(job));
  const [task] = await remote.tasks(job.job_id);
  return await remote.get<Result>(`/api/v1/tasks/${task!.task_id}/result`);
}

sqlfluffTest(
  "directives in SQL that would load Python or files are ignored, and the result says so",
  async (python) => {
    await using fleet = await Fleet.open({
      SQLFLUFF_PYTHON: python,
      DEFAULT_ENGINE: "sqlfluff",
      WORKER_CONCURRENCY: "1",
    });
    const { remote } = await fleet.start("all");
    const [library, loaded] = [`${fleet.root}/library`, `${fleet.root}/loaded`];
    await Deno.mkdir(library);
    await Deno.writeTextFile(
      `${library}/evil.py`,
      `open(${JSON.stringify(loaded)}, "w").close()\n`,
    );
    await Deno.writeTextFile(`${library}/evil.sql`, "{% macro m() %}stolen{% endmacro %}\n");
    for (
      const [setting, value] of [
        ["templater:jinja:library_path", library],
        ["templater:jinja:load_macros_from_path", `${library}/evil.sql`],
        ["templater:jinja:loader_search_path", library],
        ["templater", "python"],
      ] as const
    ) {
      const { notes } = await resultOf(
        remote,
        `-- sqlfluff:${setting}:${value}\nselect 1 as one\n`,
      );
      const path = setting === "templater" ? "core.templater" : setting.replaceAll(":", ".");
      assert.deepEqual(notes, [`the setting ${path} was removed from a directive in the SQL`]);
    }
    await assert.rejects(Deno.stat(loaded), Deno.errors.NotFound);
    // Harmless directives still count.
    const { notes } = await resultOf(remote, "-- sqlfluff:dialect:postgres\nselect 1 as one\n");
    assert.deepEqual(notes, []);
  },
);

sqlfluffTest(
  "templates that grow without end fail at their limits, and the next file is linted",
  async (python) => {
    await using fleet = await Fleet.open({
      SQLFLUFF_PYTHON: python,
      DEFAULT_ENGINE: "sqlfluff",
      LINT_TIMEOUT_SECONDS: "5",
      LINT_MEMORY_MB: "128",
    });
    const { remote } = await fleet.start("all");
    const loop = "{% for i in range(99999) %}";
    const bombs = [
      `select 1 ${loop}${loop}, 1{% endfor %}{% endfor %}\n`,
      `select 1 ${loop}${loop}{% endfor %}{% endfor %}\n`,
      "select '{{ 'x' * 9999999999 }}'\n",
    ];
    for (const bomb of bombs) {
      const job = await remote.ended(await remote.submit(bomb));
      const [task] = await remote.tasks(job.job_id);
      const said = task?.error?.code ?? task?.outcome ?? "";
      assert.match(said, /^(timeout|memory_limit|partly_parsed)$/, JSON.stringify(task));
      assert.equal(task?.attempts.length, 1);
    }
    assert.equal((await resultOf(remote, "select 1 as one\n")).outcome, "clean");
  },
);
