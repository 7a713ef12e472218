import assert from "node:assert/strict";
import type { Violation } from "../../src/lint/result.ts";
import { changesOf } from "../../src/workflow/difference.ts";

const at = (code: string, line: number, column = 1): Violation => ({
  file: "a.sql",
  line,
  column,
  end_line: line,
  end_column: column,
  code,
  name: "",
  description: "",
  severity: "error",
});

Deno.test("findings are the same where rule and place are, each as often as it is there", () => {
  const then = [at("LT01", 1), at("LT01", 2), at("LT01", 2), at("CP01", 3), at("AL01", 4)];
  const now = [at("LT01", 2), at("LT01", 2), at("LT01", 2), at("CP01", 3), at("CP01", 3, 2)];
  assert.deepEqual(Object.fromEntries(changesOf(now, then)), {
    LT01: { new: 1, gone: 1, unchanged: 2 },
    CP01: { new: 1, gone: 0, unchanged: 1 },
    AL01: { new: 0, gone: 1, unchanged: 0 },
  });
  assert.equal(changesOf([], []).size, 0);
});
