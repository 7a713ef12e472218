import assert from "node:assert/strict";
import { resolve } from "node:path";
import { flagOverrides } from "../../src/config/flags.ts";
import { denoDirectory, given, inboxRoot, loadSettings } from "../../src/config/load.ts";
import { type Setting, SETTINGS } from "../../src/config/settings.ts";

type Variables = Record<string, string | undefined>;

const load = (variables: Variables = {}, overrides = {}) =>
  loadSettings((name) => variables[name], overrides);

function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    return (error as { faults: string[] }).faults;
  }
  assert.fail("the settings were taken");
}

Deno.test("without any environment every setting has its default", () => {
  const { settings, remarks } = load();
  assert.deepEqual(remarks, []);
  assert.deepEqual(
    [settings.MODE, settings.HOST, settings.PORT, settings.METRICS_PORT],
    ["all", "127.0.0.1", 8000, null],
  );
  assert.deepEqual(settings.DATABASE_URL, { scheme: "sqlite", path: resolve("data/lintel.db") });
  assert.deepEqual(settings.QUEUE_URL, { scheme: "kv", path: resolve("data/queue.kv") });
  assert.deepEqual(
    [settings.DEFAULT_DIALECT, settings.DEFAULT_ENGINE, settings.API_TOKENS],
    ["ansi", "native", []],
  );
  assert.equal(settings.MAX_UPLOAD_BYTES, 256 * 1024 ** 2);
});

Deno.test("every setting of the table has a sound default and says what it is for", () => {
  for (const [name, setting] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
    assert.match(name, /^[A-Z][A-Z_]+$/);
    assert.ok(setting.schema.safeParse(setting.default).success, name);
    assert.match(setting.doc, /\.$/, name);
  }
});

Deno.test("endings of SQL files are taken in any case, and nothing else for one", () => {
  assert.deepEqual(load({ SQL_EXTENSIONS: " .SQL, .hql,.sql" }).settings.SQL_EXTENSIONS, [
    ".sql",
    ".hql",
  ]);
  for (const wrong of ["sql", ".", ".sql,", "*.sql", ".a/b"]) {
    const faults = faultsOf(() => load({ SQL_EXTENSIONS: wrong }));
    assert.deepEqual(faults.length, 1, wrong);
    assert.match(faults[0]!, /SQL_EXTENSIONS.*as in \.sql,\.hql/);
  }
});

Deno.test("HOST is a name or an address, before it is asked who may reach it", () => {
  const anyone = { ALLOW_ANONYMOUS: "1" };
  for (const HOST of ["::1", "[::1]", "localhost", "0.0.0.0", "3x.example.com", "db-1"]) {
    assert.equal(load({ HOST, ...anyone }).settings.HOST, HOST);
  }
  for (const HOST of ["999.1.1.1", "a b", "http://x", "x:80", "*.example.com", "10.0.0"]) {
    assert.deepEqual(faultsOf(() => load({ HOST })), [
      `HOST: takes a host name or an address, without scheme and port, not "${HOST}"`,
    ]);
  }
});

Deno.test("a limit of no bytes, which nothing would pass, is no limit", () => {
  for (const wrong of ["0", "0MB", "99999999999GB"]) {
    assert.deepEqual(faultsOf(() => load({ MAX_SQL_BYTES: wrong })), [
      `MAX_SQL_BYTES: takes bytes from 1 up, as in 1048576, 20MB or 1GB, not "${wrong}"`,
    ]);
  }
});

Deno.test("one token has one name and one set of scopes; a name may have two tokens", () => {
  const [one, two] = ["a".repeat(16), "b".repeat(16)];
  const API_TOKENS = `ci:${one}:read,ci:${two}`;
  assert.equal(load({ API_TOKENS }).settings.API_TOKENS.length, 2);
  assert.deepEqual(faultsOf(() => load({ API_TOKENS: `${API_TOKENS},ops:${one}` })), [
    "API_TOKENS: takes each token once: entries 1 and 3 have the same",
  ]);
});

Deno.test("the names of the Python service are read, the own name wins, and both are said", () => {
  const old = load({
    CELERY_BROKER_URL: "kv:/q.kv",
    NFS_SHARE_ROOT_PATH: "/nfs",
    CELERY_WORKER_CONCURRENCY: "3",
    CELERY_WORKER_MAX_TASKS_PER_CHILD: "50",
    CELERY_LOG_LEVEL: "WARNING",
    GUNICORN_WORKERS: "4",
  });
  const { settings } = old;
  assert.deepEqual(
    [
      settings.QUEUE_URL,
      settings.STORAGE_ROOT,
      settings.WORKER_CONCURRENCY,
      settings.POOL_MAX_TASKS_PER_PROCESS,
      settings.LOG_LEVEL,
    ],
    [{ scheme: "kv", path: "/q.kv" }, "/nfs", 3, 50, "warning"],
  );
  assert.ok(old.remarks.includes("CELERY_BROKER_URL is read as QUEUE_URL"));
  assert.ok(old.remarks.some((r) => r.startsWith("GUNICORN_WORKERS has no meaning here")));
  const both = load({ STORAGE_ROOT: "/own", NFS_SHARE_ROOT_PATH: "/nfs" });
  assert.equal(both.settings.STORAGE_ROOT, "/own");
  assert.deepEqual(both.remarks, []);
});

Deno.test("an empty variable counts as not set", () => {
  assert.equal(load({ PORT: "", STORAGE_ROOT: "" }).settings.PORT, 8000);
  assert.equal(given("PORT", () => ""), null);
});

Deno.test("every wrong setting is one line that names it and what it takes", () => {
  const faults = faultsOf(() =>
    load({
      MODE: "both",
      PORT: "70000",
      WORKER_CONCURRENCY: "-1",
      MAX_UPLOAD_BYTES: "lots",
      ALLOW_ANONYMOUS: "maybe",
      LOG_LEVEL: "loud",
      NFS_SHARE_ROOT_PATH: "/with space",
      DATABASE_URL: "postgres://x",
    })
  );
  assert.deepEqual(faults.toSorted(), [
    'ALLOW_ANONYMOUS: takes 1 or 0, not "maybe"',
    "DATABASE_URL: takes sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/DATABASE",
    'LOG_LEVEL: takes one of debug, info, warning, error, not "loud"',
    'MAX_UPLOAD_BYTES: takes bytes from 1 up, as in 1048576, 20MB or 1GB, not "lots"',
    'MODE: takes one of web, worker, all, not "both"',
    'NFS_SHARE_ROOT_PATH: takes a path without spaces and commas, not "/with space"',
    'PORT: takes a whole number from 0 to 65535, not "70000"',
    'WORKER_CONCURRENCY: takes a whole number from 0 to 256, not "-1"',
  ]);
});

Deno.test("schemes that this build does not have stop the start, without their passwords", () => {
  const faults = faultsOf(() =>
    load({
      DATABASE_URL: "postgres://u:secret@h/db",
      QUEUE_URL: "redis://:secret@",
    })
  );
  assert.deepEqual(faults.map((f) => f.split(":")[0]), [
    "DATABASE_URL",
    "QUEUE_URL",
  ]);
  assert.match(faults[0]!, /takes sqlite:PATH or mysql:/);
  assert.doesNotMatch(faults.join(), /secret/);
});

Deno.test("secrets never stand in a fault", () => {
  const faults = faultsOf(() => load({ API_TOKENS: "ann:short", DATABASE_URL: "sqlite:" }));
  assert.deepEqual(faults, [
    "DATABASE_URL: takes sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/DATABASE",
    "API_TOKENS: takes name:token:scopes with tokens of 16 characters or more (entry 1)",
  ]);
});

Deno.test("an address that others reach needs tokens, or the word that it does not", () => {
  const [fault] = faultsOf(() => load({ HOST: "0.0.0.0" }));
  assert.match(fault!, /^HOST: "0\.0\.0\.0" is reachable from other machines/);
  for (const HOST of ["127.0.0.1", "127.9.9.9", "localhost", "::1"]) {
    assert.equal(load({ HOST }).settings.HOST, HOST);
  }
  assert.ok(load({ HOST: "0.0.0.0", ALLOW_ANONYMOUS: "1" }).settings.ALLOW_ANONYMOUS);
  const API_TOKENS = "ann:0123456789abcdef";
  assert.equal(load({ HOST: "0.0.0.0", API_TOKENS }).settings.API_TOKENS.length, 1);
});

Deno.test("tokens have a name, their text and scopes, all three where none are named", () => {
  const { settings } = load({
    API_TOKENS: "ann:0123456789abcdef:read+submit, bob:fedcba9876543210,",
  });
  assert.deepEqual(settings.API_TOKENS, [
    { name: "ann", token: "0123456789abcdef", scopes: ["read", "submit"] },
    { name: "bob", token: "fedcba9876543210", scopes: ["read", "submit", "admin"] },
  ]);
  for (
    const text of [":0123456789abcdef", "a:0123456789abcdef:write", "a:0123456789abcdef:read:x"]
  ) {
    assert.equal(faultsOf(() => load({ API_TOKENS: text })).length, 1, text);
  }
});

Deno.test("bytes take units of 1024", () => {
  const bytes = (text: string) => load({ MAX_SQL_BYTES: text }).settings.MAX_SQL_BYTES;
  assert.deepEqual(["7", "7B", "2kb", "3 MB", "1GB"].map(bytes), [
    7,
    7,
    2048,
    3 * 1024 ** 2,
    1024 ** 3,
  ]);
});

Deno.test("paths of URLs are absolute, however they are written", () => {
  const path = (text: string) => {
    const url = load({ DATABASE_URL: text }).settings.DATABASE_URL;
    return url.scheme === "sqlite" ? url.path : null;
  };
  assert.equal(path("sqlite:/a/b.db"), "/a/b.db");
  assert.equal(path("sqlite:///a/b.db"), "/a/b.db");
  assert.equal(path("SQLITE:rel.db"), resolve("rel.db"));
  assert.equal(faultsOf(() => load({ DATABASE_URL: "sqlite:/a b.db" })).length, 1);
});

Deno.test("a MySQL URL names user, host and database, in either scheme's name", () => {
  const url = (text: string) => load({ DATABASE_URL: text }).settings.DATABASE_URL;
  const plain = { scheme: "mysql", host: "db", port: 3306, user: "u", password: "", database: "d" };
  assert.deepEqual(url("mysql://u@db/d"), plain);
  assert.deepEqual(url("mysql+pymysql://u@db/d?charset=utf8mb4"), plain);
  assert.deepEqual(url("mysql://u@db:80/d"), { ...plain, port: 80 });
  assert.deepEqual(url("MySQL://u%40x:p%2F%3A%25@[::1]:3307/lint-el"), {
    scheme: "mysql",
    host: "::1",
    port: 3307,
    user: "u@x",
    password: "p/:%",
    database: "lint-el",
  });
});

Deno.test("a MySQL URL that lacks something, or has what is not known, says so without the secret", () => {
  const cases: [string, RegExp][] = [
    ["mysql://db/d", /the user is missing/],
    ["mysql://u:secret@db", /the database is missing/],
    ["mysql://u:secret@db/", /the database is missing/],
    ["mysql://u:secret@db/a/b", /the database is missing/],
    ["mysql://u:secret%@db/d", /%XX/],
    ["mysql://u:secret@db:x/d", /%XX/],
    ["mysql://u:secret@db/d?ssl=1", /no parameter "ssl"/],
  ];
  for (const [text, message] of cases) {
    const faults = faultsOf(() => load({ DATABASE_URL: text }));
    assert.match(faults.join(), message, text);
    assert.doesNotMatch(faults.join(), /secret/);
  }
});

Deno.test("flags set what no permission depends on, and win over the environment", () => {
  const overrides = flagOverrides(["--worker-concurrency", "3", "--log-level=debug"]);
  const { settings } = load({ WORKER_CONCURRENCY: "1" }, overrides);
  assert.deepEqual([settings.WORKER_CONCURRENCY, settings.LOG_LEVEL], [3, "debug"]);
  assert.deepEqual(flagOverrides([]), {});
  assert.deepEqual(flagOverrides(["--log-level="]), { LOG_LEVEL: "" });
});

Deno.test("a flag that is none, without a value, or that a permission depends on is a fault", () => {
  const cases: [string[], RegExp][] = [
    [["--colour", "1"], /there is no flag "--colour"/],
    [["word"], /there is no flag "word"$/],
    [["--log-levl=debug"], /there is no flag "--log-levl=debug"; did you mean --log-level\?$/],
    [["--to-string", "1"], /there is no flag/],
    [["--port", "1"], /--port: set PORT in the environment/],
    [["--storage-root=/x"], /--storage-root: set STORAGE_ROOT/],
    [["--log-level"], /--log-level: takes a value/],
  ];
  for (const [args, message] of cases) {
    assert.match(faultsOf(() => flagOverrides(args)).join(), message);
  }
  const wrong = faultsOf(() => load({}, flagOverrides(["--log-level", "loud"])));
  assert.match(wrong.join(), /^LOG_LEVEL: takes one of/);
});

Deno.test("the inbox is in the storage folder unless it is named", () => {
  assert.equal(inboxRoot({ INBOX_ROOT: "", STORAGE_ROOT: "/s" }), "/s/inbox");
  assert.equal(inboxRoot({ INBOX_ROOT: "/in", STORAGE_ROOT: "/s" }), "/in");
});

Deno.test("Deno's own folder is found as Deno finds it", () => {
  const find = (variables: Variables) => denoDirectory((name) => variables[name]);
  assert.equal(find({ DENO_DIR: "/d", XDG_CACHE_HOME: "/x", HOME: "/h" }), "/d");
  assert.equal(find({ XDG_CACHE_HOME: "/x", HOME: "/h" }), "/x/deno");
  const home = Deno.build.os === "darwin" ? "/h/Library/Caches/deno" : "/h/.cache/deno";
  assert.equal(find({ HOME: "/h" }), home);
  assert.equal(find({}), undefined);
});
