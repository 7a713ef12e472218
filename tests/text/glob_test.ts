import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
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

Deno.test("the work of a glob is that of its length, and does not multiply with that of the text", async () => {
  // The tests beside this one share its process, and would count.
  const script = fileURLToPath(new URL("hostile_globs.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-check", script],
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  const seconds = Number(new TextDecoder().decode(stdout));
  assert.ok(seconds > 0 && seconds < 5, `${seconds} s`);
});

Deno.test("a word without wildcards is no glob", () => {
  assert.equal(isGlob("layout.spacing"), false);
  for (const glob of ["*", "LT0?", "LT[01]"]) assert.ok(isGlob(glob));
});
