import assert from "node:assert/strict";
import {
  anyNumberOf,
  bracketed,
  Compiler,
  conditional,
  FirstSets,
  Grammar,
  indent,
  nothing,
  oneOf,
  Op,
  optional,
  ref,
  segment,
  seq,
  symbol,
} from "../../../src/engine/grammar/mod.ts";
import { kind, word } from "../../../src/engine/tree/mod.ts";

const NAME = kind("test_name");

function compilerOf(entries: Record<string, Grammar>): Compiler {
  return new Compiler({
    name: "test",
    entry: (name) => entries[name],
    isKeyword: (text) => text.startsWith("K"),
    brackets: [{ shape: "round", open: "Open", close: "Close", persists: true }],
  });
}

function firstOf(compiler: Compiler): FirstSets {
  return new FirstSets(compiler.rules, [NAME], () => NAME);
}

Deno.test("equal inline grammars share one rule, and a plain reference is its target", () => {
  const compiler = compilerOf({ A: oneOf("KA", "KB"), Alias: ref("A") });
  assert.equal(compiler.part(seq("KA", "KB")), compiler.part(seq("KA", "KB")));
  assert.notEqual(compiler.part(seq("KA", "KB")), compiler.part(seq("KA", "KB").tight()));
  assert.equal(compiler.named("Alias"), compiler.named("A"));
  assert.equal(compiler.part(ref("A")), compiler.named("A"));
});

Deno.test("a reference to nothing and a word that is no keyword are refused by name", () => {
  const compiler = compilerOf({});
  assert.throws(() => compiler.named("Missing"), /test refers to Missing/);
  assert.throws(() => compiler.part("SELECT"), /SELECT, which is not a keyword/);
  assert.throws(() => conditional(seq("KA"), {}), TypeError);
});

Deno.test("a recursive entry compiles, and its first set is that of what it starts with", () => {
  const compiler = compilerOf({
    Open: symbol("(", "test_open"),
    Close: symbol(")", "test_close"),
    List: segment("test_tree", oneOf("KA", bracketed(ref("List")))),
  });
  const list = compiler.named("List");
  const first = firstOf(compiler);
  assert.ok(first.has(list, first.key(word("KA"), NAME)));
  assert.ok(first.has(list, first.key(word("("), NAME)));
  assert.ok(!first.has(list, first.key(word(")"), NAME)));
});

Deno.test("a sequence starts with its optional parts and the first that is not", () => {
  const compiler = compilerOf({});
  const rule = compiler.part(seq(optional("KA"), anyNumberOf("KB"), "KC", "KD"));
  const first = firstOf(compiler);
  const starts = ["KA", "KB", "KC", "KD"].map((text) =>
    first.has(rule, first.key(word(text), NAME))
  );
  assert.deepEqual(starts, [true, true, true, false]);
});

Deno.test("only indents alone make a rule that succeeds on nothing", () => {
  const compiler = compilerOf({});
  const rule = compiler.part(seq(indent, optional("KA")));
  const plain = compiler.part(seq(optional("KA")));
  firstOf(compiler);
  assert.equal(compiler.rules[rule]!.nullable, true);
  assert.equal(compiler.rules[plain]!.nullable, false);
  assert.equal(compiler.rules[compiler.part(nothing)]!.op, Op.nothing);
});
