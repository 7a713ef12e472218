/** What a field that is refused is told: what it takes, and what was given. */
import assert from "node:assert/strict";
import { problemOf } from "../support/problem.ts";
import { openService } from "../support/service.ts";

Deno.test("a query that is refused is told what it takes and what was given", async () => {
  await using service = await openService();
  for (
    const [query, path, message] of [
      ["limit=0", "limit", "takes at least 1, not 0"],
      ["limit=1001", "limit", "takes at most 1000, not 1001"],
      ["limit=1.5", "limit", "takes a whole number, not 1.5"],
      ["limit=two", "limit", 'takes a number, not "two"'],
      ["limit=1&limit=2", "limit", "is given 2 times"],
      ["verdict=DONE", "verdict", 'takes one of PASS, FAIL, not "DONE"'],
      ["rule=", "rule", "must not be empty"],
      [`q=${"a".repeat(256)}`, "q", "takes at most 255 characters, not 256"],
      [
        "since=yesterday",
        "since",
        'takes a time with its zone, as in 2026-01-31T12:00:00Z, not "yesterday"',
      ],
    ] as const
  ) {
    const response = await service.request("GET", `/api/v1/jobs?${query}`);
    const problem = await problemOf(response, "validation_failed", [path]);
    assert.equal(problem.detail, `${path}: ${message}`);
  }
});

Deno.test("a field of a body that is refused is told the same, without what it holds", async () => {
  await using service = await openService();
  const long = "x".repeat(100);
  for (
    const [body, detail] of [
      [[], "(body): takes an object, not a list"],
      [null, "(body): takes an object, not null"],
      [{}, "sql_content: is missing"],
      [{ sql_content: 5 }, "sql_content: takes a string, not 5"],
      [{ sql_content: ["s3cret"] }, "sql_content: takes a string, not a list"],
      [{ sql_content: "", rules: "LT01" }, "rules: takes a list, not a string"],
      [
        { sql_content: "", engine: long },
        `engine: takes one of native, sqlfluff, not "${long.slice(1, 60)}…`,
      ],
      [
        { sql_content: "", dialct: "ansi" },
        '(body): there is no field "dialct"; did you mean dialect?',
      ],
      [
        { sql_content: "select '\ud800'" },
        "sql_content: takes whole characters, not half a surrogate pair",
      ],
      [
        { sql_content: "", file_name: "\udc00.sql" },
        "file_name: takes whole characters, not half a surrogate pair",
      ],
      [{ sql_content: "", rules: [""] }, "rules.0: must not be empty"],
      [{ sql_content: "", zzzzzzzz: 1 }, '(body): there is no field "zzzzzzzz"'],
    ] as const
  ) {
    const problem = await problemOf(
      await service.post("/api/v1/lint", body as never),
      "validation_failed",
    );
    assert.equal(problem.detail, detail);
  }
});
