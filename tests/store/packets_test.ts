import assert from "node:assert/strict";
import { packetsOf } from "../../src/store/mysql/packets.ts";
import type { Statement } from "../../src/store/plan.ts";

const END = "update `tasks` set `status` = ?, `errors` = ? where `id` = ? and `attempt` = ?";

function end(status: string, errors: number | null, id: string, attempt: number) {
  return { sql: END, parameters: [status, errors, id, attempt], together: true as const };
}

function texts(...statements: Statement<unknown>[]): string[] {
  return packetsOf(statements).map(({ sql }) => sql);
}

Deno.test("equal updates are one that tells what they have in common once", () => {
  assert.deepEqual(texts(end("SUCCESS", 3, "a", 1), end("SUCCESS", 4, "b", 1)), [
    "update (select 3 as v0, 'a' as v1 union all select 4, 'b') as told " +
    "straight_join `tasks` force index (primary) on `tasks`.`id` = told.v1 and " +
    "`tasks`.`attempt` = 1 set `tasks`.`status` = 'SUCCESS', `tasks`.`errors` = told.v0",
  ]);
});

Deno.test("the first key is told with each row, also where it is the same in all", () => {
  assert.deepEqual(texts(end("FAILURE", null, "a", 1), end("FAILURE", null, "a", 2)), [
    "update (select 'a' as v0, 1 as v1 union all select 'a', 2) as told " +
    "straight_join `tasks` force index (primary) on `tasks`.`id` = told.v0 and " +
    "`tasks`.`attempt` = told.v1 set `tasks`.`status` = 'FAILURE', `tasks`.`errors` = NULL",
  ]);
});

Deno.test("a value that is told once is a value, whatever it contains", () => {
  const [sql] = texts(end("it's ? told.v0", 1, "a", 1), end("it's ? told.v0", 2, "b", 1));
  assert.ok(sql!.endsWith("set `tasks`.`status` = 'it\\'s ? told.v0', `tasks`.`errors` = told.v0"));
});

Deno.test("an update alone, and one whose changes are looked at, stay as they are", () => {
  const alone = "update `tasks` set `status` = 'SUCCESS', `errors` = 1 " +
    "where `id` = 'a' and `attempt` = 1";
  assert.deepEqual(texts(end("SUCCESS", 1, "a", 1)), [alone]);
  const { sql, parameters } = end("SUCCESS", 1, "a", 1);
  assert.deepEqual(texts({ sql, parameters }, { sql, parameters }), [`${alone};${alone}`]);
});

Deno.test("updates that add to a column and take from one are one as well", () => {
  const sql = "update `jobs` set `open` = `open` - ?, `errors` = `errors` + ? where `id` = ?";
  const add = (...parameters: unknown[]) => ({ sql, parameters, together: true as const });
  assert.deepEqual(texts(add(1, 7, "a"), add(1, 0, "b")), [
    "update (select 7 as v0, 'a' as v1 union all select 0, 'b') as told straight_join `jobs` " +
    "force index (primary) on `jobs`.`id` = told.v1 " +
    "set `jobs`.`open` = `jobs`.`open` - 1, `jobs`.`errors` = `jobs`.`errors` + told.v0",
  ]);
});

Deno.test("an update of listed rows goes by their key, however small the table is", () => {
  const sql = "update `jobs` set `turn` = ? where `job_id` in (?, ?)";
  assert.deepEqual(texts({ sql, parameters: [7, "a", "b"] }), [
    "update `jobs` force index (primary) set `turn` = 7 where `job_id` in ('a', 'b')",
  ]);
});
