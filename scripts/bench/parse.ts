/**
 * Measures the CPU time of lexing and parsing formatted SQL, and how the cost grows with size.
 *
 *     deno run scripts/bench/parse.ts [ROUNDS]
 */
import "../../src/engine/dialects/all.ts";
import process from "node:process";
import { findDialect } from "../../src/engine/dialects/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { corpus } from "./corpus.ts";

function lineCount(texts: string[]): number {
  return texts.reduce((sum, text) => sum + text.split("\n").length - 1, 0);
}

/** Least CPU time of some rounds, in milliseconds: what other programs do does not count. */
function best(rounds: number, run: () => void): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const from = process.cpuUsage();
    run();
    const used = process.cpuUsage(from);
    least = Math.min(least, (used.user + used.system) / 1000);
  }
  return least;
}

function main(): void {
  const rounds = Number(Deno.args[0] ?? 5);
  const files = corpus(1, 60, 44);
  const lines = lineCount(files);
  const { lexer } = findDialect("ansi");
  parse(files[0]!, "ansi");
  const lexing = best(rounds, () => files.forEach((text) => lexer.lex(text)));
  const both = best(rounds, () => files.forEach((text) => parse(text, "ansi")));
  const rate = (milliseconds: number, of: number) => Math.round((of / milliseconds) * 1000);
  console.log(`${files.length} files, ${lines} lines`);
  console.log(`lex        ${rate(lexing, lines)} lines/s`);
  console.log(`lex+parse  ${rate(both, lines)} lines/s`);
  for (const size of [100, 1000, 10000]) {
    const [text] = corpus(2, 1, size);
    const time = best(2, () => parse(text!, "ansi"));
    const count = lineCount([text!]);
    console.log(`one file of ${count} lines, ${text!.length} bytes: ${rate(time, count)} lines/s`);
  }
}

if (import.meta.main) main();
