/** deno task score: the native engine against recorded answers of SQLFluff. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerLine } from "../../src/engine/mod.ts";
import { CATALOGUE } from "../../src/engine/catalogue.ts";
import { readTask } from "../task_arguments.ts";
import { DATA_OPTION } from "./data_option.ts";
import { type Golden, goldensPath, type Place, readJsonLines } from "./recorded.ts";
import { emptyDialect, type Score, scorePage, type Tally, total } from "./score_page.ts";

interface RuleCase {
  id: string;
  sql: string;
  dialect: string;
  configs?: unknown;
  rules: string[];
  expected: Place[];
  fix_changes?: boolean;
  fixed?: string;
}

interface Broken {
  file: string;
  mutation: string;
  sql: string;
  unparsable: [number, number][];
}

interface Answer {
  error?: string;
  violations?: Place[];
  fixed?: string | null;
}

function ask(request: Record<string, unknown>): Answer {
  return JSON.parse(answerLine(JSON.stringify({ id: 1, ...request })));
}

function keys(places: readonly Place[]): Set<string> {
  return new Set(places.map((v) => `${v.code}@${v.line}:${v.pos}`));
}

function same(a: Set<string>, b: Set<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

function add(tally: Tally, right: boolean): void {
  tally.of++;
  if (right) tally.right++;
}

function isRefused(violations: readonly Place[]): boolean {
  return violations.some((v) => v.code === "PRS" || v.code === "LXR");
}

function scoreCases(data: string, score: Score): void {
  for (const c of readJsonLines<RuleCase>(join(data, "rule-cases.jsonl"))) {
    if (!CATALOGUE.dialects.includes(c.dialect)) continue;
    const { sql, dialect, configs, rules } = c;
    const answer = ask({ sql, dialect, configs, rules, fix: c.fix_changes === true });
    const found = answer.violations !== undefined &&
      same(keys(answer.violations), keys(c.expected));
    const right = found && (c.fix_changes !== true || answer.fixed === c.fixed);
    const own = score.dialects[dialect] ??= emptyDialect();
    add(score.rules[rules[0] ?? ""] ??= { right: 0, of: 0 }, right);
    add(own.cases, right);
    if (c.fix_changes === true) add(own.fixed, answer.fixed === c.fixed);
    if (!right) score.differences.push(`case ${c.id}`);
  }
}

function scoreGoldens(path: string, dialect: string, score: Score): void {
  const own = score.dialects[dialect] ??= emptyDialect();
  for (const g of readJsonLines<Golden>(path)) {
    const answer = ask({ sql: g.sql, dialect });
    const ours = keys(answer.violations ?? []);
    const theirs = keys(g.violations);
    const alike = [...ours].filter((key) => theirs.has(key)).length;
    own.alike += alike;
    own.extra += ours.size - alike;
    own.missing += theirs.size - alike;
    if (isRefused(answer.violations ?? []) && !isRefused(g.violations)) own.falseParse++;
    const right = answer.violations !== undefined && same(ours, theirs);
    add(own.files, right);
    if (!right) score.differences.push(`golden ${dialect}/${g.file}`);
  }
}

function scoreBroken(path: string, dialect: string, score: Score): void {
  const own = score.dialects[dialect] ??= emptyDialect();
  for (const b of readJsonLines<Broken>(path)) {
    const answer = ask({ sql: b.sql, dialect });
    const refused = isRefused(answer.violations ?? []);
    const right = answer.violations !== undefined && refused === b.unparsable.length > 0;
    add(own.broken, right);
    if (!right) score.differences.push(`broken ${dialect}/${b.file} ${b.mutation}`);
  }
}

function scoreFiles(data: string, score: Score): void {
  for (const dialect of CATALOGUE.dialects) {
    const goldens = goldensPath(data, dialect);
    if (existsSync(goldens)) scoreGoldens(goldens, dialect, score);
    const broken = join(data, "broken", `${dialect}.jsonl`);
    if (existsSync(broken)) scoreBroken(broken, dialect, score);
  }
}

function scoreAll(data: string): Score {
  const score: Score = { sqlfluff: "4.5.0", rules: {}, dialects: {}, differences: [] };
  scoreCases(data, score);
  scoreFiles(data, score);
  score.differences.sort();
  return score;
}

const KEPT = "docs/conformance.json";
const PAGE = "docs/conformance.md";

function compare(kept: Score, now: Score): string[] {
  const before = new Set(kept.differences);
  const after = new Set(now.differences);
  return [
    ...now.differences.filter((d) => !before.has(d)).map((d) => `new difference: ${d}`),
    ...kept.differences.filter((d) => !after.has(d)).map((d) => `difference has gone: ${d}`),
  ];
}

const TASK = {
  name: "score",
  does:
    `Scores the native engine against recorded answers of SQLFluff, and keeps the percentages and every
known difference in docs/conformance.json, which docs/conformance.md shows. Where there are no
answers nothing is scored, and that is told; with --check and LINTEL_REQUIRE_INTEGRATION=1 in the
environment it is a failure.`,
  options: {
    check: {
      help: "write nothing; fail on a difference that is new and on one that has gone:\n" +
        "both are to be looked at, and committed",
    },
    data: DATA_OPTION,
  },
  exits: "0, 1 where the score is not the kept one, 2 for wrong usage",
} as const;

function main(): number {
  const { values } = readTask(TASK);
  if (!existsSync(values.data) || readdirSync(values.data).length === 0) {
    console.log(`not scored: there are no recorded answers in ${values.data}`);
    return values.check && Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1" ? 1 : 0;
  }
  const now = scoreAll(values.data);
  const sum = total(Object.values(now.dialects));
  for (const part of ["cases", "fixed", "files", "broken"] as const) {
    const { right, of } = sum[part];
    console.log(`${part}: ${right} of ${of} = ${(100 * right / of).toFixed(1)}%`);
  }
  const f1 = 2 * sum.alike / (2 * sum.alike + sum.extra + sum.missing);
  console.log(`findings: F1 ${f1.toFixed(4)}; files with a false PRS: ${sum.falseParse}`);
  if (values.check) {
    const faults = compare(JSON.parse(readFileSync(KEPT, "utf8")), now);
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) console.error("look at them, then: deno task score && deno fmt docs");
    return faults.length > 0 ? 1 : 0;
  }
  writeFileSync(KEPT, JSON.stringify(now, null, 2) + "\n");
  writeFileSync(PAGE, scorePage(now));
  return 0;
}

if (import.meta.main) Deno.exit(main());
