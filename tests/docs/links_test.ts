import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { JOB_STATUSES, SUBMISSION_TYPES } from "../../src/jobs/states.ts";
import { environmentNames } from "../../scripts/permissions.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const GUIDES = ["deployment.md", "migration.md", "operations.md", "troubleshooting.md"];

async function pages(): Promise<string[]> {
  const found = ["README.md"];
  for (const folder of ["docs", "docs/zh"]) {
    for await (const { name } of Deno.readDir(join(ROOT, folder))) {
      if (name.endsWith(".md")) found.push(`${folder}/${name}`);
    }
  }
  return found.sort();
}

/** The text of a page without its code blocks. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, "");
}

function codeBlocks(text: string): string[] {
  return [...text.matchAll(/^```(sh|console)\n([\s\S]*?)^```$/gm)].map(([, , code]) => code!);
}

/** Anchors of the headings, as the common renderers make them. */
function anchors(text: string): Set<string> {
  return new Set(
    [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
    ),
  );
}

Deno.test("every relative link of README and docs leads to a file, and to a heading in it", async () => {
  for (const page of await pages()) {
    const text = await Deno.readTextFile(join(ROOT, page));
    for (const [, target] of prose(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue;
      const [path = "", anchor] = target!.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      const linked = await Deno.readTextFile(join(ROOT, file)).catch(() => {
        assert.fail(`${page}: ${target} leads nowhere`);
      });
      if (anchor !== undefined) {
        assert.ok(anchors(linked).has(decodeURIComponent(anchor)), `${page}: no heading ${target}`);
      }
    }
  }
});

Deno.test("the Chinese guides have the commands, the sections and the alerts of the English ones", async () => {
  for (const guide of GUIDES) {
    const english = await Deno.readTextFile(join(ROOT, "docs", guide));
    const chinese = await Deno.readTextFile(join(ROOT, "docs/zh", guide));
    assert.deepEqual(codeBlocks(chinese), codeBlocks(english), guide);
    const levels = (text: string) =>
      [...prose(text).matchAll(/^(#+) /gm)].map(([, hashes]) => hashes);
    assert.deepEqual(levels(chinese), levels(english), guide);
    const alerts = (text: string) =>
      [...text.matchAll(/^### (Lintel\w+)$/gm)].map(([, name]) => name);
    assert.deepEqual(alerts(chinese), alerts(english), guide);
  }
});

Deno.test("every setting that the guides name is one that the program reads", async () => {
  const known = new Set([
    ...environmentNames(),
    // Of compose.yaml, of the tools, and of Deno itself.
    ..."LINTEL LINTEL_BIND LINTEL_PORT LINTEL_PUBLIC_HOST LINTEL_TARGET LINTEL_TOKEN GRAFANA_PORT"
      .split(" "),
    ..."BASE TOKEN PASSWORD DENO_DIR".split(" "),
    ...JOB_STATUSES,
    ...SUBMISSION_TYPES,
    // Of the Python service, and without a meaning here.
    "GUNICORN_WORKERS",
  ]);
  for (const guide of GUIDES) {
    const text = await Deno.readTextFile(join(ROOT, "docs", guide));
    for (const [, name] of text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)) {
      assert.ok(known.has(name!), `${guide}: ${name}`);
    }
  }
});
