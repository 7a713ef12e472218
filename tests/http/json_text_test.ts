import assert from "node:assert/strict";
import { parseJson } from "../../src/http/json_text.ts";

Deno.test("JSON is its value, and texts may say anything", () => {
  const value = { a: [1, { b: null }], sql_content: 'select "__proto__"' };
  assert.deepEqual(parseJson(JSON.stringify(value)), value);
  assert.throws(() => parseJson("{"), SyntaxError);
});

Deno.test("a field that JavaScript would lose is refused with the place it stands at", () => {
  const texts: [string, string][] = [
    ['{"__proto__": 1}', "__proto__"],
    ['{"labels": {"__proto__": "x"}}', "labels.__proto__"],
    ['{"a": [0, {"b": {"__proto__": {}}}]}', "a.1.b.__proto__"],
  ];
  for (const [text, path] of texts) {
    const message = "is a name that no field can have";
    assert.throws(() => parseJson(text), {
      code: "validation_failed",
      fields: [{ path, message }],
    });
  }
  const inForm = { fields: [{ path: "config.__proto__" }] };
  assert.throws(() => parseJson('{"__proto__": {}}', ["config"]), (error: typeof inForm) => {
    assert.equal(error.fields[0]!.path, inForm.fields[0]!.path);
    return true;
  });
});
