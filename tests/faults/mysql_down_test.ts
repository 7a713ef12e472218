import assert from "node:assert/strict";
import { type MariaDb, mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { Fleet } from "../support/processes.ts";
import { problemOf } from "../support/problem.ts";
import type { Remote } from "../support/remote.ts";
import { until } from "../support/wait.ts";

/** What a server may suffer, and how it comes back. */
const OUTAGES: Readonly<
  Record<string, { begin(server: MariaDb): Promise<void>; end(server: MariaDb): Promise<void> }>
> = {
  "is killed and started again": {
    begin: (server) => server.kill(),
    end: (server) => server.run(),
  },
  "freezes and goes on": {
    begin: (server) => Promise.resolve(server.signal("SIGSTOP")),
    end: (server) => Promise.resolve(server.signal("SIGCONT")),
  },
};

async function refused(remote: Remote, sql: string): Promise<void> {
  const response = await remote.postJob({ sql_content: sql });
  assert.match(response.headers.get("Retry-After") ?? "", /^[1-9]\d*$/);
  await problemOf(response, "store_unavailable");
}

/** A submission as clients make it: again while the service says 503. */
async function submitted(remote: Remote, sql: string): Promise<string> {
  return await until("a submission that is taken", async () => {
    const response = await remote.postJob({ sql_content: sql });
    if (response.status === 202) return (await response.json()).job_id as string;
    await problemOf(response, "store_unavailable");
    return null;
  });
}

for (const [name, { begin, end }] of Object.entries(OUTAGES)) {
  mariadbTest(
    `while MySQL ${name}, submissions are 503, and what was accepted comes to its end`,
    async () => {
      const server = await mariaDb();
      await using fleet = await Fleet.open({
        DATABASE_URL: server.url(await server.newDatabase()),
      });
      const [{ remote }] = await Promise.all([fleet.start("web"), fleet.start("worker")]);
      const before = await remote.submit("SELECT a from t\n");
      assert.equal((await remote.ended(before)).job_status, "COMPLETED");
      // Accepted while the database goes: a 202 is kept, everything else was told so.
      const sent = Array.from(
        { length: 20 },
        (_, i) => remote.postJob({ sql_content: `select ${i}\n` }),
      );
      await begin(server);
      const taken: string[] = [];
      for (const response of await Promise.all(sent)) {
        if (response.status === 202) {
          taken.push((await response.json()).job_id);
        } else await problemOf(response, "store_unavailable");
      }
      await Promise.all([1, 2, 3].map((n) => refused(remote, `select ${n} refused\n`)));
      const alive = await remote.request("GET", "/api/v1/health");
      assert.equal(alive.status, 200);
      await alive.body?.cancel();
      await end(server);
      const after = await submitted(remote, "SELECT b from t\n");
      for (const job_id of [before, ...taken, after]) {
        assert.equal((await remote.ended(job_id)).job_status, "COMPLETED");
        const [task, ...more] = await remote.tasks(job_id);
        assert.equal(more.length, 0);
        const good = task!.attempts.filter((attempt) => attempt.error === null);
        assert.equal(good.length, 1, JSON.stringify(task));
      }
    },
  );
}

Deno.test.afterAll(stopMariaDb);
