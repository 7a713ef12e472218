import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { executable, lintPermissions } from "../../scripts/lint_permissions.ts";
import { environmentNames, servicePermissions } from "../../scripts/permissions.ts";
import { loadSettings } from "../../src/config/load.ts";
import { folderOf } from "../support/cli.ts";
import { SETTINGS } from "../../src/config/settings.ts";

type Variables = Record<string, string>;

function flagsOf(variables: Variables): Map<string, string[]> {
  const environment = (name: string) => variables[name];
  const flags = servicePermissions(loadSettings(environment).settings, environment);
  return new Map(flags.map((flag) => {
    const [name, values = ""] = flag.split("=");
    return [name!, values.split(",")] as const;
  }));
}

const BASE: Variables = {
  DATABASE_URL: "sqlite:/db/lintel.db",
  QUEUE_URL: "kv:/queue/q.kv",
  STORAGE_ROOT: "/files",
  PATH: "/usr/bin:/bin",
};

Deno.test("a process may touch the data folders, wherever they are, and nothing else", () => {
  const flags = flagsOf(BASE);
  const folders = ["/db", "/queue", "/files", "/files/inbox"];
  assert.deepEqual(flags.get("--allow-read"), folders);
  assert.deepEqual(flags.get("--allow-write"), folders);
  const more = flagsOf({ ...BASE, INBOX_ROOT: "/in", LOG_FILE: "/log/l.log" });
  assert.deepEqual(more.get("--allow-write")!.slice(-2), ["/in", "/log/l.log"]);
  const names = ["--allow-all", "-A", "--allow-ffi", "--allow-import"];
  for (const name of names) assert.equal(flags.has(name), false);
});

Deno.test("it may listen on its own address only", () => {
  assert.deepEqual(flagsOf(BASE).get("--allow-net"), ["127.0.0.1:8000"]);
  assert.deepEqual(flagsOf({ ...BASE, PORT: "0" }).get("--allow-net"), ["127.0.0.1"]);
  const worker = { ...BASE, MODE: "worker", METRICS_PORT: "9001" };
  assert.deepEqual(flagsOf(worker).get("--allow-net"), ["127.0.0.1:9001"]);
  for (const METRICS_PORT of ["", "0"]) {
    assert.deepEqual(flagsOf({ ...worker, METRICS_PORT }).get("--allow-net"), ["127.0.0.1"]);
  }
});

Deno.test("webhooks widen nothing: the process that sends has the network, the service has not", () => {
  const own = flagsOf({
    ...BASE,
    WEBHOOK_ALLOW: "10.1.2.3,127.0.0.0/8",
    WEBHOOK_TLS_CA: "/etc/lintel/ca.pem",
  });
  assert.deepEqual([...own], [...flagsOf(BASE)]);
});

Deno.test("it may start the real executables it needs, and read the settings' names", () => {
  const flags = flagsOf({ ...BASE, SQLFLUFF_PYTHON: "/nowhere/python3" });
  const run = flags.get("--allow-run")!;
  assert.ok(run.includes(Deno.execPath()));
  assert.ok(run.includes("/nowhere/python3"));
  assert.ok(!run.includes(""));
  const env = flags.get("--allow-env")!;
  for (const name of Object.keys(SETTINGS)) assert.ok(env.includes(name), name);
  for (const name of ["NFS_SHARE_ROOT_PATH", "GUNICORN_WORKERS", "CONSUL_HTTP_ADDR"]) {
    assert.ok(env.includes(name), name);
  }
  assert.equal(new Set(environmentNames()).size, environmentNames().length);
});

Deno.test("a path that a flag cannot carry is refused", () => {
  assert.throws(() => flagsOf({ ...BASE, LOG_FILE: "/log/a b.log" }), {
    faults: ['LOG_FILE: takes a path without spaces and commas, not "/log/a b.log"'],
  });
});

Deno.test("a program is found on the search path, and behind its links", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/bin`);
  await Deno.writeTextFile(`${folder}/real`, "");
  await Deno.symlink(`${folder}/real`, `${folder}/bin/tool`);
  const path = `/nowhere:${folder}/bin`;
  const real = await Deno.realPath(`${folder}/real`);
  assert.deepEqual(executable("tool", path), ["tool", `${folder}/bin/tool`, real]);
  assert.deepEqual(executable("other", path), ["other"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("linting may read and write files, and has no network", () => {
  const flags = lintPermissions((name) => name === "PATH" ? "/usr/bin" : undefined);
  assert.ok(flags.includes("--allow-read") && flags.includes("--allow-write"));
  assert.equal(flags.some((f) => f.startsWith("--allow-net")), false);
  assert.ok(flags.find((f) => f.startsWith("--allow-run="))?.includes("python3"));
});

Deno.test("a path that cannot be permitted ends linting with one line, as wrong usage", async () => {
  const script = fileURLToPath(new URL("../../scripts/lint.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "--allow-env", "--allow-read", script, "a.sql"],
    env: { SQLFLUFF_PYTHON: "two words", NO_COLOR: "1" },
  }).output();
  assert.equal(code, 2);
  assert.equal(stdout.length, 0);
  assert.equal(
    new TextDecoder().decode(stderr),
    "lintel lint: two words: a path with spaces or commas cannot be permitted\n",
  );
});

Deno.test("linting starts from a folder whose name has spaces", async () => {
  const folder = await Deno.makeTempDir({ prefix: "lintel with spaces " });
  try {
    for (const part of ["scripts", "src", "deno.json", "deno.lock"]) {
      await Deno.symlink(`${Deno.cwd()}/${part}`, `${folder}/${part}`);
    }
    await Deno.writeTextFile(`${folder}/a.sql`, "SELECT a FROM t\n");
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", "--no-check", "--allow-env", "--allow-read"].concat(
        "--allow-sys",
        "--allow-run",
        `${folder}/scripts/lint.ts`,
        "a.sql",
      ),
      cwd: folder,
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const SCRIPT = fileURLToPath(new URL("../../scripts/permissions.ts", import.meta.url));

async function run(mode: string, env: Variables, cwd?: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--no-prompt",
      "--allow-env",
      "--allow-read",
      "--allow-sys",
      SCRIPT,
      ...mode.split(" "),
    ],
    cwd,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: decode(stdout), err: decode(stderr) };
}

Deno.test("a Redis adds its address and nothing else to the network, and reads no environment", () => {
  const settings = (env: Variables) => loadSettings((name) => ({ ...BASE, ...env })[name]).settings;
  const flags = servicePermissions(
    settings({ QUEUE_URL: "rediss://u:p@queue.example:6380/2", QUEUE_TLS_CA: "/etc/ca.pem" }),
    () => undefined,
  );
  assert.ok(flags.includes("--allow-net=127.0.0.1:8000,queue.example:6380"), flags.join(" "));
  assert.ok(flags.includes("--ignore-env"));
  const folders = (name: string) => flags.find((f) => f.startsWith(`--allow-${name}=`))!;
  assert.match(folders("read"), /\/etc\/ca\.pem/);
  assert.doesNotMatch(folders("write"), /ca\.pem/);
  const six = servicePermissions(settings({ QUEUE_URL: "redis://[::1]" }), () => undefined);
  assert.ok(six.includes("--allow-net=127.0.0.1:8000,[::1]:6379"), six.join(" "));
  const consul = servicePermissions(settings({ CONSUL_HTTP_ADDR: "consul:8500" }), () => undefined);
  assert.ok(consul.includes("--allow-net=127.0.0.1:8000,consul:8500"), consul.join(" "));
  const kv = servicePermissions(settings({}), () => undefined);
  assert.ok(!kv.includes("--ignore-env"));
});

Deno.test("the script prints one line of flags, or one line for each fault and exit code 2", async () => {
  const [all, lint, wrong, both] = await Promise.all([
    run("all", BASE),
    run("lint", BASE),
    run("all", { ...BASE, PORT: "x", QUEUE_URL: "amqp://h" }),
    run("both", BASE),
  ]);
  const [command, none] = await Promise.all([
    run("--command all", BASE),
    run("--command all", { ...BASE, PORT: "x" }),
  ]);
  assert.equal(command.out, `run --quiet ${all.out}`);
  assert.deepEqual([none.code, none.out], [2, "eval Deno.exit(2)\n"]);
  assert.match(all.out, /^--no-prompt [^\n]*--allow-net=127\.0\.0\.1:8000[^\n]*\n$/);
  assert.match(lint.out, /^--no-prompt --allow-read [^\n]*\n$/);
  assert.deepEqual([all.code, lint.code, wrong.code, both.code], [0, 0, 2, 2]);
  assert.equal(wrong.out, "");
  assert.match(wrong.err, /^lintel: PORT: [^\n]+\nlintel: QUEUE_URL: [^\n]+\n$/);
  assert.match(both.err, /^lintel: MODE: takes one of web, worker, all/);
});

Deno.test("what .env says holds for the permissions too, and the environment wins over it", async () => {
  await using folder = await folderOf({
    ".env": "STORAGE_ROOT=/elsewhere/files\nPORT='9100'\nDATABASE_URL=sqlite:/other/x.db\n",
  });
  const { DATABASE_URL, QUEUE_URL } = BASE;
  const { out } = await run("all", { DATABASE_URL, QUEUE_URL } as Variables, folder.path);
  const flags = out.trim().split(" ");
  assert.ok(flags.includes("--env-file=.env"), out);
  assert.ok(flags.includes("--allow-net=127.0.0.1:9100"), out);
  assert.ok(
    flags.includes("--allow-write=/db,/queue,/elsewhere/files,/elsewhere/files/inbox"),
    out,
  );
});

Deno.test("files of secrets may be read, also behind links, and nothing beside them", async () => {
  await using folder = await folderOf({ "..data/tokens": `ci:${"t".repeat(16)}\n` });
  await Deno.symlink("..data/tokens", `${folder.path}/tokens`);
  const real = await Deno.realPath(`${folder.path}/tokens`);
  const variables = { ...BASE, API_TOKENS_FILE: `${folder.path}/tokens` };
  const { out, err } = await run("all", variables);
  const read = /--allow-read=([^ ]*)/.exec(out)?.[1]?.split(",") ?? [];
  assert.deepEqual(read.slice(-2), [`${folder.path}/tokens`, real], err);
  assert.doesNotMatch(/--allow-write=([^ ]*)/.exec(out)![1]!, /tokens/);
  const names = /--allow-env=([^ ]*)/.exec(out)![1]!.split(",");
  for (const name of ["API_TOKENS_FILE", "DATABASE_URL_FILE"]) assert.ok(names.includes(name));
  const health = await run("health", variables);
  assert.match(health.out, /--allow-read=[^ ]*tokens/);
});
