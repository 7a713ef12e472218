import assert from "node:assert/strict";
import { preferredType } from "../../src/http/accept.ts";

const OFFERED = ["application/json", "text/plain", "text/html"];

Deno.test("the type that a header likes best is chosen, an earlier one where it likes two", () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, "application/json"],
    ["", "application/json"],
    ["*/*", "application/json"],
    ["text/*", "text/plain"],
    ["TEXT/HTML", "text/html"],
    ["text/html, text/plain", "text/plain"],
    ["text/plain;q=0.2, text/html;q=0.3", "text/html"],
    // As browsers say it.
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"],
    // What a range says of a type closely counts, however much a wider one likes it.
    ["*/*, application/json;q=0", "text/plain"],
    ["text/*;q=0.9, text/plain;q=0.1", "text/html"],
    ["text/html; charset=utf-8", "text/html"],
    ["image/png", undefined],
    ["text/html;q=0", undefined],
  ];
  for (const [header, type] of cases) {
    assert.equal(preferredType(header, OFFERED), type, `${header}`);
  }
});
