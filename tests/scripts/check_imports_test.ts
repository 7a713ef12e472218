import assert from "node:assert/strict";
import { circles, ENGINE, fault, importsOf } from "../../scripts/check_imports.ts";

Deno.test("each row of the engine's table names rows above it only", () => {
  const above = new Set<string>();
  for (const [room, may] of ENGINE) {
    assert.deepEqual(may.filter((each) => !above.has(each)), [], room);
    above.add(room);
  }
});

Deno.test("every file of the engine is under the table, those beside the folders too", () => {
  assert.match(fault("engine/document.ts", "engine/lint")!, /may not import/);
  assert.match(fault("engine/origins/edits.ts", "engine/rules/rule")!, /may not import/);
  assert.match(fault("engine/newcomer.ts", "engine/tree/mod")!, /not in the table/);
  assert.equal(fault("engine/origins/edits.ts", "engine/tree/mod"), null);
  assert.equal(fault("engine/parser/parse.ts", "engine/parser/machine"), null);
});

Deno.test("a rule imports no other rule", () => {
  const rule = "engine/rules/layout/LT01";
  assert.match(fault("engine/rules/layout/LT02.ts", rule)!, /another rule/);
  assert.equal(fault("engine/rules/layout/LT02.ts", "engine/rules/rule"), null);
});

Deno.test("files that import each other are found, however far around", () => {
  const imports = new Map([
    ["a", ["b", "x"]],
    ["b", ["c"]],
    ["c", ["a", "d"]],
    ["d", ["e"]],
    ["e", ["d"]],
    ["f", ["a", "d"]],
    ["x", []],
  ]);
  const found = circles(imports).map((circle) => circle.toSorted());
  assert.deepEqual(found.toSorted(), [["a", "b", "c"], ["d", "e"]]);
});

Deno.test("imports of types and those on demand count", () => {
  const text = 'import type { A } from "./a.ts";\nconst b = await import("../b/b.ts");\n';
  assert.deepEqual(importsOf("src", "c/c.ts", text).map(({ target }) => target), ["c/a", "b/b"]);
});
