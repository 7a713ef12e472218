import assert from "node:assert/strict";
import { type Environment, Fleet } from "../support/processes.ts";

async function refusal(args: string[], env: Record<string, string>): Promise<string[]> {
  await using fleet = await Fleet.open();
  const { root } = fleet;
  const process = fleet.run(Deno.execPath(), [
    "run",
    "--quiet",
    "--no-prompt",
    "--allow-env",
    `--allow-read=${root}`,
    "src/main.ts",
    ...args,
  ], {
    DATABASE_URL: `sqlite:${root}/lintel.db`,
    QUEUE_URL: `kv:${root}/queue.kv`,
    STORAGE_ROOT: `${root}/files`,
    ...env,
  });
  assert.equal(await process.ended(), 2, process.stdout + process.stderr);
  assert.equal(process.stdout, "");
  assert.deepEqual([...Deno.readDirSync(root)], []);
  return process.stderr.trim().split("\n");
}

Deno.test("wrong settings stop the start with one line each and exit code 2, before anything is opened", async () => {
  assert.deepEqual(
    await refusal(["all"], {
      PORT: "http",
      DATABASE_URL: "postgres://lintel@db/lintel",
      LOG_LEVEL: "loud",
      API_TOKENS: "ci:short",
      METRICS_PORT: "x",
      INBOX_ROOT: "/a b",
    }),
    [
      'lintel: PORT: takes a whole number from 0 to 65535, not "http"',
      'lintel: METRICS_PORT: takes a whole number from 0 to 65535, not "x"',
      "lintel: DATABASE_URL: takes sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/DATABASE",
      'lintel: INBOX_ROOT: takes a path without spaces and commas, not "/a b"',
      "lintel: API_TOKENS: takes name:token:scopes with tokens of 16 characters or more (entry 1)",
      'lintel: LOG_LEVEL: takes one of debug, info, warning, error, not "loud"',
    ],
  );
});

Deno.test("a default dialect that the default engine does not have stops the start", async () => {
  await using fleet = await Fleet.open();
  const process = fleet.spawn("web", { env: { DEFAULT_DIALECT: "snowflak" } });
  assert.equal(await process.ended(), 2);
  assert.equal(
    process.stderr.trim(),
    'lintel: DEFAULT_DIALECT: the engine native has no dialect "snowflak"; did you mean snowflake?',
  );
});

Deno.test("a log file that cannot be opened, or an authority that is not there, is named by its setting", async () => {
  await using fleet = await Fleet.open();
  const process = fleet.spawn("web", { env: { LOG_FILE: `${fleet.root}/no/x.log` } });
  assert.equal(await process.ended(), 1);
  assert.match(process.stderr, /^lintel: cannot start: LOG_FILE: No such file/);
  const flags = ["--quiet", "--allow-env", "--allow-read", "--allow-sys"];
  const file = `${fleet.root}/no.pem`;
  const refused = async (fault: string) => {
    const script = fleet.run(
      Deno.execPath(),
      ["run", ...flags, "scripts/permissions.ts", "all"],
      { WEBHOOK_TLS_CA: file },
    );
    assert.equal(await script.ended(), 2);
    assert.equal(script.stderr.trim(), `lintel: WEBHOOK_TLS_CA: "${file}": ${fault}`);
  };
  await refused("there is no such file");
  await Deno.writeTextFile(file, "no certificate\n");
  await refused("holds no certificate in PEM");
});

Deno.test("a place that cannot be had is named by its setting, in one line", async () => {
  await using fleet = await Fleet.open();
  const file = `${fleet.root}/plain`;
  await Deno.writeTextFile(file, "plain text, where a folder has to be\n");
  for (
    const [name, value] of [
      ["DATABASE_URL", `sqlite:${file}/lintel.db`],
      ["DATABASE_URL", `sqlite:${file}`],
      ["QUEUE_URL", `kv:${file}/queue.kv`],
      ["QUEUE_URL", `kv:${file}`],
      ["STORAGE_ROOT", `${file}/files`],
      ["INBOX_ROOT", file],
    ] as const
  ) {
    const process = fleet.spawn("web", { env: { [name]: value } });
    assert.equal(await process.ended(), 1, name);
    assert.match(process.stderr, RegExp(`^lintel: cannot start: ${name}: [^\n]+\n$`));
  }
});

Deno.test("an address that others reach is refused without tokens", async () => {
  assert.deepEqual(await refusal(["web"], { HOST: "0.0.0.0" }), [
    'lintel: HOST: "0.0.0.0" is reachable from other machines; set API_TOKENS, or ALLOW_ANONYMOUS=1',
  ]);
});

Deno.test("a flag that does not exist, and one that permissions depend on, stop the start", async () => {
  assert.deepEqual(await refusal(["all", "--prot", "80"], {}), [
    'lintel: there is no flag "--prot"',
  ]);
  assert.deepEqual(await refusal(["all", "--port=80"], {}), [
    "lintel: --port: set PORT in the environment: permissions or secrets depend on it",
  ]);
});

Deno.test("a port that is taken ends the start with one line and exit code 1", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  try {
    await using fleet = await Fleet.open({ PORT: String(port) });
    const process = fleet.spawn("web");
    assert.equal(await process.ended(), 1);
    assert.match(process.stderr, /^lintel: cannot start: .*\n$/);
  } finally {
    listener.close();
  }
});

Deno.test("a process whose tokens lie in a file reads them under its own permissions", async () => {
  await using fleet = await Fleet.open();
  const token = "t".repeat(20);
  const file = await Deno.makeTempFile({ prefix: "lintel-tokens-" });
  await Deno.writeTextFile(file, `ci:${token}\n`);
  try {
    const { remote } = await fleet.start("web", {
      env: { API_TOKENS_FILE: file } as unknown as Environment,
    });
    const ask = async (init: RequestInit) => {
      const response = await remote.request("GET", "/api/v1/jobs", init);
      await response.body?.cancel();
      return response.status;
    };
    assert.equal(await ask({}), 401);
    assert.equal(await ask({ headers: { Authorization: `Bearer ${token}` } }), 200);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("a process with a rate limit refuses what is beyond it, and stops all the same", async () => {
  await using fleet = await Fleet.open();
  const { process, remote } = await fleet.start("web", { env: { RATE_LIMIT_REQUESTS: "2" } });
  const statuses = [];
  for (let i = 0; i < 3; i++) {
    const response = await remote.request("GET", "/api/v1/jobs");
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [200, 200, 429]);
  process.signal("SIGTERM");
  assert.equal(await process.ended(), 0);
});

Deno.test("every command answers --help with the usage, and does nothing else", async () => {
  await using fleet = await Fleet.open();
  for (const args of [["help"], ["web", "--help"], ["migrate", "-h"]]) {
    const process = fleet.run(Deno.execPath(), ["run", "--quiet", "src/main.ts", ...args]);
    assert.equal(await process.ended(), 0, process.stderr);
    assert.match(process.stdout, /^usage: lintel <command>/);
    assert.equal(process.stderr, "");
  }
});
