/**
 * The lines of a SELECT's targets (LT09): the edits that give each target a line of its own, and
 * those that bring a lone target up to its SELECT.
 */
import { type Fix, insertAfter, insertBefore, remove, replace } from "../../edits.ts";
import { codePoints, columnOf } from "../../layout/mod.ts";
import { hasNewline, kind, NEWLINE, nextCode, sameLine, type Tree } from "../../tree/mod.ts";

const MODIFIER = kind("select_clause_modifier");
const TARGET = kind("select_clause_element");
const WILDCARD = kind("wildcard_expression");
const FROM = kind("from_clause");
const COMMA = kind("comma");
const LINE_FEED = 0x0a;

/** A select clause by its parts. */
export interface SelectTargets {
  readonly clause: number;
  /** The keyword, and the DISTINCT or ALL behind it; -1 for none. */
  readonly select: number;
  readonly modifier: number;
  readonly targets: readonly number[];
  /** The FROM clause that follows; -1 for none. */
  readonly from: number;
}

/** Reads a select clause. */
export function readTargets(tree: Tree, clause: number): SelectTargets {
  const next = nextCode(tree, clause);
  const targets: number[] = [];
  let select = -1;
  let modifier = -1;
  for (let child = tree.firstChild(clause); child >= 0; child = tree.nextSibling(child)) {
    if (select < 0 && tree.isCode(child)) select = child;
    if (tree.is(child, TARGET)) targets.push(child);
    else if (modifier < 0 && tree.is(child, MODIFIER)) modifier = child;
  }
  return {
    clause,
    select,
    modifier,
    targets,
    from: next >= 0 && tree.is(next, FROM) ? next : -1,
  };
}

/** Whether a target stands for all columns. */
export function isWildcard(tree: Tree, target: number): boolean {
  return tree.childOf(target, WILDCARD) >= 0;
}

/** What stands between two nodes: leaves with a width, and what a template left. */
function between(tree: Tree, before: number, after: number): number[] {
  const found: number[] = [];
  const end = tree.firstLeaf(after);
  for (let leaf = tree.leafAfter(before); leaf >= 0 && leaf < end; leaf = tree.leafAfter(leaf)) {
    if (!tree.isMeta(leaf) || tree.mark(leaf) !== null) found.push(leaf);
  }
  return found;
}

/** Whether a node starts on the line of another's last code; both are near, so no text is cut out. */
function continuesLine(tree: Tree, before: number, node: number): boolean {
  const { text } = tree.tokens;
  const start = tree.start(node);
  for (let at = tree.start(tree.lastCode(before)); at < start; at++) {
    if (text.charCodeAt(at) === LINE_FEED) return false;
  }
  return true;
}

/** Whether a clause has several targets, and each of them starts a line, as FROM does: most are so. */
export function areSpread(tree: Tree, clause: number): boolean {
  let count = 0;
  let before = -1;
  let hasModifier = false;
  for (let child = tree.firstChild(clause); child >= 0; child = tree.nextSibling(child)) {
    if (!tree.isCode(child)) continue;
    if (tree.is(child, TARGET)) {
      if (before < 0 || continuesLine(tree, before, child)) return false;
      before = child;
      count++;
    } else if (before < 0) before = child;
    else if (!hasModifier && count === 0 && tree.is(child, MODIFIER)) {
      before = child;
      hasModifier = true;
    }
  }
  if (count < 2) return false;
  const next = nextCode(tree, clause);
  return next < 0 || !tree.is(next, FROM) || !sameLine(tree, tree.start(before), tree.start(next));
}

/** Starts a new line before a node; without comments, the blanks behind `before` go, too. */
function breakBefore(tree: Tree, before: number, node: number): Fix[] {
  const gap = between(tree, before, node);
  const isPlain = !gap.some((leaf) => tree.isComment(leaf));
  const last = gap.at(-1) ?? -1;
  const touches = last >= 0 && tree.isWhitespace(last) && !tree.isTemplated(last);
  const others = isPlain ? gap.filter((leaf) => tree.isWhitespace(leaf) && leaf !== last) : [];
  return [touches ? replace(last, "\n") : insertBefore(node, "\n"), ...others.map(remove)];
}

/** The edits that give each target, and FROM, a line of its own; none where all have one. */
export function spreadTargets(tree: Tree, parts: SelectTargets): Fix[] {
  const { select, modifier, targets, from, clause } = parts;
  const start = tree.start(targets.at(-1) ?? select);
  const fixes: Fix[] = [];
  let before = modifier < 0 ? select : modifier;
  for (const target of targets) {
    if (continuesLine(tree, before, target)) fixes.push(...breakBefore(tree, before, target));
    before = target;
  }
  if (from >= 0 && sameLine(tree, start, tree.start(from))) {
    fixes.push(...breakBefore(tree, tree.lastCode(clause), from));
  }
  return fixes;
}

/**
 * Whether a lone target stands below its SELECT though it is of one line. The lines of a DISTINCT ON
 * between the two are its own.
 */
export function isBelow(tree: Tree, parts: SelectTargets): boolean {
  const { select, modifier, targets: [target] } = parts;
  if (target === undefined || hasNewline(tree, target)) return false;
  const before = modifier < 0 ? select : modifier;
  return !continuesLine(tree, before, target) ||
    (modifier >= 0 && !continuesLine(tree, select, modifier));
}

/** The blanks at the end of a gap; its last line break, too, where only they stand behind it. */
function lastLine(tree: Tree, gap: readonly number[]): number[] {
  const last = gap.findLastIndex((leaf) => tree.is(leaf, NEWLINE) || !tree.isWhitespace(leaf));
  return gap.slice(last >= 0 && tree.is(gap[last]!, NEWLINE) ? last : last + 1);
}

/**
 * Which blanks go when the code up to `last` leaves its line: that line, where nothing is left on
 * it. Where the query ends there, comments come up to the target.
 */
function emptied(tree: Tree, clause: number, gap: readonly number[], last: number): number[] {
  const next = nextCode(tree, clause);
  if (next < 0) {
    const isBlank = gap.every((leaf) => tree.isWhitespace(leaf));
    const final = lastLine(tree, gap).filter((leaf) => !tree.is(leaf, NEWLINE));
    return isBlank ? [...gap] : [gap[0]!, ...final];
  }
  const after = between(tree, last, next);
  const rest = after.findIndex((leaf) => tree.is(leaf, NEWLINE) || !tree.isWhitespace(leaf));
  const blanks = rest < 0 ? after : after.slice(0, rest);
  const endsLine = rest >= 0 && tree.is(after[rest]!, NEWLINE);
  return endsLine ? [...lastLine(tree, gap), ...blanks] : blanks;
}

/** Code points of the line of a node, once the first line of another stands at its end. */
function widthWith(tree: Tree, head: number, nodes: readonly number[]): number {
  const { text } = tree.tokens;
  const last = tree.start(nodes.at(-1)!);
  const end = text.indexOf("\n", last);
  const rest = text.slice(last, end < 0 ? undefined : end).trimEnd();
  const moved = [...nodes.slice(0, -1).map((node) => tree.text(node)), rest].join(" ");
  return columnOf(tree, tree.stop(head)) + 1 + codePoints(moved);
}

/**
 * The edits that bring a lone target up to its SELECT; none where a comment on that line is in the
 * way, where a template has a part in it, where DISTINCT stands below with comments around it, or
 * where the line would be longer than `limit` code points.
 */
export function raiseTarget(tree: Tree, parts: SelectTargets, limit: number): Fix[] {
  const { clause, select, modifier, targets } = parts;
  const target = targets[0]!;
  const isApart = modifier >= 0 && !continuesLine(tree, select, modifier);
  const head = modifier < 0 || isApart ? select : modifier;
  const gap = between(tree, head, isApart ? modifier : target);
  const rest = isApart ? between(tree, modifier, target) : [];
  if ([...gap, ...rest, target].some((each) => tree.isMeta(each) || tree.isTemplated(each))) {
    return [];
  }
  if (isApart && ![...gap, ...rest].every((leaf) => tree.isWhitespace(leaf))) return [];
  const start = gap.findIndex((leaf) => tree.is(leaf, NEWLINE));
  if (gap.slice(0, start).some((leaf) => !tree.isWhitespace(leaf))) return [];
  // A comma behind it goes with it, and nothing else does: what cannot be parsed stays.
  const next = nextCode(tree, target);
  const last = next >= 0 && tree.is(next, COMMA) ? next : -1;
  const moved = [isApart ? modifier : -1, target].filter((node) => node >= 0);
  if (limit > 0 && widthWith(tree, head, moved) > limit) return [];
  const text = moved.map((node) => tree.text(node)).join(" ");
  const gone = [
    ...gap.slice(0, start),
    ...emptied(tree, clause, gap.slice(start), last < 0 ? target : last),
    ...rest,
  ];
  return [
    insertAfter(head, ` ${text}${last < 0 ? "" : tree.text(last)}`),
    ...(last < 0 ? moved : [...moved, last]).map(remove),
    ...gone.map(remove),
  ];
}
