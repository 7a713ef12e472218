import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { attachOrigins } from "../../../src/engine/origins/mod.ts";
import { parse, type ParseOptions } from "../../../src/engine/parser/mod.ts";
import { MOST_RUNS } from "../../../src/engine/parser/recurring.ts";
import { kindName } from "../../../src/engine/tree/mod.ts";
import { corpusFiles } from "../../../scripts/conformance/corpus.ts";
import { renderJinja } from "../templating/support.ts";
import { mutateLayout, Random } from "../../../scripts/conformance/mutations.ts";

/** Times that a run of tokens is parsed until it is certainly kept. */
const TIMES = 4;

/** Every node with its kind, its place in the text, its parent and its end. */
function columns(sql: string, dialect: string, options: ParseOptions = {}): unknown {
  const { tree, statements } = parse(sql, dialect, options);
  const nodes: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    nodes.push(
      `${kindName(tree.kind(node))} ${tree.start(node)} ${tree.parent(node)} ${tree.end(node)}`,
    );
  }
  return { nodes, unparsable: tree.unparsable, statements };
}

function stepsOf(sql: string): number {
  return parse(sql, "ansi").steps;
}

function learn(sql: string, dialect = "ansi", options: ParseOptions = {}): void {
  for (let time = 0; time < TIMES; time++) parse(sql, dialect, options);
}

Deno.test("what has recurred is parsed as it is anew, in every dialect and layout", () => {
  const random = new Random(1128);
  for (const { sql, dialect, file } of corpusFiles()) {
    learn(sql, dialect);
    let text = sql;
    for (let change = 0; change < 6; change++) {
      const anew = columns(text, dialect, { recurs: false });
      assert.deepEqual(columns(text, dialect), anew, `${dialect}/${file}`);
      text = mutateLayout(text, random);
    }
  }
});

Deno.test("what has recurred costs the parser fewer steps, whatever the names", () => {
  const query = "SELECT left_t.one, COUNT(*) AS many FROM left_t GROUP BY left_t.one";
  const anew = parse(query, "ansi", { recurs: false }).steps;
  learn(query);
  const names = query.replaceAll("left_t", "other_t").replaceAll("one", "two");
  assert.ok(stepsOf(names) * 3 < anew, `${stepsOf(names)} of ${anew} steps`);
});

Deno.test("a token of another class is not taken for one that has recurred", () => {
  learn("SELECT a.b, c FROM t WHERE a.b > 1 AND c IN (1, 2)");
  for (
    const other of [
      "SELECT a.b, 1c FROM t WHERE a.b > 1 AND c IN (1, 2)",
      "SELECT a . b, c FROM t WHERE a. b > 1 AND c IN (1, 2)",
      "SELECT a/* why */.b, c FROM t WHERE a.b > 1 AND c IN (1, 2)",
      "SELECT a.from, c FROM t WHERE a.b > 1 AND c IN (1 2)",
      "SELECT a.b c FROM t WHERE a.b > 'x' AND c NOT IN (1, 2)",
      "SELECT a.b, c FROM t WHERE a.b > 1 AND c IN (1, 2) AND",
    ]
  ) {
    assert.deepEqual(columns(other, "ansi"), columns(other, "ansi", { recurs: false }), other);
  }
});

Deno.test("words that a pattern tells apart stay apart", () => {
  learn("SELECT METADATA$FILENAME, t.$1 FROM @stage", "snowflake");
  learn("SELECT abc FROM t WHERE a = 'JSON'", "snowflake");
  for (const sql of ["SELECT FILENAME, t.$1 FROM @stage", "SELECT $abc FROM t WHERE a = 'XML'"]) {
    const anew = columns(sql, "snowflake", { recurs: false });
    assert.deepEqual(columns(sql, "snowflake"), anew, sql);
  }
});

Deno.test("what has recurred with some indents is not taken with others", () => {
  const sql = "SELECT a FROM t JOIN u ON t.x = u.x AND t.y = u.y";
  learn(sql);
  const indentation = { indented_using_on: false, indented_joins: true };
  learn(sql, "ansi", { indentation });
  for (const options of [{}, { indentation }]) {
    assert.deepEqual(
      columns(sql, "ansi", options),
      columns(sql, "ansi", { ...options, recurs: false }),
    );
  }
  assert.notDeepEqual(columns(sql, "ansi", { indentation }), columns(sql, "ansi"));
});

Deno.test("between the marks of a template indents stand as they do anew", () => {
  const query = "SELECT a, b FROM t JOIN u ON t.x = u.x WHERE a > 1 AND b IN (1, 2)";
  learn(query);
  const places = [
    " a",
    " b ",
    " FROM",
    " JOIN",
    " ON",
    " t.x",
    " WHERE",
    " AND",
    " IN",
    " 1,",
    " 2",
  ];
  for (const from of places) {
    for (const to of places.slice(places.indexOf(from) + 1)) {
      const [start, end] = [query.indexOf(from), query.indexOf(to, query.indexOf(from) + 1)];
      if (end < 0) continue;
      const sql = `${query.slice(0, start)} {% if true %}${query.slice(start, end)} {% endif %}${
        query.slice(end)
      }`;
      for (const variant of renderJinja(sql).variants) {
        const attach: ParseOptions["attach"] = (tokens) => attachOrigins(tokens, variant, true);
        learn(variant.text, "ansi", { attach });
        const anew = columns(variant.text, "ansi", { attach, recurs: false });
        assert.deepEqual(columns(variant.text, "ansi", { attach }), anew, sql);
      }
    }
  }
});

Deno.test("more runs than are kept are forgotten, and parsing goes on as before", () => {
  const operands = ["a", "1", "'x'", "NULL", "a.b"];
  const more = (items: string[]) =>
    items.flatMap((item) =>
      ["+", "-", "*", "/"].flatMap((operator) =>
        operands.map((operand) => `${item} ${operator} ${operand}`)
      )
    );
  const items = more(more(more(operands)));
  assert.ok(items.length > MOST_RUNS);
  for (let at = 0; at < items.length; at += 200) {
    learn(`SELECT\n    ${items.slice(at, at + 200).join(",\n    ")}\nFROM t`);
  }
  const sql = `SELECT\n    ${
    items.slice(-300).concat(items.slice(0, 300)).join(",\n    ")
  }\nFROM t`;
  assert.deepEqual(columns(sql, "ansi"), columns(sql, "ansi", { recurs: false }));
});
