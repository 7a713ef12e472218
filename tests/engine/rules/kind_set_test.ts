import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { parse } from "../../../src/engine/parser/mod.ts";
import { kinds } from "../../../src/engine/rules/context.ts";
import { KindSet } from "../../../src/engine/rules/kind_set.ts";
import { isAny, type Tree } from "../../../src/engine/tree/mod.ts";

const sql = "SELECT `a`, \"b\", 'c', t.d, e + 1 FROM `t` AS t WHERE f = x'00' AND g IS NULL\n";

function nodesOf(tree: Tree, set: KindSet): string[] {
  const found: string[] = [];
  for (let node = 0; node < tree.size; node++) if (set.has(tree, node)) found.push(tree.text(node));
  return found;
}

Deno.test("a set of kinds holds the nodes that are of any of them", () => {
  const set = new KindSet(kinds("column_reference", "literal"));
  const { tree } = parse("SELECT a, 1, t.b FROM t\n", "ansi");
  assert.deepEqual(nodesOf(tree, set), ["a", "1", "t.b"]);
});

Deno.test("a set of kinds goes by the dialect of each tree, and by what the lexer called a leaf", () => {
  // Names that only the lexer gives are among them, which a leaf of another kind also is.
  const sets = [
    ["single_quote", "double_quote", "back_quote"],
    ["identifier", "literal"],
    ["keyword"],
    ["data_type"],
  ].map((names) => new KindSet(kinds(...names)));
  for (const dialect of ["ansi", "bigquery", "mysql", "ansi", "snowflake"]) {
    const { tree } = parse(sql, dialect);
    for (const set of sets) {
      for (let node = 0; node < tree.size; node++) {
        assert.equal(set.has(tree, node), isAny(tree, node, set.kinds), tree.text(node));
      }
    }
  }
});
