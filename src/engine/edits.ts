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
export function reconcile(fixes: readonly Fix[]): Fix[] | null {
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

const WORD = /^\w$/;

/** Puts texts in a row; words that a change brings together are kept apart by a space. */
export class Joiner {
  readonly #pieces: string[] = [];
  #last = "";

  add(piece: string): void {
    if (piece === "") return;
    if (WORD.test(this.#last) && WORD.test(piece[0]!)) this.#pieces.push(" ");
    this.#pieces.push(piece);
    this.#last = piece.at(-1)!;
  }

  get text(): string {
    return this.#pieces.join("");
  }
}

/**
 * The text with all fixes made, or null when they contradict each other: at most one change an
 * anchor, but for one insertion on each side of it (SQLFluff's rule). A change inside of what
 * another one takes away or replaces is dropped.
 */
export function applyFixes(tree: Tree, fixes: readonly Fix[]): string | null {
  const kept = reconcile(fixes);
  if (kept === null) return null;
  const text = tree.tokens.text;
  const ordered = kept
    .map((fix) => ({ fix, edit: toEdit(tree, fix), order: walkOrder(tree, fix) }))
    .sort((a, b) =>
      a.edit.start - b.edit.start || a.order - b.order || b.fix.anchor - a.fix.anchor
    );
  const result = new Joiner();
  let at = 0;
  let gone = -1;
  for (const { fix, edit } of ordered) {
    if (gone >= 0 && fix.anchor > gone && fix.anchor < tree.end(gone)) continue;
    if (fix.action === "delete" || fix.action === "replace") gone = fix.anchor;
    result.add(text.slice(at, edit.start));
    result.add(edit.text);
    at = Math.max(at, edit.end);
  }
  result.add(text.slice(at));
  return result.text;
}
