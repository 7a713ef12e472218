/**
 * Checks that imports run downward only, by the table of docs/architecture.md:
 *   deno run --allow-read=src scripts/check_imports.ts
 * Prints one line per import that does not, and per circle of files, and exits 1 if there is any.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Modules of src, by what they may import. A module may always import itself. */
const BASE = ["errors", "version", "text"];
const LOW = [...BASE, "lint", "jobs", "config", "observability"];
const PORTS = [
  "webhooks/port",
  "webhooks/addresses",
  "store/port",
  "queue/port",
  "files/port",
  "archive/port",
  "archive/sniff",
  "rate_limit/port",
];
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
  queue: [...ADAPTER, "redis"],
  redis: [...BASE, "config", "observability"],
  rate_limit: [...LOW, "redis"],
  files: ADAPTER,
  archive: ADAPTER,
  webhooks: [...LOW, "pool"],
  registry: LOW,
  pool: [...BASE, "lint"],
  sqlfluff: [...BASE, "lint", "pool"],
  native: [...BASE, "lint", "pool", "engine/catalogue", "engine/settings/rule_info"],
  workflow: [...LOW, ...PORTS],
  worker: [...LOW, ...PORTS, "workflow"],
  http: [...LOW, ...PORTS, "workflow", "ui"],
  ui: [...LOW, ...PORTS, "workflow"],
  cli: [...LOW, "pool", "sqlfluff", "engine/mod", "engine/jsonl", "engine/version"],
  modes: ["*"],
  main: ["*"],
  lint_entry: ["cli"],
  engine: ["text"],
};

/**
 * The engine from the bottom up: each folder and each file beside them, with what it stands on. A row
 * names rows above it only, so that nothing can point upward.
 */
export const ENGINE: ReadonlyMap<string, readonly string[]> = new Map([
  ["errors", []],
  ["quoted", []],
  ["version", []],
  ["loading", []],
  ["source", []],
  ["settings", ["errors"]],
  ["catalogue", ["settings"]],
  ["explain_config", ["settings", "catalogue", "errors"]],
  ["tree", ["source", "errors"]],
  ["edits", ["tree"]],
  ["lexer", ["source", "tree"]],
  ["grammar", ["source", "tree"]],
  ["dialects", ["loading", "source", "tree", "lexer", "grammar"]],
  ["parser", ["source", "tree", "lexer", "grammar", "dialects", "errors"]],
  ["detection", ["tree", "dialects", "parser"]],
  ["templating", ["loading", "source", "settings", "errors"]],
  ["origins", ["source", "tree", "templating", "edits"]],
  ["noqa", ["source", "tree", "settings"]],
  ["scopes", ["source", "tree", "dialects"]],
  ["layout", ["source", "tree", "settings", "edits"]],
  ["rules", ["source", "tree", "settings", "scopes", "layout", "dialects", "errors", "edits"]],
  ["document", [
    "source",
    "tree",
    "edits",
    "settings",
    "dialects",
    "parser",
    "templating",
    "origins",
    "scopes",
    "layout",
    "rules",
    "noqa",
    "errors",
  ]],
  ["fixes", ["source", "tree", "edits", "origins", "rules", "document"]],
  ["report", ["source", "tree", "edits", "quoted", "templating", "rules", "document"]],
  ["renderings", [
    "settings",
    "origins",
    "templating",
    "layout",
    "rules",
    "noqa",
    "document",
    "fixes",
    "report",
  ]],
  ["lint", [
    "settings",
    "dialects",
    "detection",
    "templating",
    "layout",
    "rules",
    "document",
    "report",
    "renderings",
    "errors",
  ]],
  ["outline", ["tree", "renderings", "lint", "errors"]],
  ["jsonl", [
    "settings",
    "loading",
    "explain_config",
    "report",
    "lint",
    "outline",
    "errors",
    "version",
  ]],
  ["explain_scopes", ["tree", "scopes", "document"]],
  ["explain_layout", ["layout", "rules", "document"]],
  ["explain", [
    "tree",
    "dialects",
    "rules",
    "document",
    "report",
    "renderings",
    "lint",
    "outline",
    "explain_scopes",
    "explain_layout",
    "errors",
  ]],
  ["mod", [
    "settings",
    "dialects",
    "templating",
    "catalogue",
    "explain_config",
    "report",
    "lint",
    "jsonl",
    "explain",
    "errors",
    "version",
  ]],
]);

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

function moduleOf(path: string): string {
  return path.split("/")[0]!.replace(/\.tsx?$/, "");
}

/** Why an import is not allowed, or null. Paths are from src. */
export function fault(file: string, target: string): string | null {
  const from = moduleOf(file);
  const to = moduleOf(target);
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
  const may = ENGINE.get(from);
  if (may === undefined) return `engine/${from} is not in the table`;
  return from === to || may.includes(to) ? null : `engine/${from} may not import engine/${to}`;
}

/** A rule is `rules/<group>/<CODE>`: it may import helpers, never another rule. */
function ruleFault(file: string, target: string): string | null {
  const isRule = (path: string) => /^engine\/rules\/[a-z]+\/[A-Z]{2}\d\d$/.test(path);
  const self = file.replace(/\.ts$/, "");
  return isRule(self) && isRule(target) ? "a rule may not import another rule" : null;
}

/** The files that import each other in a circle, one list a circle; a file that none imports is in none. */
export function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  /** By file, how far down the search was when it came there first; and the least from there. */
  const first = new Map<string, number>();
  const least = new Map<string, number>();
  const open: string[] = [];
  const search = (file: string): void => {
    first.set(file, first.size);
    least.set(file, first.get(file)!);
    open.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!first.has(target)) search(target);
      const back = open.includes(target) ? least.get(target)! : Infinity;
      least.set(file, Math.min(least.get(file)!, back));
    }
    if (least.get(file) !== first.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1) found.push(circle);
  };
  for (const file of imports.keys()) if (!first.has(file)) search(file);
  return found;
}

if (import.meta.main) {
  const root = "src";
  let faults = 0;
  const graph = new Map<string, string[]>();
  for (const path of sources(root)) {
    const file = relative(root, path);
    const imports = importsOf(root, file, readFileSync(path, "utf8"));
    graph.set(file.replace(/\.tsx?$/, ""), imports.map(({ target }) => target));
    for (const { line, target } of imports) {
      const why = fault(file, target);
      if (why === null) continue;
      console.error(`src/${file}:${line}: ${why}`);
      faults++;
    }
  }
  for (const circle of circles(graph)) {
    console.error(`these files import each other: ${circle.toSorted().join(", ")}`);
    faults++;
  }
  if (faults > 0) Deno.exit(1);
  console.log("imports run downward");
}
