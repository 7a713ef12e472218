import assert from "node:assert/strict";
import { isGlob, matchesGlob } from "../../src/text/glob.ts";

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

Deno.test("no glob takes more than a moment", () => {
  const word = "a".repeat(5000);
  for (const glob of [`${"*".repeat(500)}b`, `${"*a".repeat(500)}b`, `${"*?".repeat(500)}b`]) {
    assert.equal(matchesGlob(word, glob), false);
  }
});

Deno.test("a word without wildcards is no glob", () => {
  assert.equal(isGlob("layout.spacing"), false);
  for (const glob of ["*", "LT0?", "LT[01]"]) assert.ok(isGlob(glob));
});
