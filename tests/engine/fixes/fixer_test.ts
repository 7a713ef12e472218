import assert from "node:assert/strict";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { Document } from "../../../src/engine/document.ts";
import { type Fix, remove, replace } from "../../../src/engine/edits.ts";
import { fixDocument } from "../../../src/engine/fixes/fixer.ts";
import { lint, type NestedConfig } from "../../../src/engine/mod.ts";
import { Layout } from "../../../src/engine/layout/mod.ts";
import { RULES } from "../../../src/engine/rules/list.ts";
import type { Rule } from "../../../src/engine/rules/rule.ts";
import { referenceMap, resolveSettings } from "../../../src/engine/settings/mod.ts";
import { TemplatedText } from "../../../src/engine/templating/mod.ts";
import { KEYWORD, kind, WHITESPACE } from "../../../src/engine/tree/mod.ts";

const fix = (sql: string, rules: string[] = [], config: NestedConfig = {}) =>
  lint({ sql, dialect: "ansi", rules, config, fix: true });

Deno.test("all rules together bring a messy query into shape, and then leave it alone", () => {
  const sql = "select a,b as B from foo f join bar on f.id=bar.id where a = null";
  const { fixed } = fix(sql);
  assert.equal(
    fixed,
    "select\n    a,\n    b\nfrom foo as f inner join bar on f.id = bar.id\nwhere a is null\n",
  );
  assert.equal(fix(fixed!).fixed, fixed);
});

Deno.test("a clean text stays as it is, to the letter", () => {
  const sql = "SELECT a FROM t\r\n";
  assert.equal(fix(sql, ["LT01", "CP01"]).fixed, sql);
});

/** A rule that wants something done to every keyword. */
function keywordRule(code: string, fixes: (keyword: number) => Fix[]): Rule {
  return {
    ...RULES.find((rule) => rule.code === "CP01")!,
    code,
    phase: "main",
    visits: [KEYWORD],
    run: (context) => (keyword) => context.report(keyword, fixes(keyword)),
  };
}

function fixWith(sql: string, rule: Rule, dialect = "ansi", others: readonly Rule[] = []) {
  const rules = [rule, ...others];
  const table = { built: RULES, planned: [] };
  const settings = resolveSettings({ sql, dialect }, table);
  const document = new Document(TemplatedText.literal(sql), {
    settings,
    references: referenceMap(table),
    layout: () => new Layout(settings, findDialect(dialect).kinds),
    rerender: TemplatedText.literal,
  });
  return fixDocument(document, rules, document.findings(rules));
}

Deno.test("a fix that would break the SQL is dropped and said", () => {
  const sql = "SELECT a FROM t\n";
  const { text, notes } = fixWith(sql, keywordRule("XX01", (keyword) => [replace(keyword, "=")]));
  assert.equal(text, sql);
  assert.deepEqual(notes, ["Fixes of XX01 in line 1 would break the SQL and were not made."]);
});

Deno.test("a rule whose fixes contradict each other has none of them made", () => {
  const sql = "SELECT a FROM t\n";
  const rule = keywordRule("XX02", (keyword) => [replace(keyword, "x"), replace(keyword, "y")]);
  const { text, notes } = fixWith(sql, rule);
  assert.equal(text, sql);
  assert.match(notes.join(), /XX02 in line 1 contradict each other/);
});

Deno.test("a rule that goes back and forth is stopped at the first text that was there before", () => {
  const flip = keywordRule("XX03", () => []);
  const rule: Rule = {
    ...flip,
    run: (context) => (keyword) => {
      const text = context.tree.text(keyword);
      const other = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
      context.report(keyword, [replace(keyword, other)]);
    },
  };
  const { text, notes } = fixWith("SELECT a FROM t\n", rule);
  assert.equal(text, "select a from t\n");
  assert.match(notes.join(), /XX03 in line 1 would bring back an earlier text/);
});

Deno.test("a fix beyond its rule's declaration costs its own statement only", () => {
  const rule = keywordRule("XX04", () => []);
  const { text, notes } = fixWith("SELECT DISTINCT a FROM t;\nSELECT b FROM u;\n", {
    ...rule,
    run: (context) => (keyword) => {
      const word = context.tree.text(keyword);
      context.report(keyword, [
        word === "DISTINCT" ? remove(keyword) : replace(keyword, word.toLowerCase()),
      ]);
    },
  });
  assert.equal(text, "SELECT DISTINCT a FROM t;\nselect b from u;\n");
  assert.deepEqual(notes, ['Fixes of XX04 in line 1 would lose "DISTINCT" and were not made.']);
});

Deno.test("a fix that makes one statement of two costs its own statement only", () => {
  const rule: Rule = {
    ...keywordRule("XX06", () => []),
    fixable: true,
    reads: "all",
    effects: { remove: ["AS", "<name>"] },
    visits: [kind("alias_expression")],
    run: (context) => (alias) => context.report(alias, [remove(alias)]),
  };
  const sql = "SELECT a FROM t AS x\nrefresh_all;\nSELECT b FROM u AS y;\n";
  const { text, notes } = fixWith(sql, rule, "tsql");
  assert.equal(text, "SELECT a FROM t AS x\nrefresh_all;\nSELECT b FROM u ;\n");
  assert.deepEqual(notes, [
    "Fixes of XX06 in line 1 would make 2 statements of 3 and were not made.",
  ]);
});

Deno.test("fixes that do not settle cost their own statement only", () => {
  const rule = keywordRule("XX05", () => []);
  const { text, notes } = fixWith("SELECT  a FROM t;\n\nSELECT b FROM u;\n", {
    ...rule,
    fixable: true,
    reads: "all",
    effects: { respace: true },
    visits: [kind("select_clause")],
    run: (context) => (clause) => {
      const { tree } = context;
      const blank = tree.childOf(clause, WHITESPACE);
      const grows = tree.text(clause).endsWith("b");
      const wanted = grows ? tree.text(blank) + " " : " ";
      if (tree.text(blank) !== wanted) context.report(clause, [replace(blank, wanted)]);
    },
  });
  assert.equal(text, "SELECT a FROM t;\n\nSELECT b FROM u;\n");
  assert.deepEqual(notes, [
    "The fixes of the statement in line 3 did not settle within 10 rounds and were not made.",
  ]);
});

Deno.test("a rule with nothing to fix is asked again only after a change that it reads", () => {
  const recasing = RULES.find(({ code }) => code === "CP01")!;
  for (const [reads, times] of [["code", 1], ["blanks", 1], ["spelling", 2]] as const) {
    let asked = 0;
    const watching: Rule = {
      ...recasing,
      code: "XX07",
      fixable: true,
      effects: {},
      reads,
      run: () => {
        asked++;
        return () => {};
      },
    };
    const sql = "SELECT a from t\n";
    const { text } = fixWith(sql, recasing, "ansi", [watching]);
    assert.equal(text, "SELECT a FROM t\n");
    assert.equal(asked, times, reads);
  }
});

Deno.test("beside an unparsable part only what keeps the tree is fixed", () => {
  const sql = "SELECT a  FROM t where b = = 1; SELECT  a FROM t\n";
  const anyway = { core: { fix_even_unparsable: true } };
  const { fixed } = fix(sql, ["LT01", "LT14", "CP01"], anyway);
  assert.equal(fixed, "SELECT a FROM t WHERE b = = 1; SELECT a FROM t\n");
});

Deno.test("fixing anyway reports the template's problems once, as not fixing does", () => {
  const sql = "SELECT a,b  FROM {{ t }}\nWHERE c = {{ x }} AND d = {{ t }}\n";
  const problems = (anyway: boolean) =>
    fix(sql, ["LT01"], { core: { fix_even_unparsable: anyway } }).violations
      .filter(({ code }) => code === "TMP").map(({ line, column }) => `${line}:${column}`);
  assert.deepEqual(problems(true), ["1:21", "2:14", "2:30"]);
  assert.deepEqual(problems(false), problems(true));
});

Deno.test("a text that does not parse or render is not fixed, and the answer says why", () => {
  for (const sql of ["SELECT  a FROM t FOR UPDATE\n", "SELECT  a,\n    {{ more }}\nFROM t\n"]) {
    const { fixed, notes } = fix(sql);
    assert.equal(fixed, sql);
    assert.match(notes.join(), /^Nothing was fixed, because (a part of it|its template) does not /);
  }
});

Deno.test("a finding whose fix would lose a comment has none", () => {
  const commented = "SELECT CASE WHEN a THEN 1 ELSE /* unknown */ NULL END AS b FROM t\n";
  const answer = fix(commented, ["ST01"]);
  assert.equal(answer.fixed, commented);
  assert.equal(answer.violations.length, 1);
});

Deno.test("violations are those of the text before it was fixed", () => {
  const answer = fix("SELECT a,b\n", ["LT01"]);
  assert.deepEqual(answer.violations.map(({ column }) => column), [10]);
  assert.equal(answer.fixed, "SELECT a, b\n");
});

Deno.test("fixes that do not settle within the limit are not made at all", () => {
  const config = { core: { runaway_limit: 1 } };
  const answer = fix("SELECT a,b\n", ["LT01"], config);
  assert.equal(answer.fixed, "SELECT a,b\n");
  assert.match(answer.notes.join(), /did not settle within 1 rounds/);
});
