import assert from "node:assert/strict";
import { MIGRATIONS } from "../../src/store/migrations/mod.ts";
import { mysqlDb } from "../../src/store/mysql/connection.ts";
import { mergeDdl } from "../../src/store/mysql/merge_ddl.ts";
import type { Statement } from "../../src/store/plan.ts";

function merge(...sql: string[]): string[] {
  return mergeDdl(sql.map((text) => ({ sql: text, parameters: [] }))).map((s) => s.sql);
}

const TABLE = "create table `t` (`a` integer) engine = InnoDB";

Deno.test("the indexes of a new table are made with it", () => {
  assert.deepEqual(
    merge(TABLE, "create index `i` on `t` (`a`, `b`)", "create unique index `j` on `t` (`b`)"),
    ["create table `t` (`a` integer, key `i` (`a`, `b`), unique key `j` (`b`)) engine = InnoDB"],
  );
});

Deno.test("columns of a table are added together, and so are indexes, but not both at once", () => {
  assert.deepEqual(
    merge(
      "alter table `t` add column `a` bigint",
      "alter table `t` add column `b` varchar(9)",
      "alter table `t` add column `c` text",
      "create index `i` on `t` (`a`)",
      "create unique index `j` on `t` (`b`)",
      "create index `k` on `t` (`c`)",
    ),
    [
      "alter table `t` add column `a` bigint, add column `b` varchar(9), add column `c` text",
      "alter table `t` add key `i` (`a`), add unique key `j` (`b`), add key `k` (`c`)",
    ],
  );
});

Deno.test("what changes another table, holds values or is anything else stays as it is", () => {
  const statements: Statement<unknown>[] = [
    { sql: TABLE, parameters: [] },
    { sql: "create index `i` on `u` (`a`)", parameters: [] },
    { sql: "create index `j` on `t` (`a`)", parameters: [] },
    { sql: "alter table `t` add column `n` decimal(9, 2)", parameters: [] },
    { sql: "alter table `t` add column `m` decimal(9, 2)", parameters: [] },
    { sql: "alter table `u` add column `n` bigint", parameters: [] },
    { sql: "insert into `t` (`a`) values (?)", parameters: [1] },
    { sql: "update `t` set `a` = 2", parameters: [] },
  ];
  assert.deepEqual(mergeDdl(statements), statements);
});

Deno.test("no migration makes a new table's index in a statement of its own", () => {
  for (const { version, apply } of MIGRATIONS) {
    const plan = apply(mysqlDb, "mysql");
    const statements: Statement<unknown>[] = [];
    for (let next = plan.next(); !next.done; next = plan.next({ rows: [], changes: 0 })) {
      statements.push(next.value as Statement<unknown>);
    }
    const created = new Set<string>();
    for (const { sql } of mergeDdl(statements)) {
      const table = /^create table (`\w+`)/.exec(sql)?.[1];
      if (table !== undefined) created.add(table);
      const indexed = /^create (?:unique )?index `\w+` on (`\w+`)/.exec(sql)?.[1];
      assert.ok(indexed === undefined || !created.has(indexed), `${version}: ${sql}`);
    }
  }
});
