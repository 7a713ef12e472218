/**
 * The licences of every package that the program is built from, as LICENSES/packages.txt. Which
 * packages these are is what Deno finds from src/main.ts by deno.lock; the texts are those that the
 * packages ship. A package without a text is named with the licence that its manifest states, and
 * one that states none is an error.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTask } from "./task_arguments.ts";

const WRITTEN = "LICENSES/packages.txt";

interface Info {
  npmPackages: Record<string, { name: string; version: string }>;
}

interface Cache {
  npmCache: string;
}

function ask<T>(...args: string[]): T {
  const { code, stdout, stderr } = new Deno.Command(Deno.execPath(), { args }).outputSync();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout)) as T;
}

/** One package's section. Throws where it ships no licence and states none. */
function section(folder: string, name: string, version: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const stated = typeof manifest.license === "string" ? manifest.license : "";
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length === 0 && stated === "") throw new Error(`${name} states no licence`);
  const head = `${name} ${version}${stated === "" ? "" : ` (${stated})`}`;
  const body = texts.length === 0 ? "The package ships no licence text." : texts.join("\n\n");
  return `${"=".repeat(80)}\n${head}\n${"=".repeat(80)}\n\n${body.replace(/\r\n/g, "\n")}\n`;
}

function packages(): string {
  const { npmPackages } = ask<Info>("info", "--json", "--frozen", "src/main.ts");
  const { npmCache } = ask<Cache>("info", "--json");
  const found = new Map<string, { name: string; version: string }>();
  for (const { name, version } of Object.values(npmPackages)) {
    // Native code of one platform, with the licence of the package that asks for it.
    if (!name.startsWith("@msgpackr-extract/")) found.set(`${name}@${version}`, { name, version });
  }
  const registry = [...Deno.readDirSync(npmCache)].find((entry) => entry.isDirectory)!.name;
  return [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1)
    .map(({ name, version }) => section(join(npmCache, registry, name, version), name, version))
    .join("\n");
}

const { values: { check } } = readTask({
  name: "licenses",
  does: `Writes the licences of the packages that deno.lock names to ${WRITTEN}.`,
  options: { check: { help: "write nothing; exit 1 where the file is another" } },
  exits: "0, 1 where --check finds another file, 2 for wrong usage",
});
const now = packages();
if (check) {
  if (readFileSync(WRITTEN, "utf8") !== now) {
    console.error(`${WRITTEN} is not what deno.lock asks for: deno task licenses`);
    Deno.exit(1);
  }
} else Deno.writeTextFileSync(WRITTEN, now);
