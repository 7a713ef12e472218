import assert from "node:assert/strict";
import { answerLine } from "../../src/engine/mod.ts";
import { fingerprints } from "../../src/lint/fingerprint.ts";
import type { Violation } from "../../src/lint/result.ts";
import { scanStatements } from "../../src/lint/statements.ts";

/** Findings as the native engine has them. */
function findings(sql: string, dialect = "ansi"): Violation[] {
  const { violations } = JSON.parse(answerLine(JSON.stringify({ id: 1, sql, dialect })));
  return violations.map((violation: Omit<Violation, "file">) => ({ ...violation, file: "a.sql" }));
}

/** Code and fingerprint of each finding, in a steady order. */
function identities(sql: string, codes?: RegExp, dialect?: string): string[] {
  const all = findings(sql, dialect);
  const marks = fingerprints(sql, all);
  return all.map(({ code }, i) => `${code} ${marks[i]}`)
    .filter((each) => codes?.test(each) ?? true).sort();
}

function at(line: number, column: number, code = "LT01"): Violation {
  return {
    file: "a.sql",
    line,
    column,
    end_line: line,
    end_column: column + 1,
    code,
    name: "",
    description: "",
    severity: "error",
  };
}

const STATEMENTS = [
  "SELECT a,b from t AS x JOIN u on x.id = u.id WHERE c != 'a  b';",
  "INSERT INTO v (a, b) SELECT  a,b FROM w -- a remark\nwhere d <> 1;",
  "select 1 as é, '𝒳' ,2 as B;",
  "CREATE TABLE q (a INT,b int);",
];
const SQL = STATEMENTS.join("\n") + "\n";
const LINES = Array.from({ length: 30 }, (_, i) => `-- line ${i}\n`).join("");

Deno.test("fingerprints stay when 30 lines are put before each statement", () => {
  const before = identities(SQL);
  assert.ok(before.length > 15, before.join("\n"));
  const comments = STATEMENTS.map((each) => LINES + each).join("\n") + "\n";
  assert.deepEqual(identities(comments), before);
  const clean = "SELECT 1;\n".repeat(30);
  const statements = STATEMENTS.map((each) => clean + each).join("\n") + "\n";
  // Consistent capitalisation compares with the first keyword of the file: that rule may find more.
  const others = /^(LT|AL|CV|ST|RF)/;
  const stayed = new Set(identities(statements, others));
  for (const each of identities(SQL, others)) assert.ok(stayed.has(each), each);
});

Deno.test("fingerprints stay when every line is indented anew", () => {
  const other = /^(CP|AL|CV|AM|RF)/;
  const indented = SQL.replace(/^/gm, "      ").replaceAll(" FROM ", "\n\t\tFROM ");
  assert.deepEqual(identities(indented, other), identities(SQL, other));
  assert.ok(identities(SQL, other).length > 5);
});

Deno.test("fingerprints stay in a renamed file, and with other line ends", () => {
  const all = findings(SQL);
  const renamed = all.map((v) => ({ ...v, file: "b/c.sql" }));
  assert.deepEqual(fingerprints(SQL, renamed), fingerprints(SQL, all));
  const windows = SQL.replaceAll("\n", "\r\n");
  assert.deepEqual(fingerprints(windows, all), fingerprints(SQL, all));
  // A lone carriage return ends a comment's line as well.
  assert.deepEqual(fingerprints(SQL.replaceAll("\n", "\r"), all), fingerprints(SQL, all));
});

Deno.test("a change within the statement makes a new fingerprint, in that statement alone", () => {
  const before = identities(SQL, /^CP/);
  const changed = identities(SQL.replace("(a INT,b int)", "(a INT,b int, c INT)"), /^CP/);
  const common = changed.filter((each) => before.includes(each));
  assert.equal(before.length - common.length, 1, [...before, "", ...changed].join("\n"));
  assert.notDeepEqual(
    fingerprints("select  'a b'", [at(1, 7)]),
    fingerprints("select  'a  b'", [at(1, 7)]),
    "white space within a literal is part of it",
  );
});

Deno.test("equal findings of one file are told apart by their number", () => {
  const sql = "select a  from t;\nselect a  from t;\n";
  const [first, second] = fingerprints(sql, [at(1, 9), at(2, 9)]);
  assert.notEqual(first, second);
  // In whatever order they are named, the number goes by the place.
  assert.deepEqual(fingerprints(sql, [at(2, 9), at(1, 9)]), [second, first]);
  assert.equal(fingerprints("select a  from t", [at(1, 9)])[0], first);
});

Deno.test("rule, statement and place in it take part", () => {
  const sql = "select a from t; select b from t;";
  const places = [at(1, 8), at(1, 8, "LT02"), at(1, 10), at(1, 25)];
  const marks = fingerprints(sql, places);
  assert.equal(new Set(marks).size, places.length);
  for (const mark of marks) assert.match(mark, /^[0-9a-f]{32}$/);
});

Deno.test("columns are code points, and places outside of the text do no harm", () => {
  const plain = fingerprints("select 'xx', a  from t", [at(1, 15)]);
  const sql = "select '𝒳𝒳', a  from t";
  assert.equal(fingerprints(sql, [at(1, 15)])[0]!.length, 32);
  // The same token of two statements that differ: it is the place that is looked at here.
  const token = (text: string, v: Violation) => fingerprints(text.replace(/'.*'/, "''"), [v]);
  assert.deepEqual(
    token("select '𝒳𝒳', a  from t", at(1, 13)),
    token("select 'xx', a  from t", at(1, 13)),
  );
  assert.notDeepEqual(plain, fingerprints(sql, [at(1, 15)]));
  assert.equal(fingerprints("", [at(1, 1), at(9, 9)]).length, 2);
  assert.equal(fingerprints("select 1", [at(9, 9), at(0, 0)]).length, 2);
});

function statements(sql: string): string[] {
  const { starts, ends, statements } = scanStatements(sql);
  return statements.map(({ first, end }) => sql.slice(starts[first], ends[end - 1]));
}

Deno.test("statements end at semicolons outside of quotes, comments, bodies and templates", () => {
  assert.deepEqual(
    statements("a ';' \";\" `;` ; b -- ;\n /* ; */ ; {# ; #} c {{ ';' }} {% ; %} d"),
    [
      "a ';' \";\" `;` ;",
      "b -- ;\n /* ; */ ;",
      "c {{ ';' }} {% ; %} d",
    ],
  );
  assert.deepEqual(statements("f $$ x; y $$; g $tag$ ; $$ ; $tag$; h $1; i"), [
    "f $$ x; y $$;",
    "g $tag$ ; $$ ; $tag$;",
    "h $1;",
    "i",
  ]);
  assert.deepEqual(statements("select 1\nGO\nselect go\n  go 3\nselect 2 / 3\n/\nselect 4"), [
    "select 1\nGO",
    "select go\n  go 3\nselect 2 / 3\n/",
    "select 4",
  ]);
  assert.deepEqual(statements("select 1; GO\nselect 2; go 3\ngo (4)"), [
    "select 1;",
    "GO",
    "select 2;",
    "go 3\ngo (4)",
  ]);
});

Deno.test("quotes that are never closed and both meanings of a backslash do not swallow the rest", () => {
  assert.deepEqual(statements("a 'it''s';\nb 'it\\'s; ';\nc '\\'; d"), [
    "a 'it''s';",
    "b 'it\\'s; ';",
    "c '\\';",
    "d",
  ]);
  assert.deepEqual(statements("a 'b; c"), ["a 'b;", "c"]);
  assert.deepEqual(statements("a /* b; c"), ["a /* b;", "c"]);
  assert.deepEqual(statements("a {{ b; c $$ d; e"), ["a {{ b;", "c $$ d;", "e"]);
});

Deno.test("the time is linear in the text, whatever stands in it", () => {
  const rows = (many: number): [string, Violation[]][] =>
    [
      "select a,b from t;\n",
      "/* ",
      "'\\'",
      "{{ {% $a$ ",
      "''' ",
      "(((;;;",
      "𝒳 ",
      " go ",
    ].map((unit) => {
      const sql = unit.repeat(many);
      return [sql, Array.from({ length: 2000 }, (_, i) => at(1 + i % 7, 1 + i * 5))];
    });
  const time = (many: number): number[] =>
    rows(many).map(([sql, list]) => {
      const began = performance.now();
      fingerprints(sql, list);
      return performance.now() - began;
    });
  time(2_000);
  // Quadratic work would take 400 times as long, and minutes.
  const [small, large] = [time(5_000), time(100_000)];
  for (const [i, each] of large.entries()) {
    assert.ok(each < 150 * Math.max(small[i]!, 100), `${i}: ${small[i]} and ${each} ms`);
  }
});
