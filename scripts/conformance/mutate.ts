/**
 * Compares the layout rules of the native engine with SQLFluff on changed layouts of recorded files:
 *   deno task mutate [--count 5000] [--seed 1] [--dialects ansi,postgres]
 *       [--rules LT01,LT02,LT03,LT04,LT05] [--findings] [--show N] [--data FOLDER] -- COMMAND ARG...
 * Each text is a golden with one to four seeded changes of its layout, and is asked of one rule, the
 * rules taking turns. Compared is the settled text, or with --findings what is found in one round.
 * COMMAND is SQLFluff behind the protocol of `lint --jsonl`. FOLDER holds goldens/*.jsonl (default:
 * CONFORMANCE_DATA or ../shared/conformance).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answerLine } from "../../src/engine/mod.ts";
import { askOther, violationKeys } from "./compare.ts";
import { mutateLayout, Random } from "./mutations.ts";

/** Longest golden that is changed, in characters: SQLFluff takes seconds over longer ones. */
const LONGEST = 4000;

interface Golden {
  readonly dialect: string;
  readonly file: string;
  readonly sql: string;
}

function goldensOf(data: string, dialects: readonly string[]): Golden[] {
  return dialects.flatMap((dialect) =>
    readFileSync(join(data, "goldens", `${dialect}.jsonl`), "utf8").split("\n")
      .filter((line) => line !== "")
      .map((line) => ({ ...JSON.parse(line) as { file: string; sql: string }, dialect }))
      .filter(({ sql }) => sql.length <= LONGEST)
  );
}

interface Request {
  readonly id: string;
  readonly sql: string;
  readonly dialect: string;
  readonly rules: readonly [string];
  readonly fix: boolean;
}

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly rules: readonly string[];
  readonly fix: boolean;
}

function makeRequests(goldens: readonly Golden[], options: Options): Request[] {
  const random = new Random(options.seed);
  return Array.from({ length: options.count }, (_, index) => {
    const { sql, dialect } = random.pick(goldens);
    return {
      id: String(index),
      sql: mutateLayout(sql, random),
      dialect,
      rules: [options.rules[index % options.rules.length]!],
      fix: options.fix,
    };
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      count: { type: "string", default: "5000" },
      seed: { type: "string", default: "1" },
      dialects: { type: "string", default: "ansi,postgres" },
      rules: { type: "string", default: "LT01,LT02,LT03,LT04,LT05" },
      findings: { type: "boolean", default: false },
      show: { type: "string", default: "0" },
      data: { type: "string" },
    },
  });
  const data = values.data ?? Deno.env.get("CONFORMANCE_DATA") ?? "../shared/conformance";
  const requests = makeRequests(goldensOf(data, values.dialects.split(",")), {
    count: Number(values.count),
    seed: Number(values.seed),
    rules: values.rules.split(","),
    fix: !values.findings,
  });
  const theirs = await askOther(positionals, requests.map((each) => JSON.stringify(each)));
  const tallies = new Map<string, { alike: number; of: number }>();
  const different: { request: Request; mine: string; wanted: string }[] = [];
  for (const request of requests) {
    const ours = JSON.parse(answerLine(JSON.stringify(request)));
    const other = theirs.get(request.id);
    if (other?.violations === undefined) {
      throw new Error(
        `SQLFluff did not answer request ${request.id}: ${other?.error ?? "nothing"}`,
      );
    }
    const [mine, wanted] = [ours, other].map((answer) =>
      request.fix ? answer.fixed ?? request.sql : violationKeys(answer).join(" ")
    ) as [string, string];
    const [rule] = request.rules;
    const tally = tallies.get(rule) ?? { alike: 0, of: 0 };
    tallies.set(rule, tally);
    tally.of++;
    if (mine === wanted) tally.alike++;
    else different.push({ request, mine, wanted });
  }
  const what = values.findings ? "findings" : "settled text";
  for (const [rule, { alike, of }] of [...tallies].sort()) {
    console.log(`${rule} ${what} alike: ${alike} of ${of} (${(100 * alike / of).toFixed(2)}%)`);
  }
  different.sort((a, b) => a.request.sql.length - b.request.sql.length);
  for (const { request, mine, wanted } of different.slice(0, Number(values.show))) {
    console.log(`\n=== ${request.rules[0]} ${request.dialect} ${request.id}`);
    console.log(`--- sql\n${request.sql}\n--- ours\n${mine}\n--- theirs\n${wanted}`);
  }
}

if (import.meta.main) await main();
