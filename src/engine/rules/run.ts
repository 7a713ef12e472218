import { indexOf, type Tree, UNPARSABLE } from "../tree/mod.ts";
import { type FileContext, RuleContext, type TakeReport } from "./context.ts";
import { type Finding, FindingColumns } from "./findings.ts";
import { type Plan, type Planned, planOf } from "./plan.ts";
import type { Rule } from "./rule.ts";
import type { Visited } from "./visited.ts";

/** What a rule at work on one tree does at each node that it visits. */
type Visit = (node: number) => void;

/** Statements are gone through together until they have this many nodes. */
const STRETCH = 1 << 11;

/** Where a stretch of whole statements that starts at a node ends. */
function stretchEnd(tree: Tree, from: number): number {
  let end = Math.max(from, 1);
  while (end < tree.size && end - from < STRETCH) end = tree.end(end);
  return end;
}

/**
 * Of a tree of up to so many nodes nothing that was worked out for rules is let go: while a text is
 * fixed they run one by one.
 */
const KEPT = 1 << 14;

/** Takes what the rules find as they find it, each with its rule's place in the list. */
type TakeFound = (place: number, finding: Finding) => void;

/** Rules at work on one tree, stretch after stretch. */
class Run {
  /** By rule what it does, once it has begun. */
  readonly #visits: (Visit | undefined)[];
  /** By rule that does not go into visited nodes where the last visited one ends. */
  readonly #doneUntil: number[] = [];
  readonly #plan: Plan;
  /** By group, what it visits in the stretch at hand. */
  readonly #visited: Visited[];
  readonly #report: TakeReport;

  constructor(readonly file: FileContext, rules: readonly Rule[], take: TakeFound) {
    this.#plan = planOf(rules, file);
    this.#visits = new Array<Visit | undefined>(rules.length);
    // Not assigned as it is written: V8 puts such a function among what is old, with all that it holds.
    const report: TakeReport = (place, anchor, description, fixes) => {
      take(place, { rule: rules[place]!, anchor, description, fixes });
    };
    this.#report = report;
    this.#visited = this.#plan.take();
  }

  /** Ends the run. */
  close(): void {
    this.#plan.give(this.#visited);
  }

  /** Shows the nodes in `[from, to)`, which are whole statements, to the rules that want them. */
  visit(from: number, to: number): void {
    const { tree } = this.file;
    indexOf(tree).focus(from, to);
    if (tree.unparsable.length > 0) this.#sort(from, to);
    else this.#find(from, to);
    const { groups } = this.#plan;
    for (let at = 0; at < groups.length; at++) {
      const visited = this.#visited[at]!;
      if (visited.from === visited.to) continue;
      const { rules } = groups[at]!;
      for (let each = 0; each < rules.length; each++) {
        this.#show(rules[each]!, visited);
      }
    }
  }

  /** Hands the nodes of a stretch to the groups; unparsable parts are left out. */
  #sort(from: number, to: number): void {
    const { tree } = this.file;
    const visited = this.#visited;
    for (let at = 0; at < visited.length; at++) visited[at]!.clear();
    for (let node = from; node < to; node++) {
      if (tree.is(node, UNPARSABLE)) {
        node = tree.end(node) - 1;
        continue;
      }
      const groups = this.#plan.visiting(tree.kind(node));
      if (groups === undefined) continue;
      for (let at = 0; at < groups.length; at++) visited[groups[at]!]!.push(node);
    }
  }

  /** The same by the index, of a tree that parses. */
  #find(from: number, to: number): void {
    const index = indexOf(this.file.tree);
    const { groups } = this.#plan;
    for (let at = 0; at < groups.length; at++) {
      this.#visited[at]!.find(index, groups[at]!.kinds, from, to);
    }
  }

  #start(planned: Planned): Visit {
    const { rule, place } = planned;
    return this.#visits[place] ??= rule.run(new RuleContext(this.file, planned, this.#report));
  }

  #show(planned: Planned, { nodes, from, to }: Visited): void {
    const { rule: { nested }, place } = planned;
    const visit = this.#start(planned);
    if (nested !== false) {
      for (let at = from; at < to; at++) visit(nodes[at]!);
      return;
    }
    const { tree } = this.file;
    let doneUntil = this.#doneUntil[place] ?? 0;
    for (let at = from; at < to; at++) {
      const node = nodes[at]!;
      if (node < doneUntil) continue;
      doneUntil = tree.end(node);
      visit(node);
    }
    this.#doneUntil[place] = doneUntil;
  }
}

/** Whether a node is unparsable or part of something that is. */
function isBroken(file: FileContext, node: number): boolean {
  return file.tree.is(node, UNPARSABLE) || file.tree.closest(node, UNPARSABLE) >= 0;
}

/** Whether a finding touches nothing unparsable; nobody can judge or fix that. */
function isSound(file: FileContext, { anchor, fixes }: Finding): boolean {
  return file.tree.unparsable.length === 0 ||
    (!isBroken(file, anchor) && fixes.every((fix) => !isBroken(file, fix.anchor)));
}

/**
 * Runs rules on a tree and hands on what they find. All rules go through a stretch of statements
 * before any goes on, so that it is still at hand; of a large tree what was kept is let go then.
 */
function runInStretches(
  file: FileContext,
  rules: readonly Rule[],
  take: TakeFound,
): void {
  const { tree } = file;
  const run = new Run(file, rules, (place, finding) => {
    if (isSound(file, finding)) take(place, finding);
  });
  for (let from = 0; from < tree.size;) {
    const to = stretchEnd(tree, from);
    run.visit(from, to);
    if (to < tree.size && tree.size > KEPT) file.forget();
    from = to;
  }
  run.close();
}

/**
 * Runs rules on a tree and returns what they found: rule by rule in the given order, within a rule
 * in the order of its reports. Unparsable parts are passed over.
 */
export function runRules(file: FileContext, rules: readonly Rule[]): Finding[] {
  const found: (Finding[] | undefined)[] = [];
  runInStretches(file, rules, (place, finding) => (found[place] ??= []).push(finding));
  const all: Finding[] = [];
  for (let place = 0; place < found.length; place++) {
    const those = found[place];
    if (those !== undefined) { for (let at = 0; at < those.length; at++) all.push(those[at]!); }
  }
  return all;
}

/** Like `runRules`, of a text so large that what is found is kept as columns; `keep` picks from it. */
export function runRulesLean(
  file: FileContext,
  rules: readonly Rule[],
  keep: (finding: Finding) => boolean,
): FindingColumns {
  const found = new FindingColumns(rules, file.tree.tokens.arena);
  runInStretches(file, rules, (place, finding) => {
    if (keep(finding)) found.add(place, finding);
  });
  return found;
}
