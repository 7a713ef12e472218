import assert from "node:assert/strict";
import { dialects } from "../../../src/engine/dialects/all.ts";
import { findDialect } from "../../../src/engine/dialects/mod.ts";
import { lint } from "../../../src/engine/mod.ts";
import { parse } from "../../../src/engine/parser/mod.ts";

Deno.test("every dialect's grammar loads: nothing in it is wrong or unused", () => {
  for (const dialect of dialects) {
    assert.equal(parse("", dialect).tree.unparsable.length, 0, dialect.name);
  }
  assert.throws(() => findDialect("klingon"), RangeError);
});

Deno.test("answers of a dialect are the same behind any other", () => {
  const sql = [
    'select a.*, b as "c", 1+2 , x::int from t a join u on a.i=u.i where a in (1,2);',
    "WITH q AS (SELECT Foo, `bar`, 'x' FROM s.t GROUP BY 1) SELECT Sum(foo) AS N FROM q LIMIT 3;",
    "create table t (a int not null, b varchar(10) default 'x');",
    "INSERT INTO t VALUES (1, NULL);\n",
  ].join("\n");
  const answers = (dialect: string) => JSON.stringify(lint({ sql, dialect }).violations);
  const alone = new Map(dialects.map(({ name }) => [name, answers(name)]));
  for (const { name: first } of dialects) {
    for (const { name: second } of dialects) {
      assert.equal(answers(second), alone.get(second), `${second} behind ${first}`);
      assert.equal(answers(first), alone.get(first), `${first} behind ${second}`);
    }
  }
});

Deno.test("a dialect has its parent's traits but for those that it states", () => {
  for (const { name, parent, traits } of dialects) {
    assert.deepEqual(Object.keys(traits).sort(), Object.keys(findDialect("ansi").traits).sort());
    if (parent === null) assert.equal(traits.folding, "upper", name);
  }
});
