import assert from "node:assert/strict";
import { FAIL_ON, STATUS } from "../../src/cli/gate.ts";
import { REPORTS } from "../../src/lint/report/mod.ts";

const text = await Deno.readTextFile(new URL("../../docs/reports.md", import.meta.url));

Deno.test("docs/reports.md has every format, each with its media type", () => {
  const [, section] = /## Formats\n([\s\S]*?)\n## /.exec(text)!;
  const rows = [...section!.matchAll(/^\| `(\w+)` *\|.*\| *(\S.*?) *\|$/gm)];
  assert.deepEqual(
    rows.map(([, name, type]) => [name, type]),
    Object.entries(REPORTS).map(([name, { mediaType }]) => [
      name,
      mediaType === null ? `only by \`?format=${name}\`` : `\`${mediaType}\``,
    ]),
  );
});

Deno.test("docs/reports.md has every exit status, and what --fail-on takes", () => {
  const statuses = [...text.matchAll(/^\| (\d) +\|/gm)].map(([, status]) => Number(status));
  assert.deepEqual(statuses, Object.values(STATUS));
  for (const word of FAIL_ON) assert.ok(text.includes(`\`${word}\``), word);
});
