import { indexOf } from "../analysis/node_index.ts";
import { type Kind, type Tree, UNPARSABLE } from "../tree/mod.ts";
import { type FileContext, type Finding, RuleContext } from "./context.ts";
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

/** The nodes of some kinds that are not in an unparsable part of the tree. */
function nodesToVisit(tree: Tree, visits: readonly Kind[]): Int32Array {
  const nodes = indexOf(tree).ofAny(visits);
  const { unparsable } = tree;
  if (unparsable.length === 0) return nodes;
  let next = 0;
  let broken = 0;
  return nodes.filter((node) => {
    while (next < unparsable.length && unparsable[next]! <= node) {
      broken = Math.max(broken, tree.end(unparsable[next++]!));
    }
    return node >= broken;
  });
}

/** Shows a rule its nodes; those inside of a visited one only where the rule wants them. */
function visitAll(tree: Tree, rule: Rule, visit: (node: number) => void, nodes: Int32Array): void {
  if (rule.nested !== false) {
    for (let at = 0; at < nodes.length; at++) visit(nodes[at]!);
    return;
  }
  let doneUntil = 0;
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!;
    if (node < doneUntil) continue;
    doneUntil = tree.end(node);
    visit(node);
  }
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
 * Runs rules on a tree and returns what they found: rule by rule in the given order, within a rule
 * in the order of its reports. Unparsable parts are passed over. Rules that visit the same nodes
 * run one after another, so that the list of these nodes is made once and kept no longer.
 */
export function runRules(file: FileContext, rules: readonly Rule[]): Finding[] {
  const { tree } = file;
  const findings: Finding[][] = rules.map(() => []);
  for (const { visits, rules: places } of groupsOf(rules)) {
    const nodes = nodesToVisit(tree, visits);
    if (nodes.length === 0) continue;
    for (const place of places) {
      const rule = rules[place]!;
      const context = new RuleContext(file, rule);
      visitAll(tree, rule, rule.run(context), nodes);
      findings[place] = context.findings;
    }
  }
  return sound(file, findings.flat());
}
