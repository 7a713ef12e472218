/** The F1 of each rule against a live SQLFluff, as the repository keeps it. */
import { readFileSync, writeFileSync } from "node:fs";

export const KEPT = "docs/conformance-live.json";

/** How often both linters report a finding, only ours does, and only SQLFluff does. */
export interface Tally {
  hits: number;
  extra: number;
  missing: number;
}

export interface KeptScores {
  /** Generated files, and the seed they were generated from. */
  count: number;
  seed: number;
  /** By rule code. */
  f1: Record<string, number>;
}

/** 1 where nothing was to be found and nothing was. */
export function f1({ hits, extra, missing }: Tally): number {
  const total = 2 * hits + extra + missing;
  return total === 0 ? 1 : 2 * hits / total;
}

export function readKept(): KeptScores {
  return JSON.parse(readFileSync(KEPT, "utf8")) as KeptScores;
}

export function writeKept(
  { count, seed }: Pick<KeptScores, "count" | "seed">,
  tallies: ReadonlyMap<string, Tally>,
): void {
  const rules = [...tallies].sort(([a], [b]) => a < b ? -1 : 1);
  const kept: KeptScores = {
    count,
    seed,
    f1: Object.fromEntries(rules.map(([rule, tally]) => [rule, rounded(f1(tally))])),
  };
  writeFileSync(KEPT, `${JSON.stringify(kept, null, 2)}\n`);
}

/** A line for each rule whose F1 fell, and for each that neither linter reports any more. */
export function faultsAgainst(
  kept: KeptScores,
  tallies: ReadonlyMap<string, Tally>,
): string[] {
  const faults: string[] = [];
  for (const [rule, before] of Object.entries(kept.f1)) {
    const tally = tallies.get(rule);
    if (tally === undefined) faults.push(`${rule}: neither linter reports it any more`);
    else if (rounded(f1(tally)) < before) {
      faults.push(`${rule}: F1 ${rounded(f1(tally))} is below the kept ${before}`);
    }
  }
  for (const rule of tallies.keys()) {
    if (!(rule in kept.f1)) faults.push(`${rule}: is reported, and no F1 of it is kept`);
  }
  return faults;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
