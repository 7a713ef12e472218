import assert from "node:assert/strict";
import {
  anyNumberOf,
  Compiler,
  FirstSets,
  oneOf,
  optional,
  type Part,
  SecondSets,
  seq,
} from "../../../src/engine/grammar/mod.ts";
import { kind, word } from "../../../src/engine/tree/mod.ts";

const NAME = kind("test_second_name");

/** The words of `candidates` that can stand second; null if a single token can be a match. */
function secondOf(part: Part, candidates: string[]): string[] | null {
  const compiler = new Compiler({
    name: "test",
    entry: () => undefined,
    isKeyword: () => true,
    brackets: [],
  });
  const rule = compiler.part(part);
  const first = new FirstSets(compiler.rules, [NAME], () => NAME);
  const second = new SecondSets(compiler.rules, first);
  if (second.decides[rule] === 0) return null;
  return candidates.filter((text) => {
    const key = first.key(word(text), NAME);
    return (second.bits[rule * first.stride + (key >>> 5)]! & (1 << (key & 31))) !== 0;
  });
}

Deno.test("what stands second comes from inside the first part or from the parts after it", () => {
  const words = ["A", "B", "C", "D"];
  assert.deepEqual(secondOf(seq("A", "B", "C"), words), ["B"]);
  assert.deepEqual(secondOf(seq("A", optional("B"), "C", "D"), words), ["B", "C"]);
  assert.deepEqual(secondOf(seq(oneOf("A", seq("A", "B")), "C"), words), ["B", "C"]);
  assert.deepEqual(secondOf(seq(optional("A"), "B", "C"), words), ["B", "C"]);
});

Deno.test("a rule that a single token can match is not judged by the second", () => {
  assert.equal(secondOf(seq("A", optional("B")), []), null);
  assert.equal(secondOf(oneOf("A", seq("A", "B")), []), null);
  assert.equal(secondOf(anyNumberOf("A"), []), null);
});

Deno.test("a greedy rule may take anything, so its second token says nothing", () => {
  assert.equal(secondOf(seq("A", "B").greedy(), []), null);
  assert.equal(secondOf(seq("A", "B").greedyOnceStarted(), []), null);
});
