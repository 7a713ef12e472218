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

const INSERT = "insert into `parts` (`id`, `text`) values (?, ?)";

function part(id: number, text: string): Statement<unknown> {
  return { sql: INSERT, parameters: [id, text] };
}

Deno.test("equal inserts are one of several rows, and each packet tells how many it stands for", () => {
  const select = { sql: "select 1", parameters: [] };
  assert.deepEqual(packetsOf([part(1, "a"), part(2, "b"), select, part(3, "c")]), [{
    sql: "insert into `parts` (`id`, `text`) values (1, 'a'),(2, 'b');select 1;" +
      "insert into `parts` (`id`, `text`) values (3, 'c')",
    counts: [2, 1, 1],
  }]);
});

Deno.test("no packet has more than a mebibyte, unless one statement alone has", () => {
  const text = "x".repeat(400_000);
  const update = end(text, 1, "a", 1);
  // Statements that cannot be made one share a packet, and so do rows, while there is room.
  const alone = { sql: update.sql, parameters: update.parameters };
  assert.deepEqual(packetsOf([alone, alone, alone]).map(({ counts }) => counts), [[1, 1], [1]]);
  const inserts = packetsOf([part(1, text), part(2, text), part(3, text)]);
  assert.deepEqual(inserts.map(({ counts }) => counts), [[2], [1]]);
  assert.ok(inserts.every(({ sql }) => sql.startsWith("insert into `parts`")));
  const huge = packetsOf([part(1, "y"), part(2, text.repeat(4)), part(3, "z")]);
  assert.deepEqual(huge.map(({ counts }) => counts), [[1], [1], [1]]);
});

Deno.test("no statement has more than 500 rows, and the next one is whole as well", () => {
  const ends = Array.from({ length: 501 }, (_, i) => end("SUCCESS", i, String(i), 1));
  const [packet, ...more] = packetsOf(ends);
  assert.deepEqual([packet!.counts, more], [[500, 1], []]);
  const [, second] = packet!.sql.split(";");
  assert.ok(second!.startsWith("update (select 500 as v0, '500' as v1) as told "));
});

Deno.test("an update whose changes are looked at is not made part of those before it", () => {
  const { sql, parameters } = end("SUCCESS", 1, "c", 1);
  const told = packetsOf([
    end("SUCCESS", 1, "a", 1),
    end("SUCCESS", 1, "b", 1),
    { sql, parameters },
  ]);
  assert.deepEqual(told.map(({ counts }) => counts), [[2, 1]]);
});

Deno.test("rows are locked by their primary key, and waited for or passed over", () => {
  const select = { sql: "select `id` from `jobs` where `id` = ?", parameters: ["a"] };
  const byKey = "select `id` from `jobs` force index (primary) where `id` = 'a' for update";
  assert.deepEqual(
    texts(select, { ...select, lock: "wait" }, { ...select, lock: "skip" })[0]!.split(";"),
    ["select `id` from `jobs` where `id` = 'a'", byKey, `${byKey} skip locked`],
  );
});
