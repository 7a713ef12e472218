import assert from "node:assert/strict";
import fc from "fast-check";
import type { LintRequest } from "../../src/lint/port.ts";
import { fence } from "../../src/pool/fence.ts";
import { readLines } from "../../src/pool/lines.ts";
import { fromWire, toWire } from "../../src/pool/translate.ts";

Deno.test("a fenced command dies with its parent and has a bound on its memory", () => {
  const command = { path: "/bin/engine", args: ["--x"], env: { A: "1" } };
  const tools = { setpriv: "/usr/bin/setpriv", prlimit: "/usr/bin/prlimit" };
  const fenced = fence(command, 1000, tools);
  const words = [fenced.path, ...fenced.args].join(" ");
  assert.match(words, /^\/usr\/bin\/setpriv .*--pdeathsig KILL/);
  assert.match(words, /\/usr\/bin\/prlimit .*--data=1000/);
  assert.match(words, / -- \/bin\/engine --x$/);
  assert.deepEqual(fenced.env, { A: "1" });
});

Deno.test("a system without the tools runs the command as it is", () => {
  const command = { path: "/bin/engine", args: ["--x"], env: {} };
  assert.deepEqual(fence(command, 1000, { setpriv: null, prlimit: null }), command);
  const partly = fence(command, 1000, { setpriv: null, prlimit: "/usr/bin/prlimit" });
  assert.equal(partly.path, "/usr/bin/prlimit");
});

Deno.test("lines are found however the bytes are cut, also within a character", async () => {
  const cutting = fc.asyncProperty(
    fc.array(fc.string({ unit: "grapheme" }).map((s) => s.replaceAll(/[\n\r]/g, "é"))),
    fc.array(fc.integer({ min: 1, max: 7 })),
    async (lines, sizes) => {
      const bytes = new TextEncoder().encode(lines.map((l) => `${l}\n`).join(""));
      const chunks: Uint8Array[] = [];
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const size = sizes[i % Math.max(1, sizes.length)] ?? bytes.length;
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      const found = await Array.fromAsync(readLines(ReadableStream.from(chunks)));
      assert.deepEqual(found, lines);
    },
  );
  await fc.assert(cutting);
});

Deno.test("a last line without an end is a line too", async () => {
  const stream = ReadableStream.from([new TextEncoder().encode("a\nb")]);
  assert.deepEqual(await Array.fromAsync(readLines(stream)), ["a", "b"]);
});

const REQUEST: LintRequest = { file: "f.sql", sql: "select 1", dialect: "mysql" };

Deno.test("a request says only what was asked for", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(toWire(REQUEST))), {
    sql: "select 1",
    file: "f.sql",
    dialect: "mysql",
  });
  const full = toWire({
    ...REQUEST,
    config: { core: {} },
    config_files: [{ path: "a", text: "b" }],
    rules: ["LT01"],
    exclude_rules: ["LT02"],
    fix: true,
  });
  assert.deepEqual(
    [full.configs, full.config_files?.length, full.rules, full.exclude_rules, full.fix],
    [{ core: {} }, 1, ["LT01"], ["LT02"], true],
  );
});

Deno.test("an answer's findings are sorted, summed and bear the file's name", () => {
  const at = { end_line: 9, end_column: 9, name: "", description: "", severity: "error" as const };
  const edits = [{ line: 1, column: 1, end_line: 1, end_column: 2, text: "" }];
  const result = fromWire(
    {
      id: 1,
      violations: [
        { ...at, code: "LT02", line: 2, column: 1, edits: [] },
        { ...at, code: "LT01", line: 1, column: 5, edits },
      ],
      fixed: "fixed",
    },
    REQUEST,
    1.2345,
  );
  assert.deepEqual(result.violations.map((v) => [v.file, v.code, v.fix?.edits.length]), [
    ["f.sql", "LT01", 1],
    ["f.sql", "LT02", undefined],
  ]);
  assert.deepEqual(
    [result.outcome, result.summary.total, result.duration_ms, result.dialect],
    ["findings", 2, 1.23, "mysql"],
  );
  assert.equal("fixed" in result, false);
  const clean = fromWire({ id: 1, fixed: "same" }, { ...REQUEST, fix: true }, 0);
  assert.deepEqual([clean.outcome, clean.fixed], ["clean", "same"]);
});

Deno.test("an error keeps a code of the table, with the field that it names", () => {
  assert.throws(
    () =>
      fromWire(
        { id: 1, error: "no", code: "unknown_rule", field: "rules", hint: "LT01?" },
        REQUEST,
        0,
      ),
    { code: "unknown_rule", fields: [{ path: "rules", message: "LT01?" }] },
  );
  for (const code of ["no_such_code", "toString", undefined]) {
    assert.throws(() => fromWire({ id: 1, error: "no", code }, REQUEST, 0), {
      code: "engine_failed",
      fields: [],
    });
  }
});
