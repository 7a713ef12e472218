import assert from "node:assert/strict";
import { openService } from "../../support/service.ts";
import { problemOf } from "../../support/problem.ts";

interface Rule {
  code: string;
  name: string;
  groups: string[];
  engines: string[];
  fixable: boolean;
  description: string;
  why?: string;
}

Deno.test("the catalogue lists every rule once, by code, with the engines that run it", async () => {
  await using service = await openService();
  const { rules } = await service.get<{ rules: Rule[] }>("/api/v1/rules");
  const codes = rules.map((r) => r.code);
  assert.deepEqual(codes, [...new Set(codes)].toSorted());
  assert.ok(rules.every((r) => r.engines.length > 0 && r.groups.includes("all")));
  const spacing = rules.find((r) => r.code === "LT01");
  assert.deepEqual(spacing?.engines, ["native", "sqlfluff"]);
  assert.ok(spacing?.why);
  const native = await service.get<{ rules: Rule[] }>("/api/v1/rules?engine=native&group=layout");
  assert.ok(native.rules.length > 0);
  assert.ok(native.rules.every((r) => r.engines.includes("native") && r.groups.includes("layout")));
  const none = await service.get<{ rules: Rule[] }>("/api/v1/rules?group=nothing");
  assert.deepEqual(none.rules, []);
  const wrong = await service.request("GET", "/api/v1/rules?engine=other");
  await problemOf(wrong, "validation_failed", ["engine"]);
});

Deno.test("a rule is found by code, name or alias, in any case", async () => {
  await using service = await openService();
  for (const word of ["LT01", "lt01", "layout.spacing", "L001"]) {
    assert.equal((await service.get<Rule>(`/api/v1/rules/${word}`)).code, "LT01", word);
  }
  const near = await problemOf(await service.request("GET", "/api/v1/rules/LT0l"), "not_found");
  assert.match(near.detail, /no rule "LT0l"\. Did you mean LT01\?/);
  const far = await problemOf(await service.request("GET", "/api/v1/rules/zzzzzz"), "not_found");
  assert.doesNotMatch(far.detail, /mean/);
});

Deno.test("dialects are listed with the engines that read them", async () => {
  await using service = await openService();
  interface Dialects {
    dialects: { name: string; label: string; engines: string[] }[];
  }
  const { dialects } = await service.get<Dialects>("/api/v1/dialects");
  const ansi = dialects.find((d) => d.name === "ansi");
  assert.deepEqual(ansi?.engines, ["native", "sqlfluff"]);
  assert.deepEqual(dialects.map((d) => d.name), dialects.map((d) => d.name).toSorted());
  const fluff = await service.get<Dialects>("/api/v1/dialects?engine=sqlfluff");
  assert.ok(fluff.dialects.some((d) => d.name === "snowflake"));
});
