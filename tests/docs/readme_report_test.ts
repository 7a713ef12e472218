import assert from "node:assert/strict";
import { lint } from "../../src/engine/mod.ts";

/** What stands in the archive that README shows the report of. */
const ORDERS = `select o.id,c.name
from orders o
join customers c on c.id = o.customer_id
where o.total <> 0 and o.id != 7
`;

Deno.test("the report that README shows says what the engine says today", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const { violations } = lint({ sql: ORDERS, dialect: "ansi" });
  assert.equal(violations.length, 7);
  for (const { line, column, code, description, name } of violations) {
    const shown = `${line}:${column}  ${code}  ${description}  [${name}]`;
    assert.ok(readme.split("\n").some((each) => each.trim() === shown), shown);
  }
});
