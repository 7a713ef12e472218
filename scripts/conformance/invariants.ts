/**
 * What must hold for any text whatever, tried on recorded files and on damaged copies of them:
 * - the printed tree is the text, whether it can be parsed or not;
 * - no input makes the engine throw, or takes it longer than a second;
 * - fixing a text that has no findings changes nothing, and fixing twice is fixing once;
 * - no fix does to code or comments what the rules have not declared, or makes less of it parse;
 * - the same of templates, whose tags change in their blanks only (`template_invariants.ts`).
 */
import { existsSync } from "node:fs";
import fc from "fast-check";
import { EngineError } from "../../src/engine/errors.ts";
import { undeclared } from "../../src/engine/fixes/check.ts";
import { together } from "../../src/engine/rules/effects.ts";
import { lint } from "../../src/engine/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { RULES } from "../../src/engine/rules/list.ts";
import { readTask } from "../task_arguments.ts";
import { DATA_OPTION } from "./data_option.ts";
import { type Golden, goldenDialects, goldensPath, readJsonLines } from "./recorded.ts";
import { TemplateGenerator } from "./template_generator.ts";
import { templateFault } from "./template_invariants.ts";

const TASK = {
  name: "invariants",
  does:
    `Tries what must hold for any text on recorded files and on damaged copies of them: the printed tree
is the text, nothing throws or takes longer than a second, fixes settle and lose nothing. Every file
is read in its own dialect, and inputs are made up in any.`,
  options: {
    dialect: { value: "NAME", help: "all in this dialect" },
    inputs: { number: "N", default: 100_000, help: "damaged copies and made-up texts" },
    templates: { number: "N", default: 2000, help: "templates" },
    seed: { number: "N", default: 1, help: "of what is made up" },
    data: DATA_OPTION,
  },
  exits: "0 all hold, 1 one does not, 2 wrong usage",
} as const;

const SLOW = 1000;

interface File {
  name: string;
  dialect: string;
  sql: string;
}

function goldens(data: string, dialect: string | undefined): File[] {
  return goldenDialects(data).flatMap((own) =>
    readJsonLines<Golden>(goldensPath(data, own)).map(({ file, sql }) => {
      return { name: `${own}/${file}`, dialect: dialect ?? own, sql };
    })
  );
}

class Report {
  private faults = 0;
  private readonly shown = new Set<string>();

  fault(kind: string, what: string): void {
    this.faults++;
    if (this.shown.has(kind) && this.faults > 20) return;
    this.shown.add(kind);
    console.error(`${kind}: ${what}`);
  }

  get count(): number {
    return this.faults;
  }
}

function printed(sql: string, dialect: string): string {
  const { tree } = parse(sql, dialect);
  return tree.text(0);
}

/** The named refusals of the engine are answers, not faults. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

const DECLARED = together(RULES.flatMap((rule) => rule.fixable ? [rule.effects] : []));

/** Holds what fixing made of a text to what rules may do. */
function compareFixed(sql: string, fixed: string, dialect: string, name: string, report: Report) {
  if (fixed === sql) return;
  // The parser is given text whose line ends are CR LF or LF; linting sees to that itself.
  const [before, after] = [sql, fixed]
    .map((text) => parse(text.replace(/\r(?!\n)/g, "\n"), dialect).tree);
  const why = undeclared(before!, after!, DECLARED);
  if (why !== null) report.fault("undeclared", `fixes of ${name} ${why}`);
  if (after!.unparsable.length > before!.unparsable.length) report.fault("parses worse", name);
}

function losslessness(files: readonly File[], report: Report): void {
  for (const { name, dialect, sql } of files) {
    if (printed(sql, dialect) !== sql) report.fault("lossy", name);
  }
  console.log(`losslessness: ${files.length} files`);
}

function fixing(files: readonly File[], report: Report): void {
  let clean = 0;
  let settled = 0;
  for (const { name, dialect, sql } of files) {
    const first = attempt(() => lint({ sql, dialect, fix: true }));
    if (first === null || first.fixed === null) continue;
    if (first.violations.length === 0) {
      clean++;
      if (first.fixed !== sql) report.fault("clean file changed", name);
    }
    if (!/\{[{%#]/.test(sql)) compareFixed(sql, first.fixed, dialect, name, report);
    const second = attempt(() => lint({ sql: first.fixed!, dialect, fix: true }));
    settled++;
    if (second !== null && second.fixed !== first.fixed) report.fault("fixing twice differs", name);
  }
  console.log(`fixing: ${clean} clean files unchanged, ${settled} fixed twice`);
}

/** Token soup, truncations, flipped bytes, doubled and swapped stretches. */
function damaged(files: readonly File[]): fc.Arbitrary<{ sql: string; dialect: string }> {
  const words = [
    ...new Set(files.slice(0, 400).flatMap((f) => f.sql.match(/\w+|[^\w\s]|\s+/g) ?? [])),
  ];
  const file = fc.constantFrom(...files.map((f) => ({ ...f, sql: f.sql.slice(0, 4000) })));
  const made = fc.constantFrom(...new Set(files.map((f) => f.dialect)));
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const place = (sql: string, share: number) => Math.floor(sql.length * share);
  return fc.oneof(
    fc.record({
      sql: fc.array(fc.constantFrom(...words), { maxLength: 120 }).map((list) => list.join("")),
      dialect: made,
    }),
    fc.tuple(file, at).map(([{ sql, dialect }, a]) => ({
      sql: sql.slice(0, place(sql, a)),
      dialect,
    })),
    fc.tuple(file, at, fc.integer({ min: 1, max: 0xffff })).map(([{ sql, dialect }, a, code]) => {
      const i = place(sql, a);
      return { sql: sql.slice(0, i) + String.fromCharCode(code) + sql.slice(i + 1), dialect };
    }),
    fc.tuple(file, at, at).map(([{ sql, dialect }, a, b]) => {
      const [from, to] = [place(sql, Math.min(a, b)), place(sql, Math.max(a, b))];
      return { sql: sql.slice(0, to) + sql.slice(from), dialect };
    }),
    fc.record({ sql: fc.string({ unit: "binary", maxLength: 200 }), dialect: made }),
  );
}

/**
 * How long linting a text takes, in milliseconds. What seems slow is tried twice more, and the
 * fastest counts: a busy machine keeps any text waiting.
 */
function lintTime(sql: string, dialect: string): number {
  let least = Infinity;
  for (let tries = 0; tries < 3 && least > SLOW; tries++) {
    const began = performance.now();
    attempt(() => lint({ sql, dialect }));
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

interface Run {
  inputs: number;
  seed: number;
}

function fuzz(files: readonly File[], { inputs, seed }: Run, report: Report): void {
  let done = 0;
  let slowest = 0;
  fc.assert(
    fc.property(damaged(files), ({ sql, dialect }) => {
      if (attempt(() => printed(sql, dialect)) !== sql) {
        report.fault("lossy", `${dialect}: ${JSON.stringify(sql.slice(0, 300))}`);
      }
      const took = lintTime(sql, dialect);
      slowest = Math.max(slowest, took);
      if (took > SLOW) {
        report.fault(
          "slow",
          `${Math.round(took)} ms in ${dialect}: ${JSON.stringify(sql.slice(0, 300))}`,
        );
      }
      const anyway = { core: { templater: "raw", fix_even_unparsable: true } };
      const answer = attempt(() => lint({ sql, dialect, fix: true, config: anyway }));
      const name = `${dialect}: ${JSON.stringify(sql.slice(0, 300))}`;
      if (answer?.fixed) compareFixed(sql, answer.fixed, dialect, name, report);
      if (++done % 20_000 === 0) console.log(`${done} inputs`);
    }),
    { numRuns: inputs, seed, endOnFailure: true },
  );
  console.log(`fuzz: ${done} inputs, the slowest ${Math.round(slowest)} ms`);
}

/** Fixes generated templates, every other one a soup of tags. */
function templates(count: number, seed: number, report: Report): void {
  const generator = new TemplateGenerator(seed);
  for (let each = 0; each < count; each++) {
    const settles = each % 2 === 0;
    const sql = settles ? generator.model() : generator.soup();
    const fault = attempt(() => templateFault(sql, { settles, anyway: each % 3 === 0 }));
    if (fault !== null) report.fault("template", `${fault}: ${JSON.stringify(sql)}`);
  }
  console.log(`templates: ${count}`);
}

if (import.meta.main) {
  const { values } = readTask(TASK);
  if (!existsSync(values.data)) {
    console.error(`there are no recorded files in ${values.data}`);
    Deno.exit(2);
  }
  const files = goldens(values.data, values.dialect);
  const report = new Report();
  losslessness(files, report);
  fixing(files, report);
  const { inputs, seed } = values;
  fuzz(files, { inputs, seed }, report);
  templates(values.templates, seed, report);
  console.log(report.count === 0 ? "all hold" : `${report.count} faults`);
  Deno.exit(report.count === 0 ? 0 : 1);
}
