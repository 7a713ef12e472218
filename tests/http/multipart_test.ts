import assert from "node:assert/strict";
import { openService, type TestService } from "../support/service.ts";
import { problemOf } from "../support/problem.ts";
import { zipOf } from "../support/archives.ts";

const BOUNDARY = "----boundary";

interface Part {
  name: string;
  value: string;
  file?: string;
}

/** A form written by hand, so that it can be wrong. */
function form(parts: readonly Part[], end = `--${BOUNDARY}--\r\n`): string {
  const bodies = parts.map(({ name, value, file }) => {
    const where = file === undefined ? "" : `; filename="${file}"`;
    const type = file === undefined ? "" : "\r\nContent-Type: application/octet-stream";
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${where}${type}` +
      `\r\n\r\n${value}\r\n`;
  });
  return bodies.join("") + end;
}

function send(service: TestService, body: BodyInit, boundary = BOUNDARY): Promise<Response> {
  return service.request("POST", "/api/v1/jobs", {
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    body,
  });
}

const SQL: Part = { name: "file", value: "select 1\n", file: "a.sql" };

async function accepted(service: TestService, response: Response) {
  const text = await response.text();
  assert.equal(response.status, 202, text);
  const { job_id } = JSON.parse(text) as { job_id: string };
  return await service.get<{ file_name: string; dialect: string; options: unknown }>(
    `/api/v1/jobs/${job_id}`,
  );
}

Deno.test("fields may stand before the file and after it", async () => {
  await using service = await openService();
  const job = await accepted(
    service,
    await send(
      service,
      form([
        { name: "dialect", value: "ansi" },
        SQL,
        { name: "rules", value: "LT01, CP01" },
        { name: "exclude_rules", value: '["LT05"]' },
        { name: "config", value: '{"core": {"max_line_length": 90}}' },
        { name: "encoding", value: "utf-8" },
      ]),
    ),
  );
  assert.equal(job.file_name, "a.sql");
  assert.deepEqual(job.options, {
    dialect: "ansi",
    config: { core: { max_line_length: 90 } },
    rules: ["LT01", "CP01"],
    exclude_rules: ["LT05"],
    encoding: "utf-8",
  });
});

Deno.test("a file's name is its last part, and the field file_name wins over it", async () => {
  await using service = await openService();
  const windows = { ...SQL, file: "C:\\\\work\\\\a.sql" };
  assert.equal((await accepted(service, await send(service, form([windows])))).file_name, "a.sql");
  const named = form([SQL, { name: "file_name", value: "b/c.sql" }]);
  assert.equal((await accepted(service, await send(service, named))).file_name, "b/c.sql");
  const nameless = form([{ ...SQL, file: "" }, { name: "rules", value: "" }]);
  assert.equal((await accepted(service, await send(service, nameless))).file_name, "query.sql");
});

Deno.test("an archive in a form is told by its bytes", async () => {
  await using service = await openService();
  const data = new FormData();
  data.append("file", new Blob([await zipOf({ "a.sql": "select 1\n" })]), "queries.sql");
  const response = await service.request("POST", "/api/v1/jobs", { body: data });
  assert.equal((await response.json() as Record<string, string>).submission_type, "ZIP_ARCHIVE");
});

Deno.test("a form has one file in its field `file`", async () => {
  await using service = await openService();
  const wrong: [body: string, path: string, says: RegExp][] = [
    [form([SQL, { ...SQL, file: "b.sql" }]), "file", /a file too many/],
    [form([SQL, { ...SQL, name: "other" }]), "other", /a file too many/],
    [form([{ ...SQL, name: "other" }]), "other", /a form has one, in its field `file`/],
    [form([{ name: "dialect", value: "ansi" }]), "file", /is missing/],
    [form([]), "file", /is missing/],
    [form([{ name: "file", value: "select 1" }]), "file", /text without a file name/],
  ];
  for (const [body, path, says] of wrong) {
    const { detail } = await problemOf(await send(service, body), "malformed_multipart", [path]);
    assert.match(detail, says);
  }
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("a form that breaks off is refused and leaves nothing behind", async () => {
  await using service = await openService();
  const whole = form([SQL, { name: "dialect", value: "ansi" }]);
  for (const length of [10, 60, 150, whole.length - 30]) {
    const response = await send(service, whole.slice(0, length));
    await problemOf(response, "malformed_multipart");
  }
  await problemOf(await send(service, "not a form"), "malformed_multipart");
  for (const boundary of ["", '""', "x".repeat(71)]) {
    await problemOf(await send(service, whole, boundary), "malformed_multipart", ["Content-Type"]);
  }
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("fields are bounded in number and length, and unknown ones are refused", async () => {
  await using service = await openService();
  const many = Array.from({ length: 21 }, (_, i) => ({ name: `f${i}`, value: "" }));
  await problemOf(await send(service, form([SQL, ...many])), "malformed_multipart", ["(body)"]);
  const long = { name: "config", value: " ".repeat(256 * 1024 + 1) };
  await problemOf(await send(service, form([SQL, long])), "malformed_multipart", ["config"]);
  const nameless = form([SQL]).replace(
    /^/,
    `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n`,
  );
  const { detail } = await problemOf(
    await send(service, nameless),
    "malformed_multipart",
    ["(body)"],
  );
  assert.match(detail, /a part without a name/);
  const unknown = form([SQL, { name: "colour", value: "red" }]);
  await problemOf(await send(service, unknown), "validation_failed", ["(body)"]);
});

Deno.test("a field that stands in the form twice is named", async () => {
  await using service = await openService();
  const [ansi, oracle] = ["ansi", "oracle"].map((value) => ({ name: "dialect", value }));
  for (const body of [form([ansi!, SQL, oracle!]), form([ansi!, ansi!, SQL])]) {
    await problemOf(await send(service, body), "validation_failed", ["dialect"]);
  }
  for (const name of ["constructor", "__proto__"]) {
    const refused = await send(service, form([SQL, { name, value: "1" }]));
    assert.match((await problemOf(refused, "validation_failed", ["(body)"])).detail, RegExp(name));
  }
  assert.deepEqual(await service.services.files.folders(Infinity, "", 10), []);
});

Deno.test("a field that is no JSON where JSON is due is named", async () => {
  await using service = await openService();
  for (const [name, value] of [["config", "{"], ["rules", "[1"], ["config", "[]"]] as const) {
    const response = await send(service, form([SQL, { name, value }]));
    await problemOf(response, "validation_failed", [name]);
  }
});

Deno.test("a form over the limit is refused while it arrives", async () => {
  await using service = await openService({ env: { MAX_UPLOAD_BYTES: "2000" } });
  const large = form([{ ...SQL, value: "x".repeat(3000) }]);
  await problemOf(await send(service, large), "payload_too_large");
  const behind = form([SQL, { name: "config", value: " ".repeat(2 * 1024 * 1024) }]);
  await problemOf(await send(service, behind), "payload_too_large");
});
