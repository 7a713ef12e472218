/** What a comparison on generated SQL says: each rule, each kind of statement, and what was not hit. */
import { explainConfig } from "../../src/engine/explain_config.ts";
import { f1, type Tally } from "./kept_scores.ts";
import { kindsIn, kindsOf } from "./statement_kinds.ts";

/** A line for each rule that either linter reported, and one for all. */
export function ruleTable(tallies: ReadonlyMap<string, Tally>): string[] {
  const rows = [...tallies].sort(([a], [b]) => a < b ? -1 : 1);
  return ["rule   alike  extra missing      F1"].concat(rows.map(([rule, tally]) => {
    const { hits, extra, missing } = tally;
    const counts = `${pad(hits, 6)} ${pad(extra, 6)} ${pad(missing, 7)}`;
    return `${rule.padEnd(5)} ${counts}  ${f1(tally).toFixed(4)}`;
  }));
}

/** The rules that run by default and were found fewer than `least` times, and those that do not. */
export function rulesNotHit(
  tallies: ReadonlyMap<string, Tally>,
  dialect: string,
  least: number,
): string[] {
  const { rules } = explainConfig({ dialect });
  const hits = (code: string) => tallies.get(code)?.hits ?? 0;
  const few = rules.filter(({ code, runs }) => runs && hits(code) < least);
  return [
    few.length === 0
      ? `every rule that runs was found ${least} times or more`
      : `found fewer than ${least} times: ${
        few.map(({ code }) => `${code} (${hits(code)})`).join(", ")
      }`,
    "rules that do not run by default:",
    ...rules.filter(({ runs }) => !runs).map(({ code, name, reason }) =>
      `  ${code} ${name}: ${reason}`
    ),
  ];
}

/** How often each kind of statement was made, and the grammar's that were not. */
export function statementList(files: readonly string[], dialect: string): string[] {
  const made = new Map<string, number>();
  for (const kind of files.flatMap((sql) => kindsIn(sql, dialect))) {
    made.set(kind, (made.get(kind) ?? 0) + 1);
  }
  const listed = [...made].sort(([a], [b]) => a < b ? -1 : 1);
  const absent = kindsOf(dialect).filter((kind) => !made.has(kind));
  return [
    `kinds of statement made (${made.size}): ${listed.map(([k, n]) => `${k} ${n}`).join(", ")}`,
    `kinds of the grammar not made (${absent.length}): ${absent.join(", ")}`,
  ];
}

function pad(value: number, width: number): string {
  return String(value).padStart(width);
}
