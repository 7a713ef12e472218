import assert from "node:assert/strict";
import { dirname } from "node:path";
import { zipOf } from "../support/archives.ts";
import { folderOf, lint } from "../support/cli.ts";
import { sqlfluffTest } from "../support/sqlfluff.ts";
import { openService } from "../support/service.ts";

/** A project with configuration in two folders, macros, a loop, two lists of files to leave out. */
const PROJECT = {
  ".sqlfluff":
    "[sqlfluff]\ndialect = ansi\n[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = upper\n",
  ".sqlfluffignore": "old/\n",
  "etl/.sqlfluff": "[sqlfluff]\nexclude_rules = LT09\n[sqlfluff:templater:jinja]\n" +
    "load_macros_from_path = macros\n[sqlfluff:templater:jinja:context]\nenv = prod\n",
  "etl/macros/cols.sql": "{% macro cols(t) %}{{ t }}.id, {{ t }}.total{% endmacro %}\n",
  "etl/daily.sql":
    "{% set days = 3 %}\nselect {{ cols('o') }},1 AS n\nFROM {{ env }}.orders AS o\n" +
    "WHERE\n    o.day IN (\n        {% for d in range(days) %}\n        {{ d }}{% if not loop.last %},{% endif %}\n" +
    "        {% endfor %}\n    )\n",
  "etl/missing.sql": "SELECT {{ nowhere }} AS a FROM t\n",
  "plain.sql": "select a,b from t\n",
  "old/x.sql": "select 1,2\n",
  "pyproject.toml": '[tool.sqlfluff.core]\nignore_paths = ["gone/*"]\n',
  "gone/y.sql": "select 1,2\n",
};

interface Place {
  file: string;
  line: number;
  column: number;
  code: string;
}

function places(list: readonly Place[]): string[] {
  return list.map((v) => `${v.file}:${v.line}:${v.column} ${v.code}`).sort();
}

/** Findings in SQLFluff's own JSON, which the command line prints too. */
function fromJson(text: string): string[] {
  interface File {
    filepath: string;
    violations: { start_line_no: number; start_line_pos: number; code: string }[];
  }
  return places(
    (JSON.parse(text) as File[]).flatMap(({ filepath, violations }) =>
      violations.map((v) => ({
        file: filepath,
        line: v.start_line_no,
        column: v.start_line_pos,
        code: v.code,
      }))
    ),
  );
}

async function throughTheService(): Promise<string[]> {
  await using service = await openService({ worker: true });
  const job_id = await service.submit(await zipOf(PROJECT));
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  const tasks = await service.tasks(job_id);
  assert.equal(tasks.find((t) => t.file_name === "old/x.sql")?.outcome, "skipped");
  assert.equal(tasks.find((t) => t.file_name === "gone/y.sql")?.outcome, "skipped");
  const found = await service.get<{ violations: Place[] }>(`/api/v1/jobs/${job_id}/violations`);
  return places(found.violations);
}

Deno.test("an archive with nested configuration and templates gives the command line's findings", async () => {
  await using folder = await folderOf(PROJECT);
  const { out, err } = await lint([".", "--format", "json"], { cwd: folder.path });
  assert.equal(err, "");
  const here = fromJson(out);
  assert.ok(here.includes("etl/daily.sql:2:1 CP01"), here.join("\n"));
  assert.deepEqual(await throughTheService(), here);
});

sqlfluffTest("the command line finds in templates what SQLFluff finds", async (python) => {
  await using folder = await folderOf(PROJECT);
  const command = new Deno.Command(`${dirname(python)}/sqlfluff`, {
    args: ["lint", ".", "--format", "json", "--disable-progress-bar"],
    cwd: folder.path,
    stderr: "null",
  });
  const theirs = fromJson(new TextDecoder().decode((await command.output()).stdout));
  const { out } = await lint([".", "--format", "json"], { cwd: folder.path });
  assert.deepEqual(fromJson(out), theirs);
});
