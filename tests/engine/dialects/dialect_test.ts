import assert from "node:assert/strict";
import { dialect, dialects, findDialect } from "../../../src/engine/dialects/mod.ts";
import { Compiler, nothing, ref, segment, seq, words } from "../../../src/engine/grammar/mod.ts";
import { postgres } from "../../../src/engine/dialects/postgres/mod.ts";
import { lexLiteral } from "../../../src/engine/lexer/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";

Deno.test("every dialect compiles: each reference has an entry and each keyword is one", () => {
  for (const { name } of dialects) {
    assert.equal(parse("", name).tree.unparsable.length, 0);
  }
  assert.throws(() => findDialect("klingon"), RangeError);
});

Deno.test("entries that no statement reaches compile too", () => {
  for (const each of [...dialects, postgres]) {
    const compiler = new Compiler(each);
    for (const name of each.definition.entries.keys()) compiler.named(name);
    assert.ok(compiler.rules.length > 500);
  }
});

Deno.test("a child builds on an inherited grammar without changing it", () => {
  const parent = dialect("test_base", null, (d) => {
    d.add({ A: segment("test_a", seq(ref("B"), ref("C")).until("X")), B: nothing, C: nothing });
  });
  const child = dialect("test_built", parent, (d) => {
    const inside = d.inherited("A").inside();
    d.replace({
      A: inside.plusBefore("C", "Y").plus("Z").untilOnly("W"),
      B: (sets) => words(sets.words("none"), "test_b"),
    });
    assert.throws(() => inside.plusBefore("D", "Y"), /no part refers to D/);
    assert.throws(() => inside.inside(), TypeError);
    assert.throws(() => d.inherited("Z"), /does not exist in the parent/);
  });
  const built = child.entry("A")!;
  assert.deepEqual(built.parts.map((part) => typeof part === "string" ? part : "ref"), [
    "ref",
    "Y",
    "ref",
    "Z",
  ]);
  assert.deepEqual(built.traits.terminators, ["W"]);
  assert.equal(parent.entry("A")!.inside().parts.length, 2);
  assert.equal(child.entry("B")!.form.type, "words");
});

Deno.test("a child adds and replaces without touching its parent", () => {
  const parent = dialect("test_parent", null, (d) => {
    d.setWords("reserved_keywords", "alpha beta");
    d.lexRules = [lexLiteral("dot", ".")];
    d.add({ A: seq("ALPHA"), B: ref("A") });
  });
  const child = dialect("test_child", parent, (d) => {
    d.changeWords("reserved_keywords", { add: "gamma", remove: "beta" });
    d.lexBefore("dot", lexLiteral("two_dots", ".."));
    d.replace({ A: nothing });
    d.add({ C: (sets) => seq(...sets.words("reserved_keywords")) });
  });
  assert.equal(child.entry("A"), nothing);
  assert.notEqual(parent.entry("A"), nothing);
  assert.equal(parent.entry("C"), undefined);
  assert.deepEqual(child.entry("C")!.parts, ["ALPHA", "GAMMA"]);
  assert.deepEqual(parent.words("reserved_keywords"), ["ALPHA", "BETA"]);
  assert.ok(child.isKeyword("GAMMA") && child.isReserved("gamma") && !parent.isKeyword("GAMMA"));
  assert.equal(child.lexer.lex("..").count, 2);
  assert.equal(parent.lexer.lex("..").count, 3);
});

Deno.test("adding what exists, replacing what does not and an unknown lexer rule are refused", () => {
  const parent = dialect("test_strict", null, (d) => d.add({ A: nothing }));
  const with_ = (change: Parameters<typeof dialect>[2]) => () =>
    dialect("test_wrong", parent, change).definition;
  assert.throws(with_((d) => d.add({ A: nothing })), /A exists already/);
  assert.throws(with_((d) => d.replace({ Z: nothing })), /Z does not exist/);
  assert.throws(with_((d) => d.lexReplace(lexLiteral("x", "x"))), /no lexer rule x/);
});
