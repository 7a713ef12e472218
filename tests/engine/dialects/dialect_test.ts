import assert from "node:assert/strict";
import { dialects, findDialect } from "../../../src/engine/dialects/mod.ts";
import { lint } from "../../../src/engine/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";

Deno.test("every dialect's grammar loads: nothing in it is wrong or unused", () => {
  for (const dialect of dialects) {
    assert.equal(parse("", dialect).tree.unparsable.length, 0, dialect.name);
  }
  assert.throws(() => findDialect("klingon"), RangeError);
});

Deno.test("answers do not depend on which dialects were used before", () => {
  const sql = 'select a.*, b as "c", 1+2 , x::int from t a join u on a.i=u.i where a in (1,2)\n';
  const answers = (dialect: string) => JSON.stringify(lint({ sql, dialect }).violations);
  const before = answers("ansi");
  for (const { name } of dialects) answers(name);
  assert.equal(answers("ansi"), before);
});

Deno.test("a dialect has its parent's traits but for those that it states", () => {
  for (const { name, parent, traits } of dialects) {
    assert.deepEqual(Object.keys(traits).sort(), Object.keys(findDialect("ansi").traits).sort());
    if (parent === null) assert.equal(traits.folding, "upper", name);
  }
});
