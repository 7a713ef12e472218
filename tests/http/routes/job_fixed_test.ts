import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { LintelError } from "../../../src/errors.ts";
import type { LintEngine } from "../../../src/lint/port.ts";
import { zipOf } from "../../support/archives.ts";
import { problemOf } from "../../support/problem.ts";
import { programs } from "../../support/programs.ts";
import { served } from "../../support/served.ts";
import { openService, type TestService } from "../../support/service.ts";
import { until } from "../../support/wait.ts";

/** With the mark of its encoding. */
function utf16(text: string): Uint8Array {
  return new Uint8Array(new Uint16Array([..."\ufeff" + text].map((c) => c.charCodeAt(0))).buffer);
}

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Files of every kind that a fix must not spoil, and what the fixes make of them. */
const BEFORE: Readonly<Record<string, string | Uint8Array>> = {
  ".sqlfluff": "[sqlfluff]\nrules = CP01, LT12\n",
  "cafés/.sqlfluff": "[sqlfluff]\nencoding = latin-1\n",
  "cafés/a b.sql": latin1("SELECT 'é' from t\n"),
  "clean.sql": "SELECT a FROM t\n",
  "crlf.sql": "SELECT a from t\r\nWHERE b\r\n",
  "end.sql": "SELECT a FROM t",
  "other.txt": "no SQL",
  "unparsable.sql": "SELECT a from from t )\n",
  "utf16.sql": utf16("SELECT '語' from t\n"),
};
const AFTER: Readonly<Record<string, string | Uint8Array>> = {
  "cafés/a b.sql": latin1("SELECT 'é' FROM t\n"),
  "crlf.sql": "SELECT a FROM t\r\nWHERE b\r\n",
  "end.sql": "SELECT a FROM t\n",
  "utf16.sql": utf16("SELECT '語' FROM t\n"),
};

const bytesOf = (content: string | Uint8Array) =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

async function ended(
  service: TestService,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const job_id = await service.submit(await zipOf(files));
  await service.ended(job_id);
  return `/api/v1/jobs/${job_id}/fixed`;
}

/** A folder with what a request is answered with in `answer`, and these files beside it. */
async function folderOf(
  service: TestService,
  path: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<string> {
  const folder = await Deno.makeTempDir({ dir: service.root });
  for (const [name, content] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    await Deno.writeFile(join(folder, name), bytesOf(content));
  }
  const response = await service.request("GET", path);
  assert.equal(response.status, 200);
  await Deno.writeFile(join(folder, "answer"), new Uint8Array(await response.arrayBuffer()));
  return folder;
}

async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args, cwd }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert.equal(code, 0, text);
  return text;
}

async function hold(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    assert.deepEqual(
      await Deno.readFile(join(folder, name)),
      new Uint8Array(bytesOf(content)),
      name,
    );
  }
}

Deno.test({
  name: "the patch of a job makes of its files what its fixes make, whichever tool applies it",
  ignore: programs(["git", "patch"]).missing,
  async fn() {
    await using service = await openService({ worker: true });
    const path = await ended(service, BEFORE);
    for (const tool of [["git", "apply", "answer"], ["patch", "-p1", "--input=answer"]] as const) {
      const folder = await folderOf(service, path, BEFORE);
      const [command, ...args] = tool;
      await run(folder, command, ...args);
      await hold(folder, { ...BEFORE, ...AFTER });
    }
    const response = await service.request("GET", path);
    assert.equal(response.headers.get("Content-Type"), "text/x-diff");
    assert.match(
      response.headers.get("Content-Disposition")!,
      /^attachment; filename="lintel-[0-9a-f-]{36}-fixed\.patch"$/,
    );
    const names = [...(await response.text()).matchAll(/^diff --git a\/(.*?) b\//gm)].map((m) =>
      m[1]
    );
    assert.deepEqual(names, Object.keys(AFTER));
  },
});

Deno.test({
  name: "the archive of a job has the files that changed, or every SQL file",
  ignore: programs(["unzip"]).missing,
  async fn() {
    await using service = await openService({ worker: true });
    const path = await ended(service, BEFORE);
    const changed = await folderOf(service, `${path}?format=zip`);
    await run(changed, "unzip", "-q", "answer");
    await hold(changed, AFTER);
    await assert.rejects(Deno.stat(join(changed, "clean.sql")), Deno.errors.NotFound);
    const all = await folderOf(service, `${path}?format=zip&files=all`);
    await run(all, "unzip", "-q", "answer");
    const { "clean.sql": clean, "unparsable.sql": unparsable } = BEFORE;
    await hold(all, { ...AFTER, "clean.sql": clean!, "unparsable.sql": unparsable! });
    await assert.rejects(Deno.stat(join(all, "other.txt")), Deno.errors.NotFound);
    const asked = await service.request("GET", path, { headers: { Accept: "application/zip" } });
    assert.equal(asked.headers.get("Content-Type"), "application/zip");
    assert.deepEqual(
      new Uint8Array(await asked.arrayBuffer()),
      await Deno.readFile(join(changed, "answer")),
    );
  },
});

Deno.test("a single file is named by its name, which leads out of no folder", async () => {
  await using service = await openService({ worker: true });
  const sql = "SELECT a from t\n";
  const job_id = await service.submit(sql, { file_name: "../../etc/q.sql", rules: ["CP01"] });
  await service.ended(job_id);
  const answer = await service.request("GET", `/api/v1/jobs/${job_id}/fixed`);
  assert.match(await answer.text(), /^diff --git a\/etc\/q\.sql b\/etc\/q\.sql\n/);
});

Deno.test("a job whose fixes change nothing has an empty patch", async () => {
  await using service = await openService({ worker: true });
  const path = await ended(service, { "a.sql": "SELECT 1\n" });
  assert.equal(await (await service.request("GET", path)).text(), "");
});

Deno.test({
  name: "files that could not be fixed are named, and do not keep a tool from the others",
  ignore: programs(["git", "patch", "unzip"]).missing,
  async fn() {
    let fixing = false;
    await using service = await openService({
      worker: true,
      deps: (deps) => refusing(deps, (file) => fixing && file === "b.sql"),
    });
    const files = { "a.sql": "SELECT a from t\n", "b.sql": "SELECT b from t\n", "c.sql": "\0" };
    const path = await ended(service, { ".sqlfluff": "[sqlfluff]\nrules = CP01\n", ...files });
    fixing = true;
    for (const tool of [["git", "apply", "answer"], ["patch", "-p1", "--input=answer"]] as const) {
      const folder = await folderOf(service, path, files);
      const [command, ...args] = tool;
      await run(folder, command, ...args);
      await hold(folder, { ...files, "a.sql": "SELECT a FROM t\n" });
      assert.deepEqual((await Deno.readTextFile(join(folder, "answer"))).split("\n").slice(-4), [
        "# 2 files could not be fixed:",
        "# b.sql: not today",
        "# c.sql: it was not linted (FAILURE, undecodable)",
        "",
      ]);
    }
    const folder = await folderOf(service, `${path}?format=zip&files=all`);
    assert.match(
      await run(folder, "unzip", "-z", "answer"),
      /2 files could not be .*\nb\.sql: not/,
    );
    await run(folder, "unzip", "-q", "answer");
    await hold(folder, { ...files, "a.sql": "SELECT a FROM t\n" });
  },
});

/** The same service, whose engine refuses some files as too slow. */
function refusing(deps: TestService["deps"], refuses: (file: string) => boolean) {
  return withLint(deps, (lint) => async (request, ...signals) => {
    if (refuses(request.file)) throw new LintelError("timeout", "not today");
    return await lint(request, ...signals);
  });
}

type Lint = LintEngine["lint"];

/** The same service for requests, whose engine lints as `change` makes it; its worker's does not. */
function withLint(deps: TestService["deps"], change: (lint: Lint) => Lint): TestService["deps"] {
  const native = deps.services.engines.get("native")!;
  const engine = Object.create(native, {
    lint: { value: change((...args) => native.lint(...args)) },
  });
  return { ...deps, services: { ...deps.services, engines: new Map([["native", engine]]) } };
}

Deno.test("fixes are refused while a job is open, where nothing was linted, and for wrong words", async () => {
  await using service = await openService({ worker: true });
  const path = await ended(service, { "a.sql": "SELECT a from t\n" });
  await problemOf(await service.request("GET", `${path}?format=pdf`), "validation_failed", [
    "format",
  ]);
  await problemOf(await service.request("GET", `${path}?files=all`), "validation_failed", [
    "files",
  ]);
  await problemOf(await service.request("GET", `${path}?file=all`), "unknown_parameter", ["file"]);
  const image = { headers: { Accept: "image/png" } };
  await problemOf(await service.request("GET", path, image), "not_acceptable");
  await problemOf(await service.request("GET", "/api/v1/jobs/x/fixed"), "not_found");
  const broken = await ended(service, { "a.sql": "\0" });
  assert.match(
    (await problemOf(await service.request("GET", broken), "conflict")).detail,
    /FAILED, and none of its files was linted/,
  );
  await using waiting = await openService();
  const job_id = await waiting.submit("select 1\n");
  const open = `/api/v1/jobs/${job_id}/fixed`;
  assert.match(
    (await problemOf(await waiting.request("GET", open), "conflict")).detail,
    /at its end/,
  );
  await waiting.post(`/api/v1/jobs/${job_id}/cancel`, {});
  await problemOf(await waiting.request("GET", open), "conflict");
});

Deno.test("only what was linted of a cancelled job is fixed, and the rest is named", async () => {
  await using service = await openService({ worker: true });
  const path = await ended(service, { "a.sql": "SELECT a from t\n", "b.sql": "SELECT b from t\n" });
  const { store } = service.services;
  const list = store.tasks.list.bind(store.tasks);
  store.tasks.list = async (...args) =>
    (await list(...args)).map((task) =>
      task.file_name === "b.sql" ? { ...task, status: "CANCELLED" } : task
    );
  const text = await (await service.request("GET", path)).text();
  assert.doesNotMatch(text, /^diff --git a\/b/m);
  assert.match(
    text,
    /^diff --git a\/a[^]*# 1 file could not be fixed:\n# b.sql: it was not linted \(CANCELLED\)\n$/,
  );
});

/** Files that each have something to fix. */
function many(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from(
      { length: count },
      (_, i) => [`${String(i).padStart(4, "0")}.sql`, `SELECT ${i} from t\n`],
    ),
  );
}

Deno.test("fixes are made as they are read, and end with their reader", async () => {
  const fixed: string[] = [];
  let gate: Promise<void> | undefined;
  await using service = await openService({
    worker: true,
    deps: (deps) =>
      withLint(deps, (lint) => async (request, signal, recall) => {
        fixed.push(request.file);
        if (gate === undefined) return await lint(request, signal, recall);
        await new Promise((_, reject) =>
          signal!.addEventListener("abort", () => reject(signal!.reason))
        );
        throw new Error("not reached");
      }),
  });
  const path = await ended(service, many(30));
  const body = (await service.request("GET", path)).body!.getReader();
  assert.match(new TextDecoder().decode((await body.read()).value), /0000\.sql/);
  // What is read ahead is bounded by the stream, and not by the job.
  await until("the work to rest", () => fixed.length === 2);
  gate = Promise.resolve();
  await body.read();
  await until("a file at work", () => fixed.length === 3);
  await body.cancel();
  // The place is free again, and no other file was begun.
  gate = undefined;
  assert.equal(fixed.length, 3);
  const text = await (await service.request("GET", path)).text();
  assert.equal([...text.matchAll(/^diff --git/gm)].length, 30);
});

Deno.test("a fifth reader at once is asked to come again, and has a place when one is free", async () => {
  await using service = await openService({ worker: true });
  const path = await ended(service, many(20));
  const open = await Promise.all(Array.from({ length: 4 }, () => service.request("GET", path)));
  const refused = await service.request("GET", path);
  assert.ok(Number(refused.headers.get("Retry-After")) > 0);
  await problemOf(refused, "too_many_open");
  // Neither a problem nor an answer without a body holds a place.
  await open[0]!.text();
  await problemOf(await service.request("GET", `${path}?format=pdf`), "validation_failed");
  const head = await service.request("HEAD", path);
  assert.equal(head.headers.get("Content-Type"), "text/x-diff");
  assert.equal((await service.request("GET", path)).status, 200);
  await problemOf(await service.request("GET", path), "too_many_open");
  await Promise.all(open.slice(1).map((response) => response.body?.cancel()));
});

Deno.test("fixes of a job that is deleted meanwhile break off", async () => {
  await using service = await openService({ worker: true });
  const path = await ended(service, many(210));
  const { store } = service.services;
  const list = store.tasks.list.bind(store.tasks);
  let pages = 0;
  store.tasks.list = async (...args) => pages++ === 0 ? await list(...args) : [];
  await using server = await served(service);
  const answer = await fetch(server.url + path);
  assert.equal(answer.status, 200);
  await assert.rejects(answer.text());
});
