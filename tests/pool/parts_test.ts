import assert from "node:assert/strict";
import fc from "fast-check";
import { LintelError } from "../../src/errors.ts";
import type { LintRequest } from "../../src/lint/port.ts";
import { fence } from "../../src/pool/fence.ts";
import { readLines } from "../../src/pool/lines.ts";
import type { WireAnswer } from "../../src/pool/protocol.ts";
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

Deno.test("a last line without an end is a line too, unless only whole ones are wanted", async () => {
  const stream = () => ReadableStream.from([new TextEncoder().encode("a\nb")]);
  assert.deepEqual(await Array.fromAsync(readLines(stream())), ["a", "b"]);
  assert.deepEqual(await Array.fromAsync(readLines(stream(), { unended: false })), ["a"]);
});

Deno.test("a line that does not end within its bytes is an error, those before it are lines", async () => {
  const encoder = new TextEncoder();
  const stream = ReadableStream.from(
    ["short\n", "1234", "5678", "9"].map((s) => encoder.encode(s)),
  );
  const lines = readLines(stream, { most: 8 });
  assert.deepEqual(await lines.next(), { done: false, value: "short" });
  await assert.rejects(lines.next(), { name: "LongLineError" });
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

const VIOLATION = {
  code: "LT01",
  name: "layout.spacing",
  line: 1,
  column: 2,
  end_line: 1,
  end_column: 3,
  description: "one space",
  severity: "error" as const,
  edits: [{ line: 1, column: 2, end_line: 1, end_column: 3, text: " " }],
};

const ANSWER: WireAnswer = {
  id: 1,
  violations: [],
  dialect: "mysql",
  engine: { name: "native", version: "1" },
  statements: { total: 1, parsed: 1 },
  rules_run: ["LT01"],
  rules_missing: [],
  outcome: "clean",
  notes: [],
};

Deno.test("an answer that lacks a field is engine_failed, which names it, and never clean", () => {
  for (const name of Object.keys(ANSWER).filter((key) => key !== "id")) {
    const answer = { ...ANSWER, [name]: undefined };
    const message = `the lint process's answer: ${name} is missing`;
    assert.throws(() => fromWire(answer, REQUEST, 0), { code: "engine_failed", message }, name);
  }
  assert.throws(() => fromWire({ id: 1 }, REQUEST, 0), { code: "engine_failed" });
});

Deno.test("what an engine says of a failure of its own is the cause, which goes to the log", () => {
  const said = "OSError: [Errno 13] /srv/python/lib/grammar.py, line 12";
  for (const code of ["engine_failed", "no such code"]) {
    assert.throws(() => fromWire({ id: 1, error: said, code }, REQUEST, 0), (error) => {
      assert.ok(error instanceof LintelError);
      assert.deepEqual([error.code, error.cause], ["engine_failed", said]);
      assert.ok(!error.message.includes("grammar.py"), error.message);
      return true;
    });
  }
});

Deno.test("a field of another type is engine_failed, at any depth", () => {
  const edit = VIOLATION.edits[0];
  const cases: [string, Record<string, unknown>][] = [
    ["violations", { violations: {} }],
    ["violations[0]", { violations: [null] }],
    ["violations[1].line", { violations: [VIOLATION, { ...VIOLATION, line: "3" }] }],
    ["violations[0].column", { violations: [{ ...VIOLATION, column: 1.5 }] }],
    ["violations[0].end_line", { violations: [{ ...VIOLATION, end_line: -1 }] }],
    ["violations[0].end_column is missing", {
      violations: [{ ...VIOLATION, end_column: undefined }],
    }],
    ["violations[0].code", { violations: [{ ...VIOLATION, code: 1 }] }],
    ["violations[0].code is not at most 50 characters", {
      violations: [{ ...VIOLATION, code: `${"Plugin".repeat(9)}_L001` }],
    }],
    ["violations[0].description", { violations: [{ ...VIOLATION, description: null }] }],
    ["violations[0].severity", { violations: [{ ...VIOLATION, severity: "fatal" }] }],
    ["violations[0].edits", { violations: [{ ...VIOLATION, edits: {} }] }],
    ["violations[0].edits[1].text", {
      violations: [{ ...VIOLATION, edits: [edit, { ...edit, text: 1 }] }],
    }],
    ["violations[0].edits[0].line", { violations: [{ ...VIOLATION, edits: [{ text: "" }] }] }],
    ["statements", { statements: 1 }],
    ["statements.parsed", { statements: { total: 1, parsed: "1" } }],
    ["engine.version", { engine: { name: "native" } }],
    ["outcome", { outcome: "toString" }],
    ["rules_run[1]", { rules_run: ["LT01", 2] }],
    ["notes", { notes: "none" }],
    ["fixed", { fixed: 1 }],
  ];
  for (const [field, wrong] of cases) {
    const answer = { ...ANSWER, ...wrong } as WireAnswer;
    assert.throws(() => fromWire(answer, REQUEST, 0), (error: unknown) => {
      const { code, message } = error as LintelError;
      assert.equal(code, "engine_failed", field);
      assert.ok(
        message.startsWith(`the lint process's answer: ${field} `) ||
          message === `the lint process's answer: ${field}`,
        message,
      );
      return true;
    });
  }
  const whole = fromWire({ ...ANSWER, violations: [VIOLATION], outcome: "findings" }, REQUEST, 0);
  assert.equal(whole.violations.length, 1);
});

Deno.test("an answer's findings are sorted, summed and bear the file's name", () => {
  const at = { end_line: 9, end_column: 9, name: "", description: "", severity: "error" as const };
  const edits = [{ line: 1, column: 1, end_line: 1, end_column: 2, text: "" }];
  const result = fromWire(
    {
      ...ANSWER,
      outcome: "findings",
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
  const clean = fromWire({ ...ANSWER, fixed: "same" }, { ...REQUEST, fix: true }, 0);
  assert.deepEqual([clean.outcome, clean.fixed], ["clean", "same"]);
});

Deno.test("an error says what may be meant, once", () => {
  const message = "There is no dialect 'snow'. Did you mean snowflake?";
  for (const error of ["There is no dialect 'snow'.", message]) {
    const refused = { id: 1, error, code: "unknown_dialect", field: "dialect", hint: "snowflake" };
    assert.throws(() => fromWire(refused, REQUEST, 0), {
      message,
      fields: [{ path: "dialect", message }],
    });
  }
});

Deno.test("an error keeps a code of the table, with the field that it names", () => {
  assert.throws(
    () =>
      fromWire(
        { id: 1, error: "no", code: "unknown_rule", field: "rules" },
        REQUEST,
        0,
      ),
    { code: "unknown_rule", fields: [{ path: "rules", message: "no" }] },
  );
  for (const code of ["no_such_code", "toString", undefined]) {
    assert.throws(() => fromWire({ id: 1, error: "no", code }, REQUEST, 0), {
      code: "engine_failed",
      fields: [],
    });
  }
});
