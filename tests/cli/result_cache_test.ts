import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { DiskCache } from "../../src/cli/result_cache.ts";
import { folderOf, lint } from "../support/cli.ts";
import { found } from "../lint/report/kit.ts";

const BAD = "SELECT a from t\n";

/** Keys that the cache of a folder holds. */
function keys(path: string): string[] {
  using database = new DatabaseSync(path);
  return database.prepare("SELECT key FROM results ORDER BY key").all().map((row) => `${row.key}`);
}

/** Makes every kept result say something else, so that one can see where it came from. */
function mark(path: string): void {
  using database = new DatabaseSync(path);
  database.exec("UPDATE results SET result = replace(result, 'Write FROM', 'From the cache')");
}

Deno.test("--cache takes what has not changed from the run before", async () => {
  await using folder = await folderOf({ "a.sql": BAD, "b.sql": "SELECT b from t\n" });
  const cwd = folder.path;
  const path = `${cwd}/.lintel-cache`;
  const run = (...args: string[]) => lint([...args, "--rules", "CP01"], { cwd });
  const first = await run("--cache", ".");
  assert.deepEqual([first.code, first.err], [1, ""]);
  assert.equal(keys(path).length, 2);
  mark(path);
  const second = await run("--cache", ".");
  assert.equal(second.out.match(/From the cache/g)?.length, 2, second.out);
  assert.equal(second.code, 1);
  // A changed file, other options and other configuration are other results.
  await Deno.writeTextFile(`${cwd}/b.sql`, "SELECT c from t\n");
  const third = await run("--cache", ".");
  assert.equal(third.out.match(/From the cache/g)?.length, 1);
  const dialect = await run("--cache", "a.sql", "--dialect", "mysql");
  assert.doesNotMatch(dialect.out, /From the cache/);
  await Deno.writeTextFile(`${cwd}/.sqlfluff`, "[sqlfluff]\nmax_line_length = 90\n");
  assert.doesNotMatch((await run("--cache", "a.sql")).out, /From the cache/);
  // Without the option nothing is taken from it.
  await Deno.remove(`${cwd}/.sqlfluff`);
  assert.doesNotMatch((await run("a.sql")).out, /From the cache/);
});

Deno.test("fixes are kept as findings are, and a copy of a file has its own name", async () => {
  await using folder = await folderOf({ "a.sql": BAD, "copy.sql": BAD });
  const cwd = folder.path;
  const one = await lint(["a.sql", "--cache=c.db", "--fix", "--rules", "CP01"], { cwd });
  assert.match(one.out, /1 fixed/);
  assert.equal(keys(`${cwd}/c.db`).length, 1);
  mark(`${cwd}/c.db`);
  const two = await lint(["copy.sql", "--cache=c.db", "--fix", "--rules", "CP01"], { cwd });
  assert.match(two.out, /^copy\.sql:1:10: CP01 From the cache/);
  assert.equal(await Deno.readTextFile(`${cwd}/copy.sql`), "SELECT a FROM t\n");
});

Deno.test("two runs at once share one file", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i}.sql`, `SELECT a${i} from t\n`]),
  );
  await using folder = await folderOf(files);
  const cwd = folder.path;
  const runs = await Promise.all(
    [1, 2].map(() => lint([".", "--cache", "--rules", "CP01"], { cwd })),
  );
  for (const { code, err } of runs) assert.deepEqual([code, err], [1, ""]);
  assert.equal(keys(`${cwd}/.lintel-cache`).length, 40);
});

Deno.test("a file that is no cache of ours is left alone", async () => {
  await using folder = await folderOf({ "a.sql": BAD, "notes.txt": "not a database at all\n" });
  const cwd = folder.path;
  {
    using other = new DatabaseSync(`${cwd}/other.db`);
    other.exec("CREATE TABLE kept (a)");
  }
  for (const name of ["notes.txt", "other.db", "missing/cache"]) {
    const { code, err } = await lint(["a.sql", `--cache=${name}`], { cwd });
    assert.equal(code, 2, name);
    assert.match(err, /^lintel lint: --cache: [^\n]+ cannot be used: [^\n]+\n$/);
  }
  assert.equal(await Deno.readTextFile(`${cwd}/notes.txt`), "not a database at all\n");
});

Deno.test("what was not used for longest goes when the bytes are too many", async () => {
  await using folder = await folderOf({});
  const path = `${folder.path}/cache`;
  const result = found("a.sql", "select 1", [{ description: "x".repeat(1000) }]).result!;
  const size = JSON.stringify(result).length;
  const first = new DiskCache(path, 4 * size);
  for (const key of ["a", "b", "c"]) first.set(key, result);
  assert.equal(first.close(), null);
  {
    using database = new DatabaseSync(path);
    database.exec("UPDATE results SET used = used - 10");
  }
  const second = new DiskCache(path, 4 * size);
  assert.deepEqual(second.get("b", "b.sql")?.violations[0]?.file, "b.sql");
  assert.equal(second.get("z", "z.sql"), null);
  for (const key of ["d", "e"]) second.set(key, result);
  assert.equal(second.close(), null);
  assert.deepEqual(keys(path), ["b", "d", "e"]);
});

Deno.test("a cache that cannot be written costs no run its results, and is said at the end", async () => {
  await using folder = await folderOf({});
  const path = `${folder.path}/cache`;
  const result = found("a.sql", "select 1", []).result!;
  const cache = new DiskCache(path, Infinity);
  cache.set("before", result);
  using other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  // More than one batch, whose lock is waited for once.
  for (let i = 0; i < 500; i++) cache.set(`${i}`, result);
  other.exec("ROLLBACK");
  assert.equal(cache.get("7", "b.sql"), null);
  assert.match(cache.close()!, /^--cache: .* cannot be used: database is locked$/);
  assert.deepEqual(keys(path), []);
});
