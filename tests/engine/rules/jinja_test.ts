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
