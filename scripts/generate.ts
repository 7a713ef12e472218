/**
 * Writes every file that is generated from the code; with --check it only compares and exits 1
 * where one has drifted.
 */
import { configurationPage } from "./generate/configuration.ts";
import { errorsPage } from "./generate/errors.ts";
import { enginePage } from "./generate/fix_effects.ts";
import { catalogueText, formatted, registryText } from "./generate_catalogue.ts";
import { metricsPage } from "./generate/metrics.ts";
import { openApiPage } from "./generate/openapi.ts";
import { readmePage } from "./generate/readme.ts";
import { rulesPage } from "./generate/rules.ts";
import { statesPage } from "./generate/states.ts";
import { readTask } from "./task_arguments.ts";

/** Path and content of each generated file, before formatting. */
const FILES: Readonly<Record<string, () => string | Promise<string>>> = {
  "README.md": readmePage,
  "src/engine/rules/list.ts": registryText,
  "src/engine/catalogue.ts": catalogueText,
  "docs/configuration.md": configurationPage,
  "docs/engine.md": enginePage,
  "docs/errors.md": errorsPage,
  "docs/job-states.md": statesPage,
  "docs/metrics.md": metricsPage,
  "docs/rules.md": rulesPage,
  "docs/openapi.json": openApiPage,
};

async function current(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

if (import.meta.main) {
  const { values: { check } } = readTask({
    name: "generate",
    does: "Writes the documents and tables that are made from the code.",
    options: { check: { help: "write nothing; exit 1 where one has drifted" } },
    exits: "0, 1 where --check finds that one has drifted, 2 for wrong usage",
  });
  let drifted = 0;
  for (const [path, make] of Object.entries(FILES)) {
    const ending = path.slice(path.lastIndexOf(".") + 1);
    const made = await make();
    const text = ending === "json" ? made : await formatted(made, ending);
    if (text === await current(path)) continue;
    drifted++;
    if (check) console.error(`${path} has drifted from the code; run: deno task generate`);
    else {
      await Deno.writeTextFile(path, text);
      console.log(`wrote ${path}`);
    }
  }
  if (check && drifted > 0) Deno.exit(1);
}
