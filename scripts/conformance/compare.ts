/**
 * Compares the native engine with SQLFluff on generated SQL: how far their violations agree, rule
 * by rule, and the smallest file on which they differ. With --fix, it is the fixed texts that are
 * compared: when it fixes, SQLFluff reports what each rule finds after the fixes of those before.
 * A file that SQLFluff cannot parse is told apart: SQLFluff gives up the rest of it there, and ours
 * reads on, so only whether both refuse it is compared.
 */
import { answerLine } from "../../src/engine/mod.ts";
import { readTask } from "../task_arguments.ts";
import { rulesNotHit, ruleTable, statementList } from "./compare_report.ts";
import { SqlGenerator } from "./generator/mod.ts";
import { faultsAgainst, KEPT, readKept, type Tally, writeKept } from "./kept_scores.ts";

interface Answer {
  id: string;
  error?: string;
  violations?: { code: string; line: number; pos: number; description?: string }[];
  fixed?: string | null;
}

interface Options {
  count: number;
  seed: number;
  dialect: string;
  rules: string[] | undefined;
  fix: boolean;
  show: number;
  /** How often a rule is to be found not to be listed; undefined lists none. */
  least: number | undefined;
  kinds: boolean;
  keep: boolean;
  check: boolean;
  command: string[];
}

const TASK = {
  name: "conformance",
  does:
    `Compares the native engine with SQLFluff on generated SQL: how far their findings agree, rule by
rule, and the smallest file on which they differ. COMMAND is SQLFluff behind the protocol of
lint --jsonl.`,
  operands: "-- COMMAND ARG...",
  options: {
    count: { number: "N", default: 200, help: "files" },
    seed: { number: "N", default: 1, help: "of what is generated" },
    dialect: { value: "NAME", default: "ansi", help: "of the files" },
    rules: { value: "CODES", help: "these alone, between commas" },
    fix: { help: "compare fixed texts in place of findings" },
    show: { number: "N", default: 1, help: "differences that are shown" },
    least: {
      number: "N",
      help: "list rules that were found less often, and why others do not run",
    },
    kinds: { help: "list the kinds of statement that were made" },
    keep: { help: "write the F1 of each rule to docs/conformance-live.json" },
    check: { help: "ask the same again, and fail where a rule's F1 falls or is gone" },
  },
  exits: "0, 1 where --check finds less than was kept, 2 for wrong usage",
} as const;

function readOptions(): Options {
  const { values, operands } = readTask(TASK);
  const kept = values.check ? readKept() : undefined;
  return {
    ...values,
    count: kept?.count ?? values.count,
    seed: kept?.seed ?? values.seed,
    rules: values.rules?.split(","),
    command: operands,
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

/** A file on which the two differ, and how. */
interface Difference {
  sql: string;
  report: string;
}

/** What was found over all files. */
interface Outcome {
  tallies: Map<string, Tally>;
  different: Difference[];
  fixedAlike: number;
  /** Files that neither linter can parse, and that only one of the two cannot. */
  refused: { both: number; ours: number; theirs: number };
  /** How often a rule of SQLFluff broke down on a file, by its code. */
  brokeDown: Map<string, number>;
}

/** A rule of SQLFluff that broke down reports that, in place of what it was to find. */
const BROKE_DOWN = /^Unexpected exception/;

/** Leaves out the rules that broke down in SQLFluff; returns their codes. */
function leaveOutBroken(ours: Answer, theirs: Answer): string[] {
  const broken = (theirs.violations ?? []).filter(({ description = "" }) =>
    BROKE_DOWN.test(description)
  ).map(({ code }) => code);
  for (const answer of [ours, theirs]) {
    answer.violations = answer.violations?.filter(({ code }) => !broken.includes(code));
  }
  return broken;
}

/**
 * Rules that name one place of several: SQLFluff takes any of them, by the order of a Python set,
 * which changes from run to run. Of these only the number of findings is compared.
 */
const ANY_PLACE = ["LT07"];

/** The violations of an answer as they are compared. */
function comparedKeys(answer: Answer): string[] {
  let count = 0;
  return violationKeys(answer).map((key) => {
    const [code] = key.split("@");
    return ANY_PLACE.includes(code!) ? `${code}@${++count}` : key;
  });
}

function isRefused(keys: readonly string[]): boolean {
  return keys.some((key) => key.startsWith("PRS"));
}

/** Adds one file's answers to the outcome. */
function compareFile(outcome: Outcome, sql: string, ours: Answer, theirs: Answer, fix: boolean) {
  const { tallies, different, refused, brokeDown } = outcome;
  for (const code of leaveOutBroken(ours, theirs)) {
    brokeDown.set(code, (brokeDown.get(code) ?? 0) + 1);
  }
  const [mine, wanted] = [comparedKeys(ours), comparedKeys(theirs)];
  if (isRefused(mine) || isRefused(wanted)) {
    const which = !isRefused(wanted) ? "ours" : isRefused(mine) ? "both" : "theirs";
    refused[which]++;
    const where = mine.concat(wanted).find((key) => key.startsWith("PRS"));
    if (which !== "both") different.push({ sql, report: `refused by ${which} alone: ${where}` });
    if (which !== "ours") return;
  }
  if (fix) {
    if (ours.fixed === theirs.fixed) outcome.fixedAlike++;
    else {
      const report = `fixes differ\n--- ours\n${ours.fixed}\n--- theirs\n${theirs.fixed}`;
      different.push({ sql, report });
    }
    return;
  }
  count(tallies, mine, wanted);
  const extra = mine.filter((key) => !wanted.includes(key));
  const missing = wanted.filter((key) => !mine.includes(key));
  if (extra.length + missing.length === 0) return;
  const error = ours.error === undefined ? "" : `\nerror: ${ours.error}`;
  different.push({ sql, report: `extra ${extra.join(" ")}; missing ${missing.join(" ")}${error}` });
}

/** Asks both linters about generated files. */
async function compare(files: readonly string[], options: Options): Promise<Outcome> {
  const { dialect, rules, fix, command } = options;
  const lines = files.map((sql, index) =>
    JSON.stringify({ id: String(index), sql, dialect, rules, fix })
  );
  const theirs = await askOther(command, lines);
  const outcome: Outcome = {
    tallies: new Map(),
    different: [],
    fixedAlike: 0,
    refused: { both: 0, ours: 0, theirs: 0 },
    brokeDown: new Map(),
  };
  for (const [index, sql] of files.entries()) {
    const ours = JSON.parse(answerLine(lines[index]!)) as Answer;
    const other = theirs.get(String(index));
    if (other?.violations === undefined) {
      throw new Error(`SQLFluff did not lint request ${index}: ${other?.error ?? "no answer"}`);
    }
    compareFile(outcome, sql, ours, other, fix);
  }
  return outcome;
}

async function main(options: Options): Promise<number> {
  const generator = new SqlGenerator(options.seed, options.dialect);
  const files = Array.from({ length: options.count }, () => generator.next());
  const { tallies, different, refused, fixedAlike, brokeDown } = await compare(files, options);
  const parsed = files.length - refused.both - refused.theirs;
  console.log(`${files.length} files of ${options.dialect}, seed ${options.seed}`);
  console.log(
    `not parsed by both ${refused.both}, by ours alone ${refused.ours}, by SQLFluff alone ${refused.theirs}`,
  );
  for (const [code, times] of brokeDown) {
    console.log(`${code} of SQLFluff broke down ${times} times, and is left out there`);
  }
  if (options.fix) console.log(`fixed alike: ${fixedAlike} of ${parsed}`);
  else for (const line of ruleTable(tallies)) console.log(line);
  if (options.least !== undefined) {
    for (const line of rulesNotHit(tallies, options.dialect, options.least)) console.log(line);
  }
  if (options.kinds) {
    for (const line of statementList(files, options.dialect)) {
      console.log(line);
    }
  }
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

if (import.meta.main) Deno.exit(await main(readOptions()));
