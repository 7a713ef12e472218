import { mariaDb, mariadbTest, stopMariaDb } from "../support/mariadb.ts";
import { race } from "./races.ts";

/** Seconds of a race: long enough for some thousand transactions that meet. */
const SECONDS = 5;

Deno.test("SQLite: after a race of several processes counters equal rows, nothing hangs, and no task ended well twice", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await race(`sqlite:${folder}/race.db`, SECONDS);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

mariadbTest(
  "MySQL: after a race of several processes counters equal rows, nothing hangs, and no task ended well twice",
  async () => {
    const server = await mariaDb();
    await race(server.url(await server.newDatabase()), SECONDS);
  },
);

Deno.test.afterAll(stopMariaDb);
