import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { patience } from "../support/patience.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";

const INSTALLED = fileURLToPath(
  new URL("../../.venv-sqlfluff/bin/schemathesis", import.meta.url),
);
const schemathesis = [Deno.env.get("SCHEMATHESIS"), INSTALLED]
  .find((path) => path !== undefined && existsSync(path));

/** Where every integration is required, a missing one fails instead of being left out. */
const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

Deno.test({
  name:
    "whatever fits or breaks the OpenAPI document is answered as the document says, and never with a 5xx",
  ignore: schemathesis === undefined && !REQUIRED,
  async fn() {
    assert.ok(schemathesis, "no schemathesis: set SCHEMATHESIS or make .venv-sqlfluff");
    await using fleet = await Fleet.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      DEFAULT_ENGINE: "sqlfluff",
    });
    const { remote } = await fleet.start("all");
    // It learns the workers' names and would shut them down, and webhooks lead out of this host.
    await fuzz(fleet, remote.url, "--exclude-path-regex=(/control|/webhooks.*|/events)$");
    // A stream of events goes on until its reader has waited for as long as it will.
    await fuzz(fleet, remote.url, "--include-path-regex=/events$", 2);
    const ready = await remote.request("GET", "/api/v1/health/ready");
    assert.equal(ready.status, 200, await ready.text());
  },
});

Deno.test({
  name: "what is asked about webhooks is answered as the document says, where no worker sends",
  ignore: schemathesis === undefined && !REQUIRED,
  async fn() {
    assert.ok(schemathesis, "no schemathesis: set SCHEMATHESIS or make .venv-sqlfluff");
    await using fleet = await Fleet.open();
    const { remote } = await fleet.start("web");
    await fuzz(fleet, remote.url, "--include-path-regex=/webhooks");
  },
});

/** `seconds` is how long an answer is waited for. */
async function fuzz(fleet: Fleet, url: string, paths: string, seconds = 20): Promise<void> {
  const found = fleet.run(
    schemathesis!,
    [
      "run",
      `${url}/openapi.json`,
      "--checks=not_a_server_error,status_code_conformance,content_type_conformance," +
      "response_schema_conformance",
      "--phases=examples,coverage,fuzzing",
      "--max-examples=15",
      "--generation-deterministic",
      `--request-timeout=${seconds}`,
      "--no-color",
      "--continue-on-failure",
      paths,
    ],
    { PYTHONDONTWRITEBYTECODE: "1" },
    fleet.root,
  );
  assert.equal(await found.ended(patience(60_000)), 0, found.stdout + found.stderr);
}
