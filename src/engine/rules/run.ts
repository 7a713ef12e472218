import { indexOf, type Kind, type KindTable, type Tree, UNPARSABLE } from "../tree/mod.ts";
import { type FileContext, RuleContext } from "./context.ts";
import { type Finding, FindingColumns } from "./findings.ts";
import type { Rule } from "./rule.ts";

/** Rules that visit the same kinds, by their places in the list of rules. */
interface Group {
  visits: readonly Kind[];
  rules: number[];
}

const groupings = new WeakMap<readonly Rule[], readonly Group[]>();

function groupsOf(rules: readonly Rule[]): readonly Group[] {
  let found = groupings.get(rules);
  if (found === undefined) {
    const groups = new Map<string, Group>();
    for (const [at, { visits }] of rules.entries()) {
      const key = visits.toSorted((a, b) => a - b).join();
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { visits, rules: [at] });
      else group.rules.push(at);
    }
    groupings.set(rules, found = [...groups.values()]);
  }
  return found;
}

/** By kind the groups, by their places, that visit nodes of exactly that kind. */
type Dispatch = readonly (readonly number[] | undefined)[];

/** By what a dialect's kinds are and by its rules. */
const dispatches = new WeakMap<KindTable, WeakMap<readonly Rule[], Dispatch>>();

function dispatchOf(table: KindTable, rules: readonly Rule[]): Dispatch {
  let known = dispatches.get(table);
  if (known === undefined) dispatches.set(table, known = new WeakMap());
  let dispatch = known.get(rules);
  if (dispatch === undefined) {
    const groups: (number[] | undefined)[] = [];
    for (const [at, { visits }] of groupsOf(rules).entries()) {
      for (const kind of new Set(visits.flatMap((each) => table.family(each)))) {
        (groups[kind] ??= []).push(at);
      }
    }
    // One element for each kind: a sparse array would be looked up as a dictionary.
    known.set(rules, dispatch = Array.from(groups));
  }
  return dispatch;
}

/** The nodes of a stretch that a group visits: the first `count` of them. */
class Visited {
  readonly nodes: number[] = [];
  count = 0;
  /** The nodes, where the index has found them. */
  found: Int32Array | null = null;
}

/** A rule at work on one tree. */
interface Running {
  rule: Rule;
  visit: (node: number) => void;
  /** For rules that do not go into visited nodes: where the last visited one ends. */
  doneUntil: number;
}

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

/**
 * What the last run with the same rules has used, for the next one. While a run is under way it is not
 * here, so that a run inside of another has its own.
 */
const spare = new WeakMap<readonly Rule[], Visited[]>();

/** Fewer groups than this find their nodes in the index faster than in a walk over all nodes. */
const FEW_GROUPS = 8;

/** Rules at work on one tree, stretch after stretch. */
class Run {
  readonly #running: (Running | undefined)[] = [];
  readonly #dispatch: Dispatch;
  /** By group, what it visits in the stretch at hand. */
  readonly #visited: Visited[];

  /** `take` gets what the rules find as they find it, each with its rule's place in the list. */
  constructor(
    readonly file: FileContext,
    readonly rules: readonly Rule[],
    readonly take: (place: number, finding: Finding) => void,
  ) {
    this.#dispatch = dispatchOf(file.tree.table, rules);
    this.#visited = spare.get(rules) ?? groupsOf(rules).map(() => new Visited());
    spare.delete(rules);
  }

  /** Ends the run. */
  close(): void {
    spare.set(this.rules, this.#visited);
  }

  /** Shows the nodes in `[from, to)` to the rules that want them. */
  visit(from: number, to: number): void {
    indexOf(this.file.tree).focus(from, to);
    this.#sort(from, to);
    const groups = groupsOf(this.rules);
    for (let at = 0; at < groups.length; at++) {
      const visited = this.#visited[at]!;
      if (visited.count === 0) continue;
      for (const place of groups[at]!.rules) this.#show(this.#start(place), visited);
    }
  }

  /** Hands the nodes of a stretch of whole statements to the groups; unparsable parts are left out. */
  #sort(from: number, to: number): void {
    const { tree } = this.file;
    if (this.#visited.length < FEW_GROUPS && tree.unparsable.length === 0) {
      return this.#find(from, to);
    }
    const dispatch = this.#dispatch;
    const visited = this.#visited;
    for (const each of visited) {
      each.count = 0;
      each.found = null;
    }
    const isWhole = tree.unparsable.length === 0;
    for (let node = from; node < to; node++) {
      if (!isWhole && tree.is(node, UNPARSABLE)) {
        node = tree.end(node) - 1;
        continue;
      }
      const groups = dispatch[tree.kind(node)];
      if (groups === undefined) continue;
      for (let at = 0; at < groups.length; at++) {
        const into = visited[groups[at]!]!;
        into.nodes[into.count++] = node;
      }
    }
  }

  /** The same by the index, of a tree that parses. */
  #find(from: number, to: number): void {
    const index = indexOf(this.file.tree);
    for (const [at, { visits }] of groupsOf(this.rules).entries()) {
      const visited = this.#visited[at]!;
      visited.found = index.between(index.present(visits), from, to);
      visited.count = visited.found.length;
    }
  }

  #start(place: number): Running {
    let running = this.#running[place];
    if (running === undefined) {
      const rule = this.rules[place]!;
      const context = new RuleContext(
        this.file,
        rule,
        (anchor, description, fixes) => this.take(place, { rule, anchor, description, fixes }),
      );
      const visit = context.applies ? rule.run(context) : () => {};
      this.#running[place] = running = { rule, visit, doneUntil: 0 };
    }
    return running;
  }

  #show(running: Running, visited: Visited): void {
    const { rule, visit } = running;
    const { count } = visited;
    const nodes = visited.found ?? visited.nodes;
    const { tree } = this.file;
    if (rule.nested !== false) {
      for (let at = 0; at < count; at++) visit(nodes[at]!);
      return;
    }
    for (let at = 0; at < count; at++) {
      const node = nodes[at]!;
      if (node < running.doneUntil) continue;
      running.doneUntil = tree.end(node);
      visit(node);
    }
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
  take: (place: number, finding: Finding) => void,
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
  return rules.flatMap((_, place) => found[place] ?? []);
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
