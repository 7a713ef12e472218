import assert from "node:assert/strict";
import { Companions, type OneFile } from "../../src/workflow/companions.ts";
import type { Services } from "../../src/workflow/services.ts";

/** A job that brings one configuration file; counts the looks for files of its folders. */
function jobWith(text: string): { companions: Companions; file: OneFile; looks: () => number } {
  const bytes = new TextEncoder().encode(JSON.stringify([{ path: ".sqlfluff", text }]));
  let looks = 0;
  const services = {
    files: {
      open: () =>
        Promise.resolve({ size: bytes.length, read: () => Promise.resolve(bytes), close() {} }),
    },
    store: {
      tasks: {
        list() {
          looks++;
          return Promise.resolve([]);
        },
      },
    },
    defaults: { dialect: "ansi", engine: "native" },
  } as unknown as Services;
  const file: OneFile = {
    job_id: "job",
    file_name: "a.sql",
    source: { file: "sources-1.pack" },
    submission_type: "ZIP_ARCHIVE",
    engine: "native",
    options: {},
  };
  return { companions: new Companions(services), file, looks: () => looks };
}

const folders = (count: number) =>
  `loader_search_path = ${Array.from({ length: count }, (_, i) => `f${i}`).join(",")}\n`;

Deno.test("a configuration that names too many folders of templates is refused, and none is looked for", async () => {
  const { companions, file, looks } = jobWith(folders(101));
  await assert.rejects(companions.of(file), { code: "invalid_config", message: /101 folders/ });
  assert.equal(looks(), 0);
});

Deno.test("folders of templates are looked for once for all files of a job", async () => {
  const { companions, file, looks } = jobWith(folders(100));
  await companions.of(file);
  await companions.of({ ...file, file_name: "b.sql" });
  assert.equal(looks(), 100);
});
