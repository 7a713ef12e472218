import assert from "node:assert/strict";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import type { Edit } from "../../../src/engine/edits.ts";
import { undeclared } from "../../../src/engine/fixes/check.ts";
import type { FixEffects } from "../../../src/engine/rules/effects.ts";
import { parse } from "../../../src/engine/parser/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import { lint } from "../../../src/engine/mod.ts";
import type { Tree } from "../../../src/engine/tree/mod.ts";
import { randomNumbers } from "./damage.ts";

/** What a change does beyond its declaration. */
function check(before: string, after: string, effects: FixEffects): string | null {
  const [one, other] = [before, after].map((sql) => parse(`${sql}\n`, "ansi").tree);
  return undeclared(one!, other!, effects);
}

for (
  const [before, after, effects, expected] of [
    ["SELECT a FROM t", "select a FROM t", { recase: true }, null],
    ["SELECT a FROM t", "select a FROM t", {}, 'lose "SELECT"'],
    ["SELECT a  FROM t", "SELECT a FROM t", {}, null],
    ["SELECT a FROM t AS x", "SELECT a FROM t", { remove: ["AS", "<name>"] }, null],
    ["SELECT a FROM t LIMIT 1", "SELECT a FROM t", { remove: ["AS", "<name>"] }, 'lose "LIMIT"'],
    ["SELECT a, b FROM t", "SELECT b, a FROM t", { move: true }, null],
    ["SELECT a, b FROM t", "SELECT b, a FROM t", {}, 'move "A"'],
    ["SELECT a FROM t", "SELECT a, b FROM t", { insert: [","] }, 'put in "B"'],
    ["SELECT a -- k\nFROM t", "SELECT a -- k FROM t", { respace: true }, 'lose "-- k"'],
    ["SELECT a /* k */ FROM t", "SELECT a FROM t", { remove: ["<name>"] }, 'lose "/* k */"'],
    ["SELECT a /* k */ FROM t", "SELECT /* k */ a FROM t", { move: true }, null],
    [
      'SELECT "TRUE" FROM t',
      "SELECT TRUE FROM t",
      { replace: [["<name>", "<name>"]] },
      'put in "TRUE"',
    ],
    ['SELECT "A" FROM t', "SELECT A FROM t", { replace: [["<name>", "<name>"]] }, null],
    ["SELECT a.b FROM t", "SELECT b FROM t", { replace: [["<name>", "<name>"]] }, 'lose "."'],
  ] as [string, string, FixEffects, string | null][]
) {
  const what = `${JSON.stringify(before)} to ${JSON.stringify(after)}`;
  Deno.test(`${JSON.stringify(effects)} ${expected === null ? "allows" : "forbids"} ${what}`, () => {
    assert.equal(check(before, after, effects), expected);
  });
}

Deno.test("no declaration covers statements that become more or fewer", () => {
  const effects = { insert: ["AS", "<name>"], remove: ["AS", "<name>"] };
  const [two, one] = ["SELECT x FROM t AS a\nrefresh_all\n", "SELECT x FROM t\nrefresh_all\n"]
    .map((sql) => parse(sql, "tsql").tree) as [Tree, Tree];
  assert.equal(undeclared(two, one, effects), "make 1 statement of 2");
  assert.equal(undeclared(one, two, effects), "make 2 statements of 1");
  assert.equal(undeclared(one, two, { ...effects, wrap: true }), null);
  assert.equal(undeclared(two, one, { ...effects, wrap: true }), "make 1 statement of 2");
});

for (const rule of RULES) {
  if (!rule.fixable) continue;
  Deno.test(`${rule.code} does what it declares to its bad example`, () => {
    const { bad, exampleConfig: config, exampleDialect: dialect = "ansi", effects } = rule;
    const { fixed } = lint({ sql: bad, dialect, rules: [rule.code], config, fix: true });
    const [before, after] = [bad, fixed!].map((sql) => parse(sql, dialect).tree);
    assert.equal(undeclared(before!, after!, effects), null);
    assert.notEqual(fixed, bad);
  });
}

Deno.test("quotes are not taken from a name that would then be a value", () => {
  const sql = 'SELECT "TRUE", "FOO" FROM t;\nSELECT "BAR" FROM t;\n';
  const { fixed, notes } = lint({ sql, dialect: "ansi", rules: ["RF06"], fix: true });
  assert.equal(fixed, 'SELECT "TRUE", "FOO" FROM t;\nSELECT BAR FROM t;\n');
  assert.match(notes.join(), /RF06 in line 1 would (lose|put in) "TRUE"/);
});

Deno.test("knowing what was edited changes nothing of what is found", () => {
  const below = randomNumbers(31);
  const WORDS = ["", " ", "\n", "a", "NULL", "-- c\n", "x AS y", "(", ")", "a, b"];
  let found = 0;
  for (const { sql, dialect } of corpusFiles()) {
    if (/\{[{%#]/.test(sql)) continue;
    const before = parse(sql, dialect);
    const { tokens } = before;
    for (let times = 0; times < 3; times++) {
      const first = below(tokens.count - 1);
      const places = [first, Math.min(first + 1 + below(30), tokens.count - 1)];
      const edits = places.map((token) => {
        const start = tokens.start(token);
        return { start, end: tokens.end(token), text: WORDS[below(WORDS.length)]! };
      });
      const [one, other] = edits as [Edit, Edit];
      const text = sql.slice(0, one.start) + one.text + sql.slice(one.end, other.start) +
        other.text + sql.slice(other.end);
      const after = parse(text, dialect);
      for (const effects of [{}, { recase: true, move: true, insert: ["<name>", ","] }] as const) {
        const unknown = undeclared(before.tree, after.tree, effects);
        assert.equal(undeclared(before.tree, after.tree, effects, edits), unknown);
        if (unknown !== null) found++;
      }
    }
  }
  assert(found > 200, `${found} found`);
});
