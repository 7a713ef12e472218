/**
 * Compares the layout rules of the native engine with SQLFluff on changed layouts of recorded files.
 * Each text is a golden, or with --corpus a file of tests/corpus, with one to four seeded changes of
 * its layout, and is asked of one rule, the rules taking turns; with --configured of all of them
 * under one of CONFIGURATIONS, these taking turns. Compared is the settled text, or with --findings
 * what is found in one round. A text that SQLFluff cannot parse is told apart, as it fixes none of
 * that.
 */
import { answerLine } from "../../src/engine/mod.ts";
import { readTask } from "../task_arguments.ts";
import { askOther, violationKeys } from "./compare.ts";
import { type Configuration, CONFIGURATIONS } from "./configurations.ts";
import { corpusFiles } from "./corpus.ts";
import { DATA_OPTION } from "./data_option.ts";
import { mutateLayout, Random } from "./mutations.ts";
import { type Golden, goldensPath, readJsonLines } from "./recorded.ts";

/** Longest golden that is changed, in characters: SQLFluff takes seconds over longer ones. */
const LONGEST = 4000;

/** A text that is changed. */
interface Base {
  readonly dialect: string;
  readonly sql: string;
}

function goldensOf(data: string, dialects: readonly string[]): Base[] {
  return dialects.flatMap((dialect) =>
    readJsonLines<Golden>(goldensPath(data, dialect)).map(({ sql }) => ({ sql, dialect }))
  );
}

interface Request {
  readonly id: string;
  readonly sql: string;
  readonly dialect: string;
  readonly rules: readonly string[];
  readonly configs?: Configuration;
  readonly fix: boolean;
}

/** A request, and what it is counted with. */
interface Trial {
  readonly name: string;
  readonly request: Request;
}

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly rules: readonly string[];
  readonly isConfigured: boolean;
  readonly fix: boolean;
}

function makeTrials(bases: readonly Base[], options: Options): Trial[] {
  const { count, rules, isConfigured, fix } = options;
  const random = new Random(options.seed);
  const configurations = Object.entries(CONFIGURATIONS);
  return Array.from({ length: count }, (_, index) => {
    const { sql, dialect } = random.pick(bases);
    const text = { id: String(index), sql: mutateLayout(sql, random), dialect, fix };
    const rule = rules[index % rules.length]!;
    if (!isConfigured) return { name: rule, request: { ...text, rules: [rule] } };
    const [name, config] = configurations[index % configurations.length]!;
    return { name, request: { ...text, rules, configs: config } };
  });
}

const TASK = {
  name: "mutate",
  does:
    `Compares the layout rules of the native engine with SQLFluff on seeded changes of the layout of
recorded files, a rule at a time. COMMAND is SQLFluff behind the protocol of lint --jsonl.`,
  operands: "-- COMMAND ARG...",
  options: {
    count: { number: "N", default: 5000, help: "texts" },
    seed: { number: "N", default: 1, help: "of the changes" },
    dialects: { value: "NAMES", default: "ansi,postgres", help: "of the files, between commas" },
    rules: { value: "CODES", default: "LT01,LT02,LT03,LT04,LT05", help: "which take turns" },
    configured: { help: "all of the rules at once, under configurations that take turns" },
    corpus: { help: "files of tests/corpus in place of recorded ones" },
    findings: { help: "compare what is found in one round, not the settled text" },
    show: { number: "N", default: 0, help: "differences that are shown" },
    data: DATA_OPTION,
  },
} as const;

async function main(): Promise<void> {
  const { values, operands } = readTask(TASK);
  const { data } = values;
  const dialects = values.dialects.split(",");
  const bases = values.corpus
    ? corpusFiles().filter((file) => dialects.includes(file.dialect) && !file.isBeyond)
    : goldensOf(data, dialects);
  const trials = makeTrials(bases.filter(({ sql }) => sql.length <= LONGEST), {
    count: values.count,
    seed: values.seed,
    rules: values.rules.split(","),
    isConfigured: values.configured,
    fix: !values.findings,
  });
  const theirs = await askOther(operands, trials.map(({ request }) => JSON.stringify(request)));
  const tallies = new Map<string, { alike: number; of: number }>();
  const different: { trial: Trial; mine: string; wanted: string }[] = [];
  let refused = 0;
  for (const trial of trials) {
    const { name, request } = trial;
    const ours = JSON.parse(answerLine(JSON.stringify(request)));
    const other = theirs.get(request.id);
    if (other?.violations === undefined) {
      throw new Error(
        `SQLFluff did not answer request ${request.id}: ${other?.error ?? "nothing"}`,
      );
    }
    if (violationKeys(other).some((key) => key.startsWith("PRS"))) {
      refused++;
      continue;
    }
    const [mine, wanted] = [ours, other].map((answer) =>
      request.fix ? answer.fixed ?? request.sql : violationKeys(answer).join(" ")
    ) as [string, string];
    const tally = tallies.get(name) ?? { alike: 0, of: 0 };
    tallies.set(name, tally);
    tally.of++;
    if (mine === wanted) tally.alike++;
    else different.push({ trial, mine, wanted });
  }
  const what = values.findings ? "findings" : "settled text";
  for (const [name, { alike, of }] of [...tallies].sort()) {
    console.log(`${name} ${what} alike: ${alike} of ${of} (${(100 * alike / of).toFixed(2)}%)`);
  }
  console.log(`not parsed by SQLFluff: ${refused} of ${trials.length}`);
  different.sort((a, b) => a.trial.request.sql.length - b.trial.request.sql.length);
  for (
    const { trial: { name, request }, mine, wanted } of different.slice(0, values.show)
  ) {
    console.log(`\n=== ${name} ${request.dialect} ${request.id}`);
    console.log(`--- sql\n${request.sql}\n--- ours\n${mine}\n--- theirs\n${wanted}`);
  }
}

if (import.meta.main) await main();
