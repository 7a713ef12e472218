import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";
import { testCases } from "./cases.ts";

testCases([
  {
    rule: "JJ01",
    sql: "{%set a=1-%}\nSELECT 'x{{a}}y{{ 2}}', {{\n  3}} {#why#}\n",
    found: ["1:1", "2:8", "2:8", "2:25"],
    fixed: "{% set a=1 -%}\nSELECT 'x{{ a }}y{{ 2 }}', {{\n  3 }} {#why#}\n",
  },
  {
    rule: "JJ01",
    sql: "{% for i in [1, 2] %}SELECT {{i}};\n{%endfor%}\n",
    found: ["1:29", "2:1"],
    fixed: "{% for i in [1, 2] %}SELECT {{ i }};\n{% endfor %}\n",
  },
  {
    rule: "JJ01",
    sql: "{% if false %}SELECT {{1}}{% else %}SELECT 2{% endif %}\n",
    found: ["1:15", "1:22"],
    fixed: "{% if false %}SELECT {{ 1 }}{% else %}SELECT 2{% endif %}\n",
  },
  {
    rule: "JJ01",
    sql: "SELECT {{ 1 }}, {{\t2 }}, {{ 3  }}, {{ 'four' }}, {{5 }} FROM t\n",
    found: ["1:17", "1:26", "1:50"],
    fixed: "SELECT {{ 1 }}, {{ 2 }}, {{ 3 }}, {{ 'four' }}, {{ 5 }} FROM t\n",
  },
  { rule: "JJ01", sql: "{% raw %}SELECT '{{a}}'{% endraw %}\n", found: [] },
  // What such a tag strips behind itself is not inside of it.
  { rule: "JJ01", sql: "{% raw -%}\n  SELECT 1{% endraw -%}\n\n", found: [] },
  {
    rule: "JJ01",
    sql: "{%raw -%}  SELECT 1{% endraw %}\n",
    found: ["1:1"],
    fixed: "{% raw -%}  SELECT 1{% endraw %}\n",
  },
]);

Deno.test("many blanks in the middle of a tag are passed over in no time", () => {
  const sql = `SELECT {{1${" ".repeat(100_000)}+ 1 }}\n`;
  const start = performance.now();
  assert.equal(lint({ sql, rules: ["JJ01"] }).violations.length, 1);
  assert.ok(performance.now() - start < 1000);
});
