import assert from "node:assert/strict";
import { ruleText, ruleUrl } from "../../scripts/new_rule.ts";

Deno.test("a new rule has its code, name and group, and goes to the folder of its group", () => {
  const text = ruleText("CV99", "convention.my_rule");
  assert.match(text, /code: "CV99"/);
  assert.match(text, /groups: \["all", "convention"\]/);
  assert.match(
    ruleUrl("CV99", "convention.my_rule").pathname,
    /engine\/rules\/convention\/CV99\.ts$/,
  );
});

Deno.test("a code or a name of another shape is refused", () => {
  assert.throws(() => ruleText("C1", "convention.my_rule"), /C1 is no code/);
  assert.throws(() => ruleText("CV99", "MyRule"), /MyRule is no name/);
});
