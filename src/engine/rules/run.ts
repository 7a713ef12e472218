import { isKind, type Kind, kindCount, UNPARSABLE } from "../tree/mod.ts";
import { type FileContext, type Finding, RuleContext } from "./context.ts";
import type { Rule } from "./rule.ts";

/** A rule at work on one tree. */
interface Running {
  context: RuleContext;
  visit: (node: number) => void;
  /** For rules that do not go into visited nodes: where the last visited one ends. */
  doneUntil: number;
}

/** By kind, the indices of the rules that visit it; filled in as kinds come up. */
type Dispatch = (readonly number[] | undefined)[];

const dispatches = new WeakMap<readonly Rule[], { table: Dispatch; kinds: number }>();

function dispatchOf(rules: readonly Rule[]): Dispatch {
  let found = dispatches.get(rules);
  if (found === undefined || found.kinds !== kindCount()) {
    dispatches.set(rules, found = { table: [], kinds: kindCount() });
  }
  return found.table;
}

function visitorsOf(rules: readonly Rule[], kind: Kind): number[] {
  return rules.flatMap(({ visits }, index) =>
    visits.some((visited) => isKind(kind, visited)) ? [index] : []
  );
}

/** Whether a node is unparsable or part of something that is. */
function isBroken(file: FileContext, node: number): boolean {
  return file.tree.is(node, UNPARSABLE) || file.tree.closest(node, UNPARSABLE) >= 0;
}

/** Findings that touch nothing unparsable; nobody can judge or fix that. */
function sound(file: FileContext, findings: Finding[]): Finding[] {
  if (file.tree.unparsable.length === 0) return findings;
  return findings.filter(({ anchor, fixes }) =>
    !isBroken(file, anchor) && fixes.every((fix) => !isBroken(file, fix.anchor))
  );
}

/**
 * Runs rules on a tree, all in one traversal, and returns what they found: rule by rule in the
 * given order, within a rule in the order of its reports. Unparsable parts are passed over.
 */
export function runRules(file: FileContext, rules: readonly Rule[]): Finding[] {
  const { tree } = file;
  const running: Running[] = rules.map((rule) => {
    const context = new RuleContext(file, rule);
    return { context, visit: rule.run(context), doneUntil: 0 };
  });
  const dispatch = dispatchOf(rules);
  for (let node = 0; node < tree.size; node++) {
    const kind = tree.kind(node);
    if (kind === UNPARSABLE) {
      node = tree.end(node) - 1;
      continue;
    }
    const visitors = dispatch[kind] ??= visitorsOf(rules, kind);
    if (visitors.length === 0) continue;
    for (const index of visitors) {
      const each = running[index]!;
      if (node < each.doneUntil) continue;
      if (each.context.rule.nested === false) each.doneUntil = tree.end(node);
      each.visit(node);
    }
  }
  return sound(file, running.flatMap(({ context }) => context.findings));
}
