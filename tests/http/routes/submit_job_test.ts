import assert from "node:assert/strict";
import iconv from "iconv-lite";
import type { ErrorCode } from "../../../src/errors.ts";
import { zip } from "../../archive/forge.ts";
import { openService, type TestService } from "../../support/service.ts";
import { problemOf } from "../../support/problem.ts";
import { zipOf } from "../../support/archives.ts";
import { onVolume } from "../../support/on_volume.ts";

const JOBS = "/api/v1/jobs";

interface AcceptedBody {
  job_id: string;
  job_status: string;
  submission_type: string;
  links: Record<string, string>;
}

function raw(
  service: TestService,
  type: string,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> {
  return service.request("POST", JOBS, { headers: { "Content-Type": type, ...headers }, body });
}

Deno.test("SQL text is accepted with its place, and is a job of one file", async () => {
  await using service = await openService();
  const response = await service.post(JOBS, { sql_content: "SELECT * FROM users;" });
  assert.equal(response.status, 202);
  const body = await response.json() as AcceptedBody;
  assert.equal(response.headers.get("Location"), `${JOBS}/${body.job_id}`);
  assert.equal(response.headers.get("Retry-After"), "1");
  assert.deepEqual([body.job_status, body.submission_type], ["ACCEPTED", "SINGLE_FILE"]);
  assert.equal(body.links.self, `${JOBS}/${body.job_id}`);
  const [task] = await service.tasks(body.job_id);
  assert.equal(task?.file_name, "query.sql");
  assert.equal(task?.task_status, "PENDING");
});

Deno.test("what a submission says is kept with its job", async () => {
  await using service = await openService();
  const job_id = await service.submit("select 1\n", {
    file_name: "reports/daily.sql",
    dialect: "snowflake",
    engine: "sqlfluff",
    config: { core: { max_line_length: 100 } },
    rules: ["LT01", "capitalisation"],
    exclude_rules: ["CP02"],
  });
  const job = await service.get<Record<string, unknown>>(`${JOBS}/${job_id}`);
  assert.deepEqual([job.file_name, job.dialect, job.engine], [
    "reports/daily.sql",
    "snowflake",
    "sqlfluff",
  ]);
  assert.deepEqual(job.options, {
    dialect: "snowflake",
    config: { core: { max_line_length: 100 } },
    rules: ["LT01", "capitalisation"],
    exclude_rules: ["CP02"],
    encoding: "utf-8",
  });
});

Deno.test("a body that is no JSON is malformed, also where it is no UTF-8", async () => {
  await using service = await openService();
  await problemOf(await raw(service, "application/json", '{"sql_content": '), "malformed_json");
  await problemOf(await raw(service, "application/json", ""), "malformed_json");
  const bytes = new Uint8Array([0x22, 0xff, 0x22]);
  await problemOf(await raw(service, "application/json", bytes), "malformed_json");
});

Deno.test("every field that is wrong is named", async () => {
  await using service = await openService();
  const cases: [unknown, string[]][] = [
    [{}, ["sql_content"]],
    [[], ["(body)"]],
    [{ sql_content: "" }, ["sql_content"]],
    [{ sql_content: "select 1", zip_file_path: "a.zip" }, ["sql_content"]],
    [{ sql_content: "select 1", colour: "red" }, ["(body)"]],
    [{ sql_content: 1, engine: "other" }, ["engine", "sql_content"]],
    [{ sql_content: "select 1", config: [] }, ["config"]],
    [{ sql_content: "select 1", rules: "LT01" }, ["rules"]],
    [{ sql_content: "select 1", rules: [""] }, ["rules.0"]],
    [{ sql_content: "select 1", file_name: "a\nb.sql" }, ["file_name"]],
    [{ sql_content: "select 1", encoding: "klingon" }, ["encoding"]],
  ];
  for (const [body, paths] of cases) {
    await problemOf(await service.post(JOBS, body), "validation_failed", paths);
  }
});

Deno.test("a dialect or rule that the engine lacks is refused with a hint", async () => {
  await using service = await openService();
  const dialect = await problemOf(
    await service.post(JOBS, { sql_content: "select 1", dialect: "anso" }),
    "unknown_dialect",
    ["dialect"],
  );
  assert.match(dialect.detail, /did you mean ansi/);
  const inner = { sql_content: "select 1", config: { core: { dialect: "nope" } } };
  await problemOf(await service.post(JOBS, inner), "unknown_dialect", ["config.core.dialect"]);
  const rule = await problemOf(
    await service.post(JOBS, { sql_content: "select 1", rules: ["LT01", "LT0l"] }),
    "unknown_rule",
    ["rules.1"],
  );
  assert.match(rule.detail, /did you mean LT01/);
  const left = { sql_content: "select 1", exclude_rules: ["XX99"] };
  await problemOf(await service.post(JOBS, left), "unknown_rule", ["exclude_rules.0"]);
});

Deno.test("a content type that is not taken is refused, as is none", async () => {
  await using service = await openService();
  for (const type of ["application/xml", "image/png"]) {
    await problemOf(await raw(service, type, "select 1"), "unsupported_media_type", [
      "Content-Type",
    ]);
  }
  const bare = await service.request("POST", JOBS, { body: new Uint8Array([1]) });
  await problemOf(bare, "unsupported_media_type");
});

Deno.test("raw SQL is decoded by the charset of its content type", async () => {
  await using service = await openService({ worker: true });
  const latin = new Uint8Array([...new TextEncoder().encode("SELECT 'caf"), 0xe9, 0x27, 0x0a]);
  const response = await raw(service, 'application/sql; charset="iso-8859-1"', latin);
  const { job_id } = await response.json() as AcceptedBody;
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  const [task] = await service.tasks(job_id);
  const source = await service.request("GET", task!.links.source!);
  assert.equal(await source.text(), "SELECT 'café'\n");
  const wrong = await raw(service, "application/sql; charset=klingon", "select 1");
  await problemOf(wrong, "validation_failed", ["Content-Type"]);
});

Deno.test("an option in the query is refused where only the body may say it, or said twice", async () => {
  await using service = await openService();
  const cases: [string, ErrorCode, string[]][] = [
    ["dialect=mysql", "unknown_parameter", ["dialect"]],
    ["rules=LT01&engine=sqlfluff", "unknown_parameter", ["rules", "engine"]],
    ["wait=1&wait=0", "validation_failed", ["wait"]],
    ["baseline=a&baseline=b", "validation_failed", ["baseline"]],
  ];
  const init = { headers: { "Content-Type": "application/sql" }, body: "select 1\n" };
  for (const [query, code, paths] of cases) {
    const refused = await service.request("POST", `/api/v1/jobs?${query}`, init);
    await problemOf(refused, code, paths);
  }
  const sync = await service.post("/api/v1/lint?dialect=mysql", { sql_content: "select 1\n" });
  const { detail } = await problemOf(sync, "unknown_parameter", ["dialect"]);
  assert.match(detail, /^dialect: is not taken in the query: say it in a JSON body/);
  const other = await service.request("POST", "/api/v1/jobs?_=1&label=a:1&label=b:2", init);
  assert.equal(other.status, 202, await other.text());
});

Deno.test("raw bytes are what their content type says they are", async () => {
  await using service = await openService();
  const zip = await zipOf({ "a.sql": "select 1\n" });
  const archive = await raw(service, "application/zip", zip);
  assert.equal((await archive.json() as AcceptedBody).submission_type, "ZIP_ARCHIVE");
  await problemOf(await raw(service, "application/zip", "select 1"), "invalid_archive");
  const sql = await raw(service, "text/plain", zip);
  assert.equal((await sql.json() as AcceptedBody).submission_type, "SINGLE_FILE");
  await problemOf(await raw(service, "application/sql", ""), "empty_upload");
});

Deno.test("a submission over the limit is refused, and leaves no file behind", async () => {
  await using service = await openService({
    env: { MAX_UPLOAD_BYTES: "60000", ARCHIVE_MAX_FILE_BYTES: "40000" },
  });
  const sql = await raw(service, "application/sql", "x".repeat(40_001));
  await problemOf(sql, "payload_too_large", ["file"]);
  const random = crypto.getRandomValues(new Uint8Array(65_536));
  const archive = await raw(service, "application/zip", await zipOf({ "a.sql": random }));
  await problemOf(archive, "payload_too_large", ["file"]);
  const fits = await raw(service, "application/sql", "x".repeat(40_000));
  assert.equal(fits.status, 202);
  await fits.body?.cancel();
  const folders = await service.services.files.folders(Infinity, "", 10);
  assert.equal(folders.length, 1);
});

Deno.test("submissions are refused while too many tasks wait", async () => {
  await using service = await openService({ env: { MAX_QUEUED_TASKS: "1" } });
  await service.submit("select 1\n");
  const response = await service.post(JOBS, { sql_content: "select 2" });
  assert.equal(response.headers.get("Retry-After"), "30");
  await problemOf(response, "queue_full");
});

Deno.test("a key whose job was accepted is answered again while too many tasks wait", async () => {
  await using service = await openService({ env: { MAX_QUEUED_TASKS: "1" } });
  const post = (key: string, sql_content: string) =>
    service.request("POST", JOBS, {
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ sql_content }),
    });
  const first = await post("one", "select 1").then((answer) => answer.json()) as AcceptedBody;
  const again = await post("one", "select 1");
  assert.equal(again.status, 202);
  assert.equal((await again.json() as AcceptedBody).job_id, first.job_id);
  await problemOf(await post("one", "select 2"), "idempotency_mismatch");
  await problemOf(await post("two", "select 2"), "queue_full");
});

Deno.test("an Idempotency-Key replays its job, and is refused for another request", async () => {
  await using service = await openService();
  const send = (sql: string, key: string) =>
    service.post(JOBS, { sql_content: onVolume(sql) }, { "Idempotency-Key": key });
  const first = await (await send("select 1", "k1")).json() as AcceptedBody;
  const again = await send("select 1", "k1");
  assert.equal(again.status, 202);
  assert.equal((await again.json() as AcceptedBody).job_id, first.job_id);
  await problemOf(await send("select 2", "k1"), "idempotency_mismatch");
  const other = await (await send("select 1", "k2")).json() as AcceptedBody;
  assert.notEqual(other.job_id, first.job_id);
  const { jobs } = await service.get<{ jobs: unknown[] }>(JOBS);
  assert.equal(jobs.length, 2);
  assert.equal((await service.services.files.folders(Infinity, "", 10)).length, 2);
});

Deno.test("an Idempotency-Key of a refused request may be used again", async () => {
  await using service = await openService();
  const headers = { "Idempotency-Key": "k" };
  const bad = { sql_content: "select 1", dialect: "nope" };
  await problemOf(await service.post(JOBS, bad, headers), "unknown_dialect");
  const good = await service.post(JOBS, { sql_content: "select 1" }, headers);
  assert.equal(good.status, 202);
  await good.body?.cancel();
  const long = { "Idempotency-Key": "k".repeat(256) };
  const refused = await service.post(JOBS, { sql_content: "x" }, long);
  await problemOf(refused, "validation_failed", ["Idempotency-Key"]);
});

Deno.test("an Idempotency-Key in flight is a conflict", async () => {
  await using service = await openService();
  const gate = Promise.withResolvers<void>();
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await gate.promise;
      controller.enqueue(new TextEncoder().encode("select 1"));
      controller.close();
    },
  });
  const headers = { "Idempotency-Key": "k" };
  const first = raw(service, "application/sql", slow, headers);
  const second = await raw(service, "application/sql", "select 1", headers);
  await problemOf(second, "idempotency_in_flight");
  gate.resolve();
  const accepted = await first;
  assert.equal(accepted.status, 202);
  await accepted.body?.cancel();
});

Deno.test("keys of different tokens are different keys", async () => {
  await using service = await openService({
    env: { API_TOKENS: "ann:aaaaaaaaaaaaaaaa:submit,bob:bbbbbbbbbbbbbbbb:submit" },
  });
  const send = async (token: string) => {
    const response = await service.post(JOBS, { sql_content: "select 1" }, {
      "Idempotency-Key": "k",
      Authorization: `Bearer ${token}`,
    });
    return (await response.json() as AcceptedBody).job_id;
  };
  const ann = await send("aaaaaaaaaaaaaaaa");
  assert.equal(await send("aaaaaaaaaaaaaaaa"), ann);
  assert.notEqual(await send("bbbbbbbbbbbbbbbb"), ann);
});

Deno.test("?wait answers the finished job, or 202 where it takes longer", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const quick = await service.post(`${JOBS}?wait=30`, { sql_content: "select fault\n" });
  assert.equal(quick.status, 200);
  const job = await quick.json() as Record<string, unknown>;
  assert.deepEqual([job.job_status, job.verdict, job.error_count], ["COMPLETED", "FAIL", 1]);
  const gate = `${service.root}/gate`;
  const slow = await service.post(`${JOBS}?wait=1`, { sql_content: `-- do: wait for ${gate}` });
  assert.equal(slow.status, 202);
  const { job_id, job_status } = await slow.json() as AcceptedBody;
  assert.equal(job_status, "PROCESSING");
  await Deno.writeTextFile(gate, "");
  assert.equal((await service.ended(job_id)).job_status, "COMPLETED");
  await problemOf(
    await service.post(`${JOBS}?wait=61`, { sql_content: "select 1" }),
    "validation_failed",
    ["wait"],
  );
});

Deno.test("zip_file_path takes a file of the inbox and nothing outside of it", async () => {
  await using service = await openService();
  const inbox = `${service.settings.STORAGE_ROOT}/inbox`;
  await Deno.mkdir(`${inbox}/in`, { recursive: true });
  await Deno.writeFile(`${inbox}/in/nightly.zip`, await zipOf({ "a.sql": "select 1\n" }));
  await Deno.writeTextFile(`${service.root}/secret.sql`, "select secret");
  await Deno.symlink(`${service.root}/secret.sql`, `${inbox}/link.sql`);
  const response = await service.post(JOBS, { zip_file_path: "in/nightly.zip" });
  const body = await response.json() as AcceptedBody;
  assert.equal(body.submission_type, "ZIP_ARCHIVE");
  const job = await service.get<{ file_name: string }>(`${JOBS}/${body.job_id}`);
  assert.equal(job.file_name, "nightly.zip");
  const outside = ["../../secret.sql", `${service.root}/secret.sql`, "link.sql", "no.zip", "in"];
  for (const path of outside) {
    const refused = await service.post(JOBS, { zip_file_path: path });
    await problemOf(refused, "validation_failed", ["zip_file_path"]);
  }
  assert.equal((await service.services.files.folders(Infinity, "", 10)).length, 1);
});

Deno.test({
  name: "a file of the inbox whose submission is refused before it is read is not kept open",
  sanitizeResources: true,
  fn: async () => {
    await using service = await openService({ env: { MAX_QUEUED_TASKS: "1" } });
    await Deno.writeTextFile(`${service.root}/files/inbox/x.sql`, "select 1");
    await service.submit("select 1");
    const refused = await service.post(JOBS, { zip_file_path: "x.sql" });
    await problemOf(refused, "queue_full");
  },
});

Deno.test("a body that stops arriving is given up with 408, and leaves nothing behind", async () => {
  await using service = await openService({ env: { UPLOAD_TIMEOUT_SECONDS: "1" } });
  for (const type of ["application/sql", "application/json"]) {
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"sql_content":')),
    });
    await problemOf(await raw(service, type, silent), "request_timeout");
  }
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("an archive that is none is refused, with what its bytes look like", async () => {
  await using service = await openService();
  const form = (bytes: Uint8Array<ArrayBuffer>, name: string, type: string): RequestInit => {
    const body = new FormData();
    body.append("file", new Blob([bytes], { type }), name);
    return { body };
  };
  const bytes = (text: string) => new TextEncoder().encode(text);
  const rar = new Uint8Array([0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0]);
  const seven = new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
  const cases: [RequestInit, RegExp][] = [
    [form(bytes("hello, no zip"), "x.zip", "application/zip"), /looks like text/],
    [form(bytes("hello, no zip"), "x.zip", "application/octet-stream"), /looks like text/],
    [form(bytes("hello, no zip"), "x", "application/x-zip-compressed"), /looks like text/],
    [form(rar, "x.zip", "application/zip"), /a RAR archive/],
    [form(rar, "x.rar", "application/octet-stream"), /a RAR archive/],
    [form(seven, "x", ""), /a 7z archive/],
    [{ body: rar, headers: { "Content-Type": "application/zip" } }, /a RAR archive/],
    [{ body: bytes("x"), headers: { "Content-Type": "application/gzip" } }, /looks like text/],
  ];
  for (const [init, message] of cases) {
    const response = await service.request("POST", JOBS, init);
    const { detail } = await problemOf(response, "invalid_archive", ["file"]) as { detail: string };
    assert.match(detail, message);
  }
  await Deno.writeTextFile(`${service.root}/files/inbox/x.zip`, "hello, no zip");
  const inbox = await service.post(JOBS, { zip_file_path: "x.zip" });
  await problemOf(inbox, "invalid_archive", ["file"]);
  assert.deepEqual((await service.get<{ jobs: unknown[] }>(JOBS)).jobs, []);
  const sql = form(bytes("select 1"), "x.sql", "application/octet-stream");
  const taken = await service.request("POST", JOBS, sql);
  assert.equal(taken.status, 202);
  await taken.body?.cancel();
});

Deno.test("an archive made by Windows is read as its folders, and the job says how", async () => {
  await using service = await openService({ worker: true, scripted: {} });
  const entry = (name: string, data: string) => ({
    name: iconv.encode(name, "shift_jis"),
    data,
    flags: 0,
  });
  const archive = zip([
    entry("proj\\予定表.sql", "fine\n"),
    entry("proj\\.sqlfluff", "[sqlfluff]\n"),
  ]);
  const job_id = await service.submit(new Uint8Array(archive));
  const job = await service.ended(job_id);
  assert.equal(job.job_status, "COMPLETED");
  assert.equal(job.name_encoding, "shift_jis");
  assert.deepEqual(job.notes, [
    "2 names have backslashes, as Windows writes them; they were read as folders",
  ]);
  assert.deepEqual((await service.tasks(job_id)).map((t) => t.file_name), ["proj/予定表.sql"]);
});
