/**
 * Measures the native engine on a corpus of our own, one core, in this process:
 *   deno task bench [--files 60] [--rounds 5] [--peers] [--large] [--memory]
 * Lexing, parsing, all rules and fixing apart; with --large cost against size up to 10 MB; with
 * --memory the peak of a process that lints 10 MB (see memory.ts); with --peers the same files through SQLFluff, SQLFluff with its Rust parser and sqruff as well, in
 * the same run (see peers.ts). Ratios within one run are what to quote.
 */
import { parseArgs } from "node:util";
import { lint } from "../../src/engine/mod.ts";
import { findDialect } from "../../src/engine/dialects/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { corpus } from "./corpus.ts";
import { memory } from "./memory.ts";
import { comparePeers } from "./peers.ts";

const LINES = 44;
/** Rounds before the clock starts: the engine's code is compiled as it runs. */
const WARM_UP = 10;

function lineCount(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split("\n").length - 1, 0);
}

/** Milliseconds of the least disturbed of some rounds. */
function best(rounds: number, run: () => void): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    run();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

function row(name: string, ms: number, lines: number): void {
  const rate = Math.round(1000 * lines / ms).toLocaleString("en");
  console.log(
    `${name.padEnd(14)} ${rate.padStart(10)} lines/s  ${(1000 * ms / lines).toFixed(1)} µs a line`,
  );
}

/** The same files with faults in spacing and case, which fixing has to mend. */
function roughened(files: readonly string[]): string[] {
  return files.map((text) => text.replaceAll(", ", ",").replaceAll("FROM ", "from  "));
}

function phases(files: readonly string[], rounds: number): void {
  const lines = lineCount(files);
  const { lexer } = findDialect("ansi");
  const request = { dialect: "ansi" };
  best(WARM_UP, () => files.forEach((sql) => lint({ ...request, sql })));
  console.log(`${files.length} files, ${lines} lines, ${files.join("").length} bytes`);
  row("lex", best(rounds, () => files.forEach((sql) => lexer.lex(sql))), lines);
  row("lex + parse", best(rounds, () => files.forEach((sql) => parse(sql, "ansi"))), lines);
  row("lint", best(rounds, () => files.forEach((sql) => lint({ ...request, sql }))), lines);
  const rough = roughened(files);
  row(
    "lint and fix",
    best(2, () => rough.forEach((sql) => lint({ ...request, sql, fix: true }))),
    lines,
  );
}

/** Statements of more than 10 MB. */
function large(): string {
  return corpus(3, 1, 330_000)[0]!;
}

/** Cost and memory against size, in one file each. */
function sizes(): void {
  console.log("\nsize           lint ms     µs/KB   heap+arrays MB   bytes/token");
  const longest = large();
  for (const kb of [1, 10, 100, 1000, 10_000]) {
    const sql = cut(longest, kb * 1024);
    const { tokens } = parse(sql, "ansi");
    const before = Deno.memoryUsage();
    const ms = best(kb > 500 ? 1 : 3, () => lint({ sql, dialect: "ansi" }));
    const after = Deno.memoryUsage();
    const used = Math.max(0, after.heapUsed + after.external - before.heapUsed - before.external);
    console.log(
      `${String(kb).padStart(6)} KB ${ms.toFixed(1).padStart(12)} ${
        (1000 * ms / kb).toFixed(1).padStart(9)
      } ` +
        `${(used / 2 ** 20).toFixed(1).padStart(16)} ${
          (used / tokens.count).toFixed(0).padStart(13)
        }`,
    );
  }
}

/** The statements that fit into `bytes`; at least one. */
function cut(text: string, bytes: number): string {
  const end = text.lastIndexOf(";\n", bytes);
  return end < 0 ? text.slice(0, text.indexOf(";\n") + 2) : text.slice(0, end + 2);
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      files: { type: "string", default: "60" },
      rounds: { type: "string", default: "5" },
      peers: { type: "boolean", default: false },
      large: { type: "boolean", default: false },
      memory: { type: "boolean", default: false },
    },
  });
  const files = corpus(1, Number(values.files), LINES);
  phases(files, Number(values.rounds));
  if (values.large) sizes();
  if (values.memory) await memory(cut(large(), 10_000 * 1024));
  if (values.peers) await comparePeers(files, lineCount(files));
}
