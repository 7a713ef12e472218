import assert from "node:assert/strict";
import type { LintRequest, NestedConfig } from "../../src/lint/port.ts";
import { CATALOGUE } from "../support/engines.ts";
import { openService } from "../support/service.ts";
import { engineOn, sqlfluffTest } from "../support/sqlfluff.ts";

const request = (sql: string, more: Partial<LintRequest> = {}): LintRequest => ({
  file: "q.sql",
  sql,
  dialect: "ansi",
  ...more,
});

sqlfluffTest("findings have SQLFluff's codes, places in code points, and fixes", async (python) => {
  const engine = engineOn(python);
  try {
    const result = await engine.lint(
      request("SELECT '😀é',b from t\n", { rules: ["CP01", "LT01"] }),
    );
    assert.equal(result.engine.name, "sqlfluff");
    assert.match(result.engine.version, /^4\./);
    assert.deepEqual(
      result.violations.map((v) => [v.code, v.name, v.line, v.column, v.severity]),
      [
        ["LT01", "layout.spacing", 1, 13, "error"],
        ["CP01", "capitalisation.keywords", 1, 15, "error"],
      ],
    );
    const [spacing, keyword] = result.violations;
    assert.deepEqual(spacing?.fix?.edits.map((e) => e.text), [" "]);
    assert.deepEqual(keyword?.fix?.edits, [
      { line: 1, column: 15, end_line: 1, end_column: 19, text: "FROM" },
    ]);
    assert.deepEqual(result.rules_run.toSorted(), ["CP01", "LT01"]);
    assert.deepEqual([result.outcome, result.statements], ["findings", { total: 1, parsed: 1 }]);
  } finally {
    await engine.close();
  }
});

sqlfluffTest("fixing gives the whole fixed text, clean SQL itself", async (python) => {
  const engine = engineOn(python);
  try {
    const fixed = await engine.lint(request("SELECT a from t\n", { rules: ["CP01"], fix: true }));
    assert.equal(fixed.fixed, "SELECT a FROM t\n");
    const clean = await engine.lint(request("SELECT a FROM t\n", { rules: ["CP01"], fix: true }));
    assert.deepEqual([clean.fixed, clean.outcome], ["SELECT a FROM t\n", "clean"]);
  } finally {
    await engine.close();
  }
});

sqlfluffTest(
  "nothing is fixed beside what is not read, unless that is asked for",
  async (python) => {
    const engine = engineOn(python);
    try {
      for (
        const [sql, why] of [
          ["SELECT  a\nFROM t\nFOR UPDATE\n", /a part of it does not parse/],
          [
            "SELECT a FROM orders AS o WHERE a > 1 {{ extra_filter }}\n",
            /its template does not render/,
          ],
        ] as [string, RegExp][]
      ) {
        const { fixed, notes } = await engine.lint(request(sql, { fix: true }));
        assert.equal(fixed, sql);
        assert.match(notes.join(), why);
      }
      const config = { core: { fix_even_unparsable: true } };
      const sql = "SELECT  a FROM t FOR UPDATE;\nSELECT  b FROM t;\n";
      const anyway = await engine.lint(request(sql, { fix: true, rules: ["LT01"], config }));
      assert.notEqual(anyway.fixed, sql);
    } finally {
      await engine.close();
    }
  },
);

sqlfluffTest(
  "a fix that would lose a comment is left out and named, the others are made",
  async (python) => {
    const engine = engineOn(python);
    try {
      const sql = "SELECT  CASE WHEN k THEN 1 ELSE /* unknown */ NULL END AS s FROM t\n";
      const rules = ["LT01", "ST01"];
      const { fixed, notes } = await engine.lint(request(sql, { fix: true, rules }));
      assert.equal(fixed, sql.replace("  ", " "));
      assert.deepEqual(notes, ['Fixes of ST01 would lose "/* unknown */" and were not made.']);
    } finally {
      await engine.close();
    }
  },
);

sqlfluffTest("what cannot be parsed is said, with the share that could be", async (python) => {
  const engine = engineOn(python);
  try {
    const part = await engine.lint(request("SELECT 1;\nSELECT a b c d FROM;\n"));
    assert.ok(part.violations.some((v) => v.code === "PRS"));
    assert.deepEqual([part.outcome, part.statements], ["partly_parsed", { total: 2, parsed: 1 }]);
    const none = await engine.lint(request("SELECT FROM WHERE ((;\n"));
    assert.deepEqual([none.outcome, none.statements], ["partly_parsed", { total: 1, parsed: 0 }]);
  } finally {
    await engine.close();
  }
});

sqlfluffTest(
  "configuration files and the request's own settings hold, inner ones win",
  async (python) => {
    const engine = engineOn(python);
    const config_files = [
      { path: ".sqlfluff", text: "[sqlfluff]\ndialect = ansi\nrules = CP01\n" },
      {
        path: "a/pyproject.toml",
        text: '[tool.sqlfluff.rules.capitalisation.keywords]\ncapitalisation_policy = "lower"\n',
      },
    ];
    try {
      const sql = "SELECT a FROM t\n";
      const lower = await engine.lint(request(sql, { dialect: undefined, config_files }));
      assert.deepEqual(lower.violations.map((v) => v.code), ["CP01", "CP01"]);
      const config = { rules: { "capitalisation.keywords": { capitalisation_policy: "upper" } } };
      const upper = await engine.lint(request(sql, { dialect: undefined, config_files, config }));
      assert.equal(upper.outcome, "clean");
      const broken = [{ path: "b/.sqlfluff", text: "no section\n" }];
      await assert.rejects(engine.lint(request(sql, { config_files: broken })), {
        code: "invalid_config",
        message: /b\/\.sqlfluff/,
      });
      // No fault of the engine's, which would be tried again.
      const wrong: NestedConfig[] = [{ core: "x" }, { core: { rules: 5 } }, { templater: 1 }];
      for (const config of wrong) {
        await assert.rejects(engine.lint(request(sql, { config })), {
          code: "invalid_config",
          message: /\S: \S|takes settings/,
        });
      }
      await assert.rejects(engine.lint(request(sql, { dialect: "nope" })), {
        code: "unknown_dialect",
      });
    } finally {
      await engine.close();
    }
  },
);

/** Makes a file where Python that it loads runs. */
async function trap(): Promise<{ folder: string; sprung: () => Promise<boolean> }> {
  const folder = await Deno.makeTempDir();
  const mark = `${folder}/sprung`;
  await Deno.mkdir(`${folder}/lib`);
  const code = `open(${JSON.stringify(mark)}, "w").close()\nx = 1\n`;
  await Deno.writeTextFile(`${folder}/lib/trap.py`, code);
  await Deno.writeTextFile(`${folder}/lib/__init__.py`, code);
  await Deno.writeTextFile(`${folder}/macros.sql`, "{% macro m() %}1{% endmacro %}\n");
  return {
    folder,
    sprung: () => Deno.stat(mark).then(() => true, () => false),
  };
}

sqlfluffTest(
  "settings that load code or files are taken out of every configuration",
  async (python) => {
    const { folder, sprung } = await trap();
    const engine = engineOn(python);
    const sql = "SELECT {{ trap.x }} AS a FROM t\n";
    const unsafe: Record<string, string> = {
      library_path: `${folder}/lib`,
      loader_search_path: folder,
      load_macros_from_path: `${folder}/macros.sql`,
    };
    try {
      for (const [key, value] of Object.entries(unsafe)) {
        const path = `templater.jinja.${key}`;
        const ini = `[sqlfluff:templater:jinja]\n${key} = ${value}\n`;
        const toml = `[tool.sqlfluff.templater.jinja]\n${key} = "${value}"\n`;
        const ways: Partial<LintRequest>[] = [
          { config: { templater: { jinja: { [key]: value } } } },
          { config_files: [{ path: ".sqlfluff", text: ini }] },
          { config_files: [{ path: "pyproject.toml", text: toml }] },
        ];
        for (const more of ways) {
          const { notes } = await engine.lint(request(sql, more));
          assert.ok(notes.some((n) => n.includes(`the setting ${path} was removed`)), key);
        }
        const directive = `-- sqlfluff:templater:jinja:${key}:${value}\n${sql}`;
        const { notes } = await engine.lint(request(directive));
        assert.ok(notes.some((n) => n.includes("removed from a directive")), `${key}: ${notes}`);
        const windows = `-- sqlfluff:templater:jinja:${key}:C:\\lib\n${sql}`;
        assert.equal((await engine.lint(request(windows))).notes.length, 1, key);
      }
      // Nor is anything left of a templater that runs Python.
      const config = { templater: { python: { context: { a: "b" }, apply: true } } };
      const { notes } = await engine.lint(request(sql, { config }));
      assert.ok(notes.some((n) => n.includes("templater.python.apply was removed")), `${notes}`);
      assert.equal(await sprung(), false);
    } finally {
      await engine.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
);

sqlfluffTest("templaters that run Python are not used, whoever asks for them", async (python) => {
  const engine = engineOn(python);
  const sql = "SELECT {a.__class__} AS b FROM t\n";
  try {
    for (const templater of ["python", "dbt", "Python "]) {
      const { notes } = await engine.lint(request(sql, { config: { core: { templater } } }));
      assert.ok(notes.some((n) => n.includes("core.templater was removed")), templater);
      const inline = await engine.lint(request(`-- sqlfluff:templater:${templater}\n${sql}`));
      assert.ok(inline.notes.some((n) => n.includes("removed from a directive")), templater);
    }
    const text = "[sqlfluff]\ntemplater = python\n";
    const file = await engine.lint(request(sql, { config_files: [{ path: ".sqlfluff", text }] }));
    assert.deepEqual(file.notes, ["the setting core.templater was removed from .sqlfluff"]);
  } finally {
    await engine.close();
  }
});

sqlfluffTest(
  "the same settings hold no sway over a job either, and its result says so",
  async (python) => {
    const { folder, sprung } = await trap();
    await using service = await openService({ worker: true, env: { SQLFLUFF_PYTHON: python } });
    const job_id = await service.submit(
      `-- sqlfluff:templater:jinja:library_path:${folder}/lib\nSELECT {{ trap.x }} AS a FROM t\n`,
      { engine: "sqlfluff" },
    );
    assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
    const [task] = await service.tasks(job_id);
    const result = await service.get<{ notes: string[]; engine: { name: string } }>(
      task!.links.result!,
    );
    assert.equal(result.engine.name, "sqlfluff");
    assert.equal(result.notes.length, 1);
    assert.equal(await sprung(), false);
    await Deno.remove(folder, { recursive: true });
  },
);

sqlfluffTest("plain context of a template stays", async (python) => {
  const engine = engineOn(python);
  try {
    const config = { templater: { jinja: { context: { my_path: "t" } } } };
    const sql = "SELECT a FROM {{ my_path }}\n";
    const result = await engine.lint(request(sql, { config, rules: ["CP01"] }));
    assert.deepEqual([result.notes, result.outcome], [[], "clean"]);
  } finally {
    await engine.close();
  }
});

sqlfluffTest(
  "the catalogue names the rules and dialects that this SQLFluff has",
  async (python) => {
    const script = "import json, sqlfluff\n" +
      "print(json.dumps([[r[0] for r in sqlfluff.list_rules()], [d[0] for d in sqlfluff.list_dialects()]]))";
    const { stdout } = await new Deno.Command(python, { args: ["-I", "-c", script] }).output();
    const [rules, dialects] = JSON.parse(new TextDecoder().decode(stdout)) as [string[], string[]];
    const own = (entry: { engines: string[] }) => entry.engines.includes("sqlfluff");
    const codes = CATALOGUE.rules.filter(own).map((r) => r.code);
    const names = CATALOGUE.dialects.filter(own).map((d) => d.name);
    assert.deepEqual(codes.toSorted(), rules.toSorted());
    assert.deepEqual(names.toSorted(), dialects.toSorted());
  },
);

/** A Python that answers `import sqlfluff` as it is told. */
async function fakePython(body: string): Promise<{ python: string; folder: string }> {
  const folder = await Deno.makeTempDir();
  const python = `${folder}/python3`;
  await Deno.writeTextFile(python, body);
  await Deno.chmod(python, 0o755);
  return { python, folder };
}

Deno.test("an old SQLFluff is named with the version that is needed", async () => {
  const { folder } = await fakePython("");
  await Deno.mkdir(`${folder}/site/sqlfluff/core/config`, { recursive: true });
  const files: Record<string, string> = {
    "__init__.py": '__version__ = "1.4.5"\n',
    "core/__init__.py": "FluffConfig = Linter = None\n",
    "core/config/__init__.py": "",
    "core/config/ini.py": "load_ini_string = None\n",
    "core/config/toml.py": "load_toml_file_config = None\n",
    "core/errors.py": "class SQLFluffUserError(Exception): pass\n",
    "core/helpers/__init__.py": "",
    "core/helpers/dict.py": "nested_combine = None\n",
  };
  await Deno.mkdir(`${folder}/site/sqlfluff/core/helpers`);
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/site/sqlfluff/${name}`, text);
  }
  const { default: worker } = await import("../../src/sqlfluff/worker.py", {
    with: { type: "text" },
  });
  const program = `import sys; sys.path.insert(0, ${JSON.stringify(`${folder}/site`)})\n${worker}`;
  const child = new Deno.Command("python3", {
    args: ["-I", "-c", program],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode('{"id": 7, "op": "version"}\n'));
  await writer.close();
  const { stdout } = await child.output();
  assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
    id: 7,
    error: "SQLFluff 1.4.5 is too old: version 4 or newer is needed",
    code: "engine_unavailable",
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a Python without SQLFluff, and none at all, are told apart", async () => {
  const { python, folder } = await fakePython('#!/bin/sh\nexec python3 -S "$@"\n');
  const without = engineOn(python);
  const missing = engineOn(`${folder}/no-python`);
  try {
    await assert.rejects(without.lint(request("select 1")), {
      code: "engine_unavailable",
      message:
        "SQLFluff 4 or newer is not installed for SQLFLUFF_PYTHON: there is no module sqlfluff",
    });
    const health = await without.health();
    assert.deepEqual([health.status, health.version], ["unhealthy", null]);
    await assert.rejects(missing.lint(request("select 1")), {
      code: "engine_unavailable",
      message: /^the program of lint processes is not there, or cannot be run \(SQLFLUFF_PYTHON/,
      // Where it was looked for is for the log.
      cause: /no-python/,
    });
  } finally {
    await without.close();
    await missing.close();
    await Deno.remove(folder, { recursive: true });
  }
});
