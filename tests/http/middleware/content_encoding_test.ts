import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { problemOf } from "../../support/problem.ts";
import { openService } from "../../support/service.ts";

Deno.test("a body that its client compressed is refused by name, not linted as it came", async () => {
  await using service = await openService();
  const send = (
    path: string,
    type: string,
    coding: string,
    body: Uint8Array,
    header = "Content-Encoding",
  ) =>
    service.request("POST", path, {
      headers: { "Content-Type": type, [header]: coding },
      body: new Uint8Array(body),
    });
  const json = new TextEncoder().encode('{"sql_content": "SELECT a FROM t\\n"}');
  const sql = new TextEncoder().encode("SELECT a FROM t\n");
  for (
    const [path, type, body] of [
      ["/api/v1/lint", "application/json", json],
      ["/api/v1/jobs", "application/sql", sql],
    ] as const
  ) {
    await problemOf(
      await send(path, type, "gzip", gzipSync(body)),
      "unsupported_media_type",
      ["Content-Encoding"],
    );
    await problemOf(
      await send(path, type, "gzip, chunked", gzipSync(body), "Transfer-Encoding"),
      "unsupported_media_type",
      ["Transfer-Encoding"],
    );
    const plain = await send(path, type, "Identity", body);
    assert.ok(plain.ok, await plain.text());
  }
});
