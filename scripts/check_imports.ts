/**
 * Checks that imports run downward only, by the table of docs/architecture.md:
 *   deno run --allow-read=src scripts/check_imports.ts
 * Prints one line per import that does not, and exits 1 if there is any.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Modules of src, by what they may import. A module may always import itself. */
const BASE = ["errors", "version", "text"];
const LOW = [...BASE, "lint", "jobs", "config", "observability"];
const PORTS = ["store/port", "queue/port", "files/port", "archive/port", "archive/sniff"];
const ADAPTER = [...LOW, "store/port", "queue/port", "files/port", "archive/port"];

const MAY: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  version: [],
  text: [],
  lint: BASE,
  config: [...BASE, "lint"],
  observability: BASE,
  jobs: [...BASE, "lint"],
  store: ADAPTER,
  queue: ADAPTER,
  files: ADAPTER,
  archive: ADAPTER,
  registry: LOW,
  pool: [...BASE, "lint"],
  sqlfluff: [...BASE, "lint", "pool"],
  native: [...BASE, "lint", "pool", "engine/catalogue", "engine/settings/rule_info"],
  workflow: [...LOW, ...PORTS],
  worker: [...LOW, ...PORTS, "workflow"],
  http: [...LOW, ...PORTS, "workflow", "ui"],
  ui: [...LOW, ...PORTS, "workflow"],
  cli: [...LOW, "pool", "sqlfluff", "engine/mod", "engine/version"],
  modes: ["*"],
  main: ["*"],
  engine: ["text"],
};

/** Folders of the engine, each with those it stands on. */
const ENGINE: Readonly<Record<string, readonly string[]>> = {
  source: [],
  tree: ["source", "errors"],
  lexer: ["source", "tree"],
  grammar: ["source", "tree"],
  settings: ["errors"],
  templating: ["source", "settings", "errors"],
  dialects: ["source", "tree", "lexer", "grammar"],
  parser: ["source", "tree", "lexer", "grammar", "dialects", "errors"],
  scopes: ["source", "tree", "dialects"],
  origins: ["source", "tree", "templating", "edits"],
  layout: ["source", "tree", "settings", "edits"],
  rules: [
    "source",
    "tree",
    "settings",
    "scopes",
    "layout",
    "fixes",
    "dialects",
    "errors",
    "edits",
  ],
  fixes: ["source", "tree", "edits"],
};

export interface Import {
  file: string;
  line: number;
  target: string;
}

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

/** Relative imports of a file, as paths from `root` without their ending. */
export function importsOf(root: string, file: string, text: string): Import[] {
  const found: Import[] = [];
  const pattern = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;
  for (const match of text.matchAll(pattern)) {
    const target = relative(root, join(root, dirname(file), match[1]!)).replace(/\.tsx?$/, "");
    found.push({ file, line: text.slice(0, match.index).split("\n").length, target });
  }
  return found;
}

function room(path: string): string {
  return path.split("/")[0]!.replace(/\.tsx?$/, "");
}

/** Why an import is not allowed, or null. Paths are from src. */
export function fault(file: string, target: string): string | null {
  const from = room(file);
  const to = room(target);
  if (from === "engine" && to === "engine") return engineFault(file, target);
  if (from === to) return null;
  const may = MAY[from];
  if (may === undefined) return `${from} is not in the table`;
  if (may.includes("*") || may.includes(to) || may.includes(target)) return null;
  return `${from} may not import ${target}`;
}

function engineFault(file: string, target: string): string | null {
  const from = file.split("/")[1]!.replace(/\.ts$/, "");
  const to = target.split("/")[1]!;
  if (from === "rules" && to === "rules") return ruleFault(file, target);
  if (from === to) return null;
  const may = ENGINE[from];
  // Files beside the folders (lint, fix, mod, …) put them together.
  if (may === undefined) return null;
  return may.includes(to) ? null : `engine/${from} may not import engine/${to}`;
}

/** A rule is `rules/<group>/<CODE>`: it may import helpers, never another rule. */
function ruleFault(file: string, target: string): string | null {
  const isRule = (path: string) => /^engine\/rules\/[a-z]+\/[A-Z]{2}\d\d$/.test(path);
  const self = file.replace(/\.ts$/, "");
  return isRule(self) && isRule(target) ? "a rule may not import another rule" : null;
}

if (import.meta.main) {
  const root = "src";
  let faults = 0;
  for (const path of sources(root)) {
    const file = relative(root, path);
    for (const { line, target } of importsOf(root, file, readFileSync(path, "utf8"))) {
      const why = fault(file, target);
      if (why === null) continue;
      console.error(`src/${file}:${line}: ${why}`);
      faults++;
    }
  }
  if (faults > 0) Deno.exit(1);
  console.log("imports run downward");
}
