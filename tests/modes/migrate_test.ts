import assert from "node:assert/strict";
import { servicePermissions } from "../../scripts/permissions.ts";
import { loadSettings } from "../../src/config/load.ts";
import { folderOf, lintel } from "../support/cli.ts";

function environmentOf(path: string): Record<string, string> {
  return {
    DATABASE_URL: `sqlite:${path}/lintel.db`,
    QUEUE_URL: `kv:${path}/queue.kv`,
    STORAGE_ROOT: `${path}/files`,
  };
}

Deno.test("migrate brings a database to the newest schema, once", async () => {
  await using folder = await folderOf({});
  const env = environmentOf(folder.path);
  const flags = servicePermissions(loadSettings((name) => env[name]).settings, (name) => env[name]);
  const first = await lintel(["migrate"], { env, cwd: folder.path }, flags);
  assert.deepEqual([first.code, /migrations applied: \d+/.test(first.out + first.err)], [0, true]);
  const again = await lintel(["migrate"], { env, cwd: folder.path }, flags);
  assert.deepEqual([again.code, /up to date/.test(again.out + again.err)], [0, true]);
  const wrong = await lintel(["migrate", "now"], { env }, flags);
  assert.deepEqual([wrong.code, wrong.err], [2, 'lintel migrate: takes no arguments, not "now"\n']);
});

Deno.test("migrate says what is wrong with the settings, or with the database", async () => {
  await using folder = await folderOf({ "lintel.db": "this is no database, whatever it says" });
  const env = environmentOf(folder.path);
  const flags = servicePermissions(loadSettings((name) => env[name]).settings, (name) => env[name]);
  const [settings, database] = await Promise.all([
    lintel(["migrate"], { env: { ...env, PORT: "x" } }, flags),
    lintel(["migrate"], { env }, flags),
  ]);
  assert.equal(settings.code, 2);
  assert.match(settings.err, /^lintel migrate: PORT: [^\n]+\n$/);
  assert.equal(database.code, 1);
  assert.match(database.err, /^lintel migrate: [^\n]+\n$/);
});
