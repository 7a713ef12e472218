import assert from "node:assert/strict";
import { integration } from "../support/integration.ts";
import { Fleet, SCRIPTED_PYTHON } from "../support/processes.ts";

const schemathesis = integration("SCHEMATHESIS", "schemathesis");

Deno.test({
  name:
    "whatever fits or breaks the OpenAPI document is answered as the document says, and never with a 5xx",
  ignore: schemathesis === null,
  async fn() {
    await using fleet = await Fleet.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      DEFAULT_ENGINE: "sqlfluff",
    });
    const { remote } = await fleet.start("all");
    const found = fleet.run(
      schemathesis!,
      [
        "run",
        `${remote.url}/openapi.json`,
        "--checks=not_a_server_error,status_code_conformance,content_type_conformance," +
        "response_schema_conformance",
        "--phases=examples,coverage,fuzzing",
        "--max-examples=15",
        "--generation-deterministic",
        "--request-timeout=20",
        "--no-color",
        "--continue-on-failure",
        // It learns the workers' names and would shut them down.
        "--exclude-path-regex=/control$",
      ],
      { PYTHONDONTWRITEBYTECODE: "1" },
      fleet.root,
    );
    assert.equal(await found.ended(300_000), 0, found.stdout + found.stderr);
    const ready = await remote.request("GET", "/api/v1/health/ready");
    assert.equal(ready.status, 200, await ready.text());
  },
});
