import assert from "node:assert/strict";
import { cpuUsage } from "node:process";
import fc from "fast-check";
import { globTest, isGlob, matchesGlob } from "../../src/text/glob.ts";

Deno.test("globs match whole words, as fnmatch does", () => {
  const yes: [string, string][] = [
    ["LT01", "LT01"],
    ["LT01", "LT*"],
    ["LT01", "*1"],
    ["LT01", "*"],
    ["LT01", "**0**"],
    ["LT01", "L?0?"],
    ["LT01", "LT0[12]"],
    ["LT01", "LT0[0-9]"],
    ["LT01", "LT0[!2-9]"],
    ["layout.spacing", "layout.*"],
    ["abcabd", "*abd"],
    ["", "*"],
    ["a]", "a[]]"],
    ["a-", "a[x-]"],
    ["^", "[^b]"],
    ["[!]", "[!]"],
    ["[]", "[]"],
    ["a]", "a[!x]"],
  ];
  const no: [string, string][] = [
    ["LT01", "LT0"],
    ["LT01", "LT0[2]"],
    ["LT01", "LT0[!1]"],
    ["LT01", "LT?01"],
    ["LT01", "T*"],
    ["layoutXspacing", "layout.*"],
    ["LT0", "LT0?"],
    ["LT01", "LT0[1"],
    ["LT01", ""],
    ["LT01", "lt*"],
    ["a", "[^b]"],
    ["!", "[!]"],
    ["", "[]"],
  ];
  for (const [word, glob] of yes) assert.ok(matchesGlob(word, glob), `${word} ${glob}`);
  for (const [word, glob] of no) assert.ok(!matchesGlob(word, glob), `${word} ${glob}`);
});

/** Of this process: what others do on the machine does not count. */
const cpuSeconds = () => (cpuUsage().user + cpuUsage().system) / 1e6;

/** The same question, asked in the plainest way: exponential, so for short texts alone. */
function plainly(text: string, glob: string): boolean {
  if (glob === "") return text === "";
  const rest = glob.slice(1);
  if (glob[0] === "*") return plainly(text, rest) || (text !== "" && plainly(text.slice(1), glob));
  return text !== "" && (glob[0] === "?" || glob[0] === text[0]) && plainly(text.slice(1), rest);
}

Deno.test("globs longer than a word of bits answer as short ones do", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "é"), { maxLength: 6 }).map((t) => t.join(""));
  const globs = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 6 });
  fc.assert(fc.property(texts, globs.map((g) => g.join("")), fc.nat(70), (text, glob, length) => {
    const before = "x".repeat(length);
    const expected = plainly(text, glob);
    assert.equal(matchesGlob(before + text, before + glob), expected);
    assert.equal(matchesGlob(text + before, glob + before), expected);
  }));
});

Deno.test("the work of a glob is that of its length, and does not multiply with that of the text", () => {
  // Character by character with steps back, these are 200 times 6 million comparisons.
  const names = Array.from({ length: 200 }, (_, i) => "a".repeat(5000) + i);
  const hostile = [`${"*".repeat(500)}b`, `${"*a".repeat(500)}b`, `*${"a".repeat(1500)}b`];
  const before = cpuSeconds();
  for (const glob of hostile) {
    const matches = globTest(glob);
    for (const name of names) assert.equal(matches(name), false);
  }
  assert.equal(matchesGlob("a", "[".repeat(200_000)), false);
  assert.ok(cpuSeconds() - before < 5);
});

Deno.test("a word without wildcards is no glob", () => {
  assert.equal(isGlob("layout.spacing"), false);
  for (const glob of ["*", "LT0?", "LT[01]"]) assert.ok(isGlob(glob));
});
