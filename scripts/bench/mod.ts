/**
 * Measures the native engine on a corpus of our own, one core, in this process. Ratios within one
 * run are what to quote.
 */
import { lint } from "../../src/engine/mod.ts";
import { findDialect } from "../../src/engine/dialects/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { readTask } from "../task_arguments.ts";
import { corpus, lineCount } from "./corpus.ts";
import { memory } from "./memory.ts";
import { comparePeers } from "./peers.ts";

const LINES = 44;
/** Milliseconds of linting, and of fixing, before the clock starts: code is compiled as it runs. */
const WARM_UP = 2000;

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

/**
 * A stage's cost a line, from the least disturbed of some rounds. Each round has files of its own,
 * since the parser knows what it has parsed before.
 */
function row(name: string, rounds: readonly string[][], stage: (sql: string) => void): void {
  let least = Infinity;
  for (const files of rounds) {
    const ms = best(1, () => files.forEach((sql) => stage(sql)));
    least = Math.min(least, ms / lineCount(files));
  }
  const rate = Math.round(1000 / least).toLocaleString("en");
  console.log(
    `${name.padEnd(14)} ${rate.padStart(10)} lines/s  ${(1000 * least).toFixed(1)} µs a line`,
  );
}

/** The same files with faults in spacing and case, which fixing has to mend. */
function roughened(files: readonly string[]): string[] {
  return files.map((text) => text.replaceAll(", ", ",").replaceAll("FROM ", "from  "));
}

function phases(count: number, rounds: number): void {
  let seed = 0;
  const fresh = (times: number) =>
    Array.from({ length: times }, () => corpus(++seed, count, LINES));
  const { lexer } = findDialect("ansi");
  const request = { dialect: "ansi" };
  const warmUp = (stage: (files: readonly string[]) => void) => {
    for (const until = performance.now() + WARM_UP; performance.now() < until;) {
      stage(fresh(1).flat());
    }
  };
  warmUp((files) => files.forEach((sql) => lint({ ...request, sql })));
  // Fixing is measured as warm as linting is.
  warmUp((files) => roughened(files).forEach((sql) => lint({ ...request, sql, fix: true })));
  const lines = lineCount(fresh(1).flat());
  console.log(`${count} files a round, about ${lines} lines`);
  row("lex", fresh(rounds), (sql) => lexer.lex(sql));
  row("lex + parse", fresh(rounds), (sql) => parse(sql, "ansi"));
  row("lint", fresh(rounds), (sql) => lint({ ...request, sql }));
  const rough = fresh(rounds).map(roughened);
  row("lint and fix", rough, (sql) => lint({ ...request, sql, fix: true }));
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
  const { values } = readTask({
    name: "bench",
    does:
      `Measures the native engine on a corpus of our own, one core, in one process: lexing, parsing, all
rules and fixing apart.`,
    options: {
      files: { number: "N", default: 60, least: 1, help: "files of a round" },
      rounds: { number: "N", default: 5, least: 1, help: "rounds, of which the best counts" },
      peers: { help: "such files through SQLFluff and sqruff as well, in the same run" },
      large: { help: "cost against size, up to 10 MB" },
      memory: { help: "the peak of a process that lints 10 MB" },
    },
  });
  phases(values.files, values.rounds);
  if (values.large) sizes();
  if (values.memory) await memory(cut(large(), 10_000 * 1024));
  if (values.peers) await comparePeers(values.files);
}
