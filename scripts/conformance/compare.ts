/**
 * Compares the native engine with SQLFluff on generated SQL: how far their violations agree, rule
 * by rule, and the smallest file on which they differ. With --fix, it is the fixed texts that are
 * compared: when it fixes, SQLFluff reports what each rule finds after the fixes of those before.
 *
 *     deno run --allow-run scripts/conformance/compare.ts [--count N] [--seed N] [--rules A,B]
 *         [--fix] [--show N] [--keep | --check] -- COMMAND ARG...
 *
 * --keep writes the F1 of each rule to docs/conformance-live.json, with the count and seed it is
 * of; --check asks the same again and fails where a rule's falls below what is kept, or is gone.
 * COMMAND answers JSON lines as `lint --jsonl` does; it is SQLFluff behind that protocol.
 */
import { answerLine } from "../../src/engine/mod.ts";
import { SqlGenerator } from "./generator.ts";
import { f1, faultsAgainst, KEPT, readKept, type Tally, writeKept } from "./kept_scores.ts";

interface Answer {
  id: string;
  error?: string;
  violations?: { code: string; line: number; pos: number }[];
  fixed?: string | null;
}

interface Options {
  count: number;
  seed: number;
  rules: string[] | undefined;
  fix: boolean;
  show: number;
  keep: boolean;
  check: boolean;
  command: string[];
}

function readOptions(args: string[]): Options {
  const split = args.indexOf("--");
  const own = split < 0 ? args : args.slice(0, split);
  const value = (name: string) => {
    const at = own.indexOf(`--${name}`);
    return at < 0 ? undefined : own[at + 1];
  };
  const check = own.includes("--check");
  const kept = check ? readKept() : undefined;
  return {
    count: kept?.count ?? Number(value("count") ?? 200),
    seed: kept?.seed ?? Number(value("seed") ?? 1),
    keep: own.includes("--keep"),
    check,
    rules: value("rules")?.split(","),
    fix: own.includes("--fix"),
    show: Number(value("show") ?? 1),
    command: split < 0 ? [] : args.slice(split + 1),
  };
}

/** Answers of the other linter, by request id. */
export async function askOther(command: string[], lines: string[]): Promise<Map<string, Answer>> {
  const [path, ...args] = command;
  if (path === undefined) throw new Error("name SQLFluff's command after --");
  const process = new Deno.Command(path, { args, stdin: "piped", stdout: "piped" }).spawn();
  const writer = process.stdin.getWriter();
  const written = writer.write(new TextEncoder().encode(lines.join("\n") + "\n"))
    .then(() => writer.close());
  const output = await process.output();
  await written;
  const answers = new TextDecoder().decode(output.stdout).trim().split("\n");
  return new Map(answers.map((line) => JSON.parse(line) as Answer).map((each) => [each.id, each]));
}

export function violationKeys(answer: Answer | undefined): string[] {
  const found = (answer?.violations ?? []).map(({ code, line, pos }) => `${code}@${line}:${pos}`);
  return [...new Set(found)].sort();
}

function score(tally: Tally): string {
  const { hits, extra, missing } = tally;
  return `F1 ${f1(tally).toFixed(4)} (${hits} alike, ${extra} extra, ${missing} missing)`;
}

function count(tallies: Map<string, Tally>, ours: string[], theirs: string[]): void {
  const tally = (key: string, what: keyof Tally) => {
    for (const name of [key.split("@")[0]!, "all"]) {
      const found = tallies.get(name) ?? { hits: 0, extra: 0, missing: 0 };
      found[what]++;
      tallies.set(name, found);
    }
  };
  for (const key of ours) tally(key, theirs.includes(key) ? "hits" : "extra");
  for (const key of theirs) if (!ours.includes(key)) tally(key, "missing");
}

async function main(options: Options): Promise<number> {
  const generator = new SqlGenerator(options.seed);
  const files = Array.from({ length: options.count }, () => generator.next());
  const lines = files.map((sql, index) =>
    JSON.stringify({
      id: String(index),
      sql,
      dialect: "ansi",
      rules: options.rules,
      fix: options.fix,
    })
  );
  const theirs = await askOther(options.command, lines);
  const tallies = new Map<string, Tally>();
  const different: { sql: string; report: string }[] = [];
  let fixes = 0;
  for (const [index, sql] of files.entries()) {
    const ours = JSON.parse(answerLine(lines[index]!)) as Answer;
    const other = theirs.get(String(index));
    if (other?.violations === undefined) {
      throw new Error(`SQLFluff did not lint request ${index}: ${other?.error ?? "no answer"}`);
    }
    const [mine, wanted] = [violationKeys(ours), violationKeys(other)];
    if (ours.fixed === (other?.fixed ?? null)) fixes++;
    if (options.fix) {
      if (ours.fixed !== other?.fixed) {
        const report = `fixes differ\n--- ours\n${ours.fixed}\n--- theirs\n${other?.fixed}`;
        different.push({ sql, report });
      }
      continue;
    }
    count(tallies, mine, wanted);
    const extra = mine.filter((key) => !wanted.includes(key));
    const missing = wanted.filter((key) => !mine.includes(key));
    if (extra.length + missing.length === 0) continue;
    const error = ours.error === undefined ? "" : `\nerror: ${ours.error}`;
    different.push({
      sql,
      report: `extra ${extra.join(" ")}; missing ${missing.join(" ")}${error}`,
    });
  }
  for (const [name, tally] of [...tallies].sort(([a], [b]) => a < b ? -1 : 1)) {
    console.log(`${name.padEnd(5)} ${score(tally)}`);
  }
  if (options.fix) console.log(`fixed alike: ${fixes} of ${files.length}`);
  different.sort((a, b) => a.sql.length - b.sql.length);
  for (const { sql, report } of different.slice(0, options.show)) {
    console.log(`\n=== ${report}\n--- sql\n${sql}`);
  }
  if (options.keep) writeKept(options, tallies);
  const faults = options.check ? faultsAgainst(readKept(), tallies) : [];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) console.error(`mend them, or look at them and keep: ${KEPT}`);
  return faults.length > 0 ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main(readOptions(Deno.args)));
