/**
 * Fixes: what a rule wants done to the text, by nodes of the tree, and the making of one text
 * out of many of them.
 */
import type { Tree } from "./tree/mod.ts";

/** One change, anchored on a node. `text` is empty for a deletion. */
export interface Fix {
  readonly action: "before" | "after" | "replace" | "delete";
  readonly anchor: number;
  readonly text: string;
  /** A change of a template's own text, which no rendering shows, made instead. */
  readonly source?: Edit;
}

/** Puts `text` in front of a node. */
export function insertBefore(anchor: number, text: string): Fix {
  return { action: "before", anchor, text };
}

/** Puts `text` behind a node. */
export function insertAfter(anchor: number, text: string): Fix {
  return { action: "after", anchor, text };
}

/** Puts `text` in place of a node. */
export function replace(anchor: number, text: string): Fix {
  return { action: "replace", anchor, text };
}

/** Takes a node away. */
export function remove(anchor: number): Fix {
  return { action: "delete", anchor, text: "" };
}

/** Changes a template's own text, `start` to `end` of the source; `anchor` is near it. */
export function replaceSource(anchor: number, source: Edit): Fix {
  return { action: "replace", anchor, text: source.text, source };
}

/** A change of the text `[start, end)`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The change of the text that a fix stands for. */
export function toEdit(tree: Tree, fix: Fix): Edit {
  const start = tree.start(fix.anchor);
  const end = tree.stop(fix.anchor);
  if (fix.action === "before") return { start, end: start, text: fix.text };
  if (fix.action === "after") return { start: end, end, text: fix.text };
  return { start, end, text: fix.text };
}

/** Fixes without repetitions, or null when two of them want different things of one anchor. */
export function reconcile(fixes: readonly Fix[]): readonly Fix[] | null {
  const anchors = new Set<number>();
  for (const { anchor } of fixes) anchors.add(anchor);
  return anchors.size === fixes.length ? fixes : reconcileAnchors(fixes);
}

function reconcileAnchors(fixes: readonly Fix[]): Fix[] | null {
  const byAnchor = new Map<number, Fix[]>();
  const kept: Fix[] = [];
  for (const fix of fixes) {
    const there = byAnchor.get(fix.anchor) ?? [];
    if (there.some((each) => each.action === fix.action && each.text === fix.text)) continue;
    there.push(fix);
    byAnchor.set(fix.anchor, there);
    kept.push(fix);
  }
  for (const there of byAnchor.values()) {
    if (there.length < 2) continue;
    const sides = there.filter((each) => each.action === "before" || each.action === "after");
    const opposite = sides.length === 2 && sides[0]!.action !== sides[1]!.action;
    if (there.length > 2 || !opposite) return null;
  }
  return kept;
}

/**
 * Where a fix acts in the walk over the tree: in front of its anchor's subtree, at it, or behind
 * it. Insertions at one offset are ordered by it.
 */
export function walkOrder(tree: Tree, fix: Fix): number {
  if (fix.action === "after") return tree.end(fix.anchor) - 0.75;
  return fix.action === "before" ? fix.anchor - 0.5 : fix.anchor;
}

/** Whether a unit is an ASCII letter, a digit or an underscore. */
function isWordUnit(unit: number): boolean {
  const letter = unit | 32;
  return (letter >= 97 && letter <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
}

/**
 * Makes changes of a text one behind the other. Words that a change brings together are kept apart by
 * a space.
 */
export class Rewriter {
  /** What has become of the text so far, with its last unit. */
  readonly #pieces: string[] = [];
  #last = 0;
  /** How much of the text has been gone through. */
  #at = 0;
  readonly #edits: Edit[] = [];

  constructor(readonly text: string) {}

  /** Puts `text` in place of `[start, end)`; of that what is behind the changes so far. */
  change(start: number, end: number, text: string): void {
    this.#keepTo(start);
    const separated = this.#write(text);
    const last = this.#edits.at(-1);
    const stop = Math.max(this.#at, end);
    if (last !== undefined && last.end === this.#at) {
      last.text += separated;
      last.end = stop;
    } else this.#edits.push({ start: this.#at, end: stop, text: separated });
    this.#at = stop;
  }

  /** The changed text, and what of the text before has been changed: in order, with text between. */
  finish(): Rewritten {
    this.#keepTo(this.text.length);
    return { text: this.#pieces.join(""), edits: this.#edits };
  }

  /** Writes the text up to an offset as it is. */
  #keepTo(end: number): void {
    if (end <= this.#at) return;
    const kept = this.text.slice(this.#at, end);
    const separated = this.#write(kept);
    // Text only has a space put in front of it where a change ends.
    if (separated.length > kept.length) this.#edits.at(-1)!.text += " ";
    this.#at = end;
  }

  /** Writes a piece; answers what has been written. */
  #write(piece: string): string {
    if (piece === "") return "";
    const isBetweenWords = isWordUnit(this.#last) && isWordUnit(piece.charCodeAt(0));
    const written = isBetweenWords ? ` ${piece}` : piece;
    this.#pieces.push(written);
    this.#last = piece.charCodeAt(piece.length - 1);
    return written;
  }
}

/** A text after changes. */
export interface Rewritten {
  readonly text: string;
  /** What has been changed, as places of the text before: in order, and apart from each other. */
  readonly edits: readonly Edit[];
}

/** Fixes in the order that they are made in, which is mostly that of the rule that wants them. */
function inOrder(tree: Tree, fixes: readonly Fix[]): readonly Fix[] {
  const start = ({ action, anchor }: Fix) =>
    action === "after" ? tree.stop(anchor) : tree.start(anchor);
  const compare = (a: Fix, b: Fix) =>
    start(a) - start(b) || walkOrder(tree, a) - walkOrder(tree, b) || b.anchor - a.anchor;
  const isSorted = fixes.every((fix, at) => at === 0 || compare(fixes[at - 1]!, fix) <= 0);
  return isSorted ? fixes : fixes.toSorted(compare);
}

/**
 * The text with all fixes made, or null when they contradict each other: at most one change an
 * anchor, but for one insertion on each side of it (SQLFluff's rule). A change inside of what
 * another one takes away or replaces is dropped.
 */
export function applyFixes(tree: Tree, fixes: readonly Fix[]): Rewritten | null {
  const kept = reconcile(fixes);
  if (kept === null) return null;
  const result = new Rewriter(tree.tokens.text);
  let gone = -1;
  for (const fix of inOrder(tree, kept)) {
    if (gone >= 0 && fix.anchor > gone && fix.anchor < tree.end(gone)) continue;
    if (fix.action === "delete" || fix.action === "replace") gone = fix.anchor;
    const { start, end, text } = toEdit(tree, fix);
    result.change(start, end, text);
  }
  return result.finish();
}
