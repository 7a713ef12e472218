import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { catalogue } from "../../src/engine/mod.ts";
import { dialects } from "../../src/engine/dialects/all.ts";
import { RULES } from "../../src/engine/rules/list.ts";
import { ENGINE_VERSION } from "../../src/engine/version.ts";
import { VERSION } from "../../src/version.ts";

Deno.test("the catalogue says of every rule what the rule says of itself", () => {
  const { rules } = catalogue();
  assert.deepEqual(rules.map(({ code }) => code), RULES.map(({ code }) => code));
  for (const [index, rule] of RULES.entries()) {
    const { applies, ...said } = rules[index]!;
    const { forced, anyOf, dialect } = rule.when ?? {};
    assert.deepEqual([applies?.forced, applies?.anyOf], [forced, anyOf], rule.code);
    const having = dialects.filter(({ traits }) => dialect?.(traits));
    assert.deepEqual(applies?.dialects, dialect && having.map(({ name }) => name), rule.code);
    for (const [key, value] of Object.entries(said)) {
      assert.deepEqual(value, rule[key as keyof typeof rule], `${rule.code}.${key}`);
    }
  }
});

Deno.test("the catalogue names the dialects that are built and the program's version", () => {
  assert.deepEqual(catalogue().dialects, dialects.map(({ name }) => name));
  assert.equal(ENGINE_VERSION, VERSION);
  assert.equal(catalogue().version, ENGINE_VERSION);
});

Deno.test("the catalogue can be had without loading a grammar or a rule", () => {
  const text = readFileSync(new URL("../../src/engine/catalogue.ts", import.meta.url), "utf8");
  const imports = [...text.matchAll(/^import .*? from "(.*?)";$/gm)].map((found) => found[0]);
  assert.ok(imports.every((line) => line.startsWith("import type")), imports.join("\n"));
});
