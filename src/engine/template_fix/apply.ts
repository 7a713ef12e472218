/**
 * Makes fixes in the pieces of a rendering. What is new has no place in the source of its own: it
 * stands between its neighbours, and is as wide as what it takes the place of. The rules are those
 * by which SQLFluff positions new segments.
 */
import type { Edit, Fix } from "../edits.ts";
import { type Position, Source } from "../source/mod.ts";
import type { TemplatedText } from "../templating/mod.ts";
import { type Tree, UNPARSABLE, WHITESPACE } from "../tree/mod.ts";
import {
  firstRendering,
  isEmptyExpression,
  isOwn,
  type Piece,
  piecesOf,
  type Place,
  placeOf,
  WorkedText,
} from "./pieces.ts";

/** A child as it was, or a text that is new among the children. */
interface Entry {
  /** The child, or the one that the text takes the place of; -1 for what is only put in. */
  readonly node: number;
  /** Empty for a child as it was. */
  readonly text: string;
  /** Where it is, as far as that is known. */
  place: Place | null;
}

const WORD = /^\w$/;

function startPoint({ sourceStart, start }: Place): Place {
  return { sourceStart, sourceEnd: sourceStart, start, end: start };
}

function endPoint({ sourceEnd, end }: Place): Place {
  return { sourceStart: sourceEnd, sourceEnd, start: end, end };
}

/** The place behind a text that starts at a place. */
function behind({ line, column }: Position, text: string): Position {
  const last = text.lastIndexOf("\n");
  if (last < 0) return { line, column: column + [...text].length };
  return { line: line + text.split("\n").length - 1, column: [...text.slice(last + 1)].length + 1 };
}

/**
 * What a replacement puts in front of and behind the text that it replaces, if it holds that as a
 * part of its own: then that part stays where it is. `before` null: it does not.
 */
function aroundOld(text: string, old: string): { before: string | null; after: string } {
  const joins = (one: string, other: string) =>
    one !== "" && other !== "" && kindOf(one.at(-1)!) === kindOf(other[0]!);
  const front = text.slice(0, old.length) === old ? text.slice(old.length) : null;
  if (front !== null && !joins(old, front)) return { before: "", after: front };
  const back = text.endsWith(old) ? text.slice(0, text.length - old.length) : null;
  return { before: back !== null && !joins(back, old) ? back : null, after: "" };
}

/** Characters of one kind make one token. */
function kindOf(char: string): string {
  if (char === "\n") return "newline";
  return WORD.test(char) ? "word" : char.trim() === "" ? "space" : char;
}

/** Walks a tree and leaves its pieces behind, with the fixes made. */
class Applier {
  readonly out: Piece[] = [];
  readonly cuts: Map<number, Place>;
  readonly #pieces: readonly Piece[];
  readonly #byAnchor = new Map<number, Fix[]>();
  /** Changes of the template itself, by the leaf that they are told at. */
  readonly #edits = new Map<number, Edit>();
  /** Where leaves start that reach to the start of their parents. */
  readonly #wider = new Map<number, Pick<Place, "sourceStart" | "start">>();
  /** Nodes below which something changes. */
  readonly #changed = new Set<number>();
  readonly #first: TemplatedText;
  readonly #isFirst: boolean;
  readonly #before: Source;
  #lastToken = -1;

  constructor(readonly tree: Tree, rendered: TemplatedText, fixes: readonly Fix[]) {
    this.#pieces = piecesOf(tree, rendered);
    this.cuts = new Map(rendered instanceof WorkedText ? rendered.cuts : []);
    this.#first = firstRendering(rendered);
    this.#isFirst = this.#first === rendered;
    this.#before = new Source(this.#first.text);
    for (const fix of fixes) {
      if (fix.source !== undefined) {
        this.#edits.set(fix.anchor, fix.source);
        continue;
      }
      this.#byAnchor.set(fix.anchor, [...this.#byAnchor.get(fix.anchor) ?? [], fix]);
      let above = tree.parent(fix.anchor);
      for (; above >= 0 && !this.#changed.has(above); above = tree.parent(above)) {
        this.#changed.add(above);
      }
    }
  }

  /** The whole tree. */
  file(): void {
    this.#node(0, { line: 1, column: 1 });
  }

  /**
   * @param at where the node starts once its ancestors have their fixes: SQLFluff makes them from
   * the file down
   */
  #node(node: number, at: Position): void {
    if (!this.#changed.has(node)) return this.#leaves(node);
    const { tree } = this;
    const entries = tree.children(node).flatMap((child) => this.#entries(child));
    const isNewLast = entries.at(-1)?.place === null;
    entries.forEach((entry, index) => {
      entry.place ??= this.#position(entries, index, node, at);
    });
    if (isNewLast) this.#reachEnd(entries.at(-1)!, node);
    this.#reachStart(entries[0], node);
    this.#cutEnd(entries.at(-1), node);
    let where = at;
    for (const { node: child, text, place } of entries) {
      if (text === "") this.#node(child, where);
      else this.#new(text, place!);
      where = behind(where, text === "" ? tree.text(child) : text);
    }
  }

  /** A new last child reaches to the end of its parent, which stays as wide as it was. */
  #reachEnd(last: Entry, parent: number): void {
    const { sourceEnd, end } = placeOf(this.tree, this.#pieces, parent);
    const place = last.place!;
    if (end <= place.end || sourceEnd <= place.sourceEnd) return;
    last.place = { ...place, sourceEnd, end };
  }

  /** Nor does a parent lose its width when its first children go, where the source is literal. */
  #reachStart(first: Entry | undefined, parent: number): void {
    if (first === undefined || first.text !== "") return;
    const { sourceStart, start } = placeOf(this.tree, this.#pieces, parent);
    const leaf = this.tree.firstLeaf(first.node);
    const place = placeOf(this.tree, this.#pieces, leaf);
    if (place.start <= start || place.sourceStart <= sourceStart) return;
    if (!this.#first.isSourceLiteral(sourceStart, place.sourceEnd)) return;
    this.#wider.set(leaf, { sourceStart, start });
  }

  /** Remembers what is gone behind the last child that is left. */
  #cutEnd(last: Entry | undefined, parent: number): void {
    if (
      last === undefined || last.text !== "" || !this.#isGone(this.tree.children(parent).at(-1)!)
    ) return;
    const { sourceEnd, end } = placeOf(this.tree, this.#pieces, parent);
    const from = endPoint(last.place!);
    if (end > from.end && sourceEnd >= from.sourceEnd) {
      this.cuts.set(from.end, { ...from, sourceEnd, end });
    }
  }

  #isGone(child: number): boolean {
    return this.#byAnchor.get(child)?.some(({ action }) => action === "delete") ?? false;
  }

  /** What the fixes make of a child. */
  #entries(child: number): Entry[] {
    const fixes = this.#byAnchor.get(child) ?? [];
    const entries: Entry[] = [];
    const added = (text: string, place: Place | null = null) => {
      if (text !== "") entries.push({ node: place === null ? -1 : child, text, place });
    };
    for (const fix of fixes) if (fix.action === "before") added(fix.text);
    const other = fixes.find(({ action }) => action === "replace" || action === "delete");
    if (other === undefined) {
      entries.push({ node: child, text: "", place: placeOf(this.tree, this.#pieces, child) });
    } else if (other.action === "replace") {
      const old = this.tree.text(child);
      const place = placeOf(this.tree, this.#pieces, child);
      const { before, after } = aroundOld(other.text, old);
      if (before === null) added(other.text);
      else {
        added(before);
        added(old, place);
        added(after);
      }
    }
    for (const fix of fixes) if (fix.action === "after") added(fix.text);
    return entries;
  }

  /**
   * From the end of what is before, or the start of the parent, to the start of what follows; a
   * point where these two seem to be the same: SQLFluff compares line and column, not offsets.
   */
  #position(entries: readonly Entry[], index: number, parent: number, at: Position): Place {
    const before = entries[index - 1];
    const from = before === undefined
      ? startPoint(placeOf(this.tree, this.#pieces, parent))
      : endPoint(before.place!);
    const next = entries.slice(index + 1).find((entry) =>
      entry.place !== null && !this.#isEmpty(entry)
    );
    if (next === undefined) return from;
    const leaf = this.tree.firstLeaf(next.node);
    const first = placeOf(this.tree, this.#pieces, leaf);
    const one = before === undefined ? at : this.#before.position(from.start);
    const other = this.#positionOf(leaf, first, parent, at);
    if (one.line === other.line && one.column === other.column) return from;
    return {
      sourceStart: from.sourceStart,
      sourceEnd: first.sourceStart,
      start: from.start,
      end: first.start,
    };
  }

  /** Where a leaf is for SQLFluff: before the first fix, where the first rendering has it. */
  #positionOf(leaf: number, { start }: Place, parent: number, at: Position): Position {
    const { tree } = this;
    if (this.#isFirst) {
      const own = this.#before.position(tree.start(parent));
      if (own.line === at.line && own.column === at.column) return this.#before.position(start);
    }
    return behind(at, tree.tokens.text.slice(tree.start(parent), tree.start(leaf)));
  }

  #isEmpty({ node, text }: Entry): boolean {
    return text === "" && isEmptyExpression(this.tree, this.#pieces, node);
  }

  #new(text: string, place: Place): void {
    this.#separate(text, place);
    this.out.push({ ...place, text, kind: WHITESPACE, mark: null });
    this.#lastToken = -1;
  }

  #leaves(node: number): void {
    const { tree } = this;
    for (let leaf = node; leaf < tree.end(node); leaf++) {
      if (!isOwn(tree, leaf)) continue;
      const token = tree.token(leaf);
      const piece = this.#edited(this.#pieces[token]!, leaf);
      if (token !== this.#lastToken + 1) this.#separate(piece.text, startPoint(piece));
      this.out.push(piece);
      this.#lastToken = token;
    }
  }

  /** White space that a tag has stripped is shown as its template has it after a fix there. */
  #edited(piece: Piece, leaf: number): Piece {
    const wider = this.#wider.get(leaf);
    if (wider !== undefined) return { ...piece, ...wider };
    const { mark, sourceStart } = piece;
    const edit = this.#edits.get(leaf);
    if (edit === undefined || mark?.type !== "literal") return piece;
    const { text } = mark;
    const front = text.slice(0, Math.max(0, edit.start - sourceStart));
    const back = text.slice(Math.max(0, edit.end - sourceStart));
    return { ...piece, mark: { ...mark, text: front + edit.text + back } };
  }

  /** Words that a change brings together are kept apart by a space. */
  #separate(text: string, place: Place): void {
    const last = this.out.findLast((piece) => piece.text !== "")?.text.at(-1) ?? "";
    if (!WORD.test(last) || !WORD.test(text[0] ?? "")) return;
    this.out.push({ ...startPoint(place), text: " ", kind: WHITESPACE, mark: null });
  }
}

/**
 * An insertion anchored as high as its place is that of the node: what rules of layout put in then
 * stands outside of the clause or statement that it is beside.
 */
export function hoisted(tree: Tree, fix: Fix): Fix {
  if (fix.source !== undefined || (fix.action !== "before" && fix.action !== "after")) return fix;
  const edge = (children: number[]) => fix.action === "before" ? children[0] : children.at(-1);
  let { anchor } = fix;
  for (let above = tree.parent(anchor); above > 0; above = tree.parent(above)) {
    if (tree.is(above, UNPARSABLE)) break;
    const children = tree.children(above);
    const code = children.filter((child) => !tree.isMeta(child));
    if (edge(children) !== anchor && edge(code) !== anchor) break;
    anchor = above;
  }
  return { ...fix, anchor };
}

/** A rendering with fixes made, which must not contradict each other. */
export function applyToPieces(
  tree: Tree,
  rendered: TemplatedText,
  fixes: readonly Fix[],
): WorkedText {
  const applier = new Applier(tree, rendered, fixes);
  applier.file();
  return new WorkedText(firstRendering(rendered), applier.out, applier.cuts);
}
