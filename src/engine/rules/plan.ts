/** Which rules look at which nodes: worked out once for all files of one dialect and settings. */
import type { DialectFacts } from "../dialects/mod.ts";
import { optionsOf, type Settings } from "../settings/mod.ts";
import type { Kind, KindTable } from "../tree/mod.ts";
import type { FileContext, PlannedRule } from "./context.ts";
import type { Rule } from "./rule.ts";
import { appliesTo } from "./runs_when.ts";
import { Visited } from "./visited.ts";

/** A rule that is to run. */
export interface Planned extends PlannedRule {
  readonly rule: Rule;
}

/** Rules that visit the same kinds. */
export interface Group {
  readonly rules: readonly Planned[];
  /** The exact kinds that they visit, those below the kinds that they name among them. */
  readonly kinds: readonly Kind[];
}

/** The rules of a list that have anything to look for under some settings, by what they visit. */
export class Plan {
  readonly groups: readonly Group[];
  /** By kind the groups, by their places, that visit nodes of exactly that kind. */
  readonly #byKind: (readonly number[] | undefined)[];
  /** Room for what the groups visit; null while a run has it, so that one inside of it has its own. */
  #spare: Visited[] | null = null;

  constructor(
    rules: readonly Rule[],
    readonly table: KindTable,
    readonly settings: Settings,
    dialect: DialectFacts,
  ) {
    const planned = rules.map((rule, place): Planned => {
      return { rule, place, options: optionsOf(settings, rule) };
    }).filter(({ rule, options }) => appliesTo(rule, options, dialect.traits));
    const visits = ({ rule, options }: Planned) => rule.visitsUnder?.(options) ?? rule.visits;
    const alike = (each: Planned) => visits(each).toSorted((a, b) => a - b).join();
    this.groups = [...Map.groupBy(planned, alike).values()].map((group): Group => {
      const named = visits(group[0]!);
      return { rules: group, kinds: [...new Set(named.flatMap((each) => table.family(each)))] };
    });
    const byKind: (number[] | undefined)[] = [];
    for (const [at, { kinds }] of this.groups.entries()) {
      for (const kind of kinds) (byKind[kind] ??= []).push(at);
    }
    // One element for each kind: a sparse array would be looked up as a dictionary.
    this.#byKind = Array.from(byKind);
  }

  /** The groups, by their places, that visit nodes of exactly a kind. */
  visiting(kind: Kind): readonly number[] | undefined {
    return this.#byKind[kind];
  }

  /** Takes the room for what each group visits. */
  take(): Visited[] {
    const taken = this.#spare ?? this.groups.map(() => new Visited());
    this.#spare = null;
    return taken;
  }

  /** Gives the room back, for the next run. */
  give(taken: Visited[]): void {
    // Nothing of the tree is held until then.
    for (const visited of taken) visited.clear();
    this.#spare = taken;
  }
}

const plans = new WeakMap<readonly Rule[], Plan[]>();
/** A text whose dialect is looked for may be of any; under more settings the oldest plan goes. */
const MOST_PLANS = 32;

/** The plan of a list of rules for a file. */
export function planOf(rules: readonly Rule[], file: FileContext): Plan {
  const { settings, dialect, tree: { table } } = file;
  let known = plans.get(rules);
  if (known === undefined) plans.set(rules, known = []);
  for (const plan of known) if (plan.settings === settings && plan.table === table) return plan;
  const plan = new Plan(rules, table, settings, dialect);
  if (known.length >= MOST_PLANS) known.shift();
  known.push(plan);
  return plan;
}
