/** The way back from a fixed rendering to its source: patches, and a source that has them. */
import { DEDENT, END_OF_FILE, INDENT, type Tree } from "../tree/mod.ts";
import { isSourceOnly, type RawSlice, type TemplatedText } from "../templating/mod.ts";
import type { Edit } from "../edits.ts";
import {
  firstRendering,
  isEmptyExpression,
  isOwn,
  type Piece,
  piecesOf,
  type Place,
  placeOf,
  sourceOf,
  WorkedText,
} from "./pieces.ts";

/** Finds what has changed, from the file down to where the source is literal. */
class PatchFinder {
  readonly found: Edit[] = [];
  /** The last patch, if it is an insertion that the next one may go on with. */
  #insertion: Edit | null = null;
  readonly #first: TemplatedText;
  readonly #pieces: readonly Piece[];
  readonly #cuts: ReadonlyMap<number, Place> | null;

  constructor(readonly tree: Tree, rendered: TemplatedText, readonly whole: Place) {
    this.#cuts = rendered instanceof WorkedText ? rendered.cuts : null;
    this.#first = firstRendering(rendered);
    this.#pieces = piecesOf(tree, rendered);
  }

  node(node: number): void {
    const { tree } = this;
    const place = node === 0 ? this.whole : placeOf(tree, this.#pieces, node);
    const text = tree.text(node);
    const { sourceStart: start, sourceEnd: end } = place;
    if (text === this.#first.text.slice(place.start, place.end)) {
      if (text !== "" || start !== end) this.#insertion = null;
      return;
    }
    if (this.#first.isSourceLiteral(start, end)) this.#add({ start, end, text });
    else if (!tree.isLeaf(node)) this.#children(node, place);
  }

  #children(node: number, place: Place): void {
    const { tree } = this;
    const children = tree.children(node);
    const ends = (child: number) =>
      [INDENT, DEDENT, END_OF_FILE].some((kind) => tree.is(child, kind));
    while (children.length > 0 && ends(children.at(-1)!)) children.pop();
    let source = place.sourceStart;
    let at = place.start;
    let inserted = "";
    let point: Place | null = null;
    for (const child of children) {
      const here = placeOf(tree, this.#pieces, child);
      const isPoint = here.start === here.end && here.sourceStart === here.sourceEnd;
      if (isPoint && tree.text(child) !== "") {
        inserted += tree.text(child);
        point ??= here;
        continue;
      }
      if (isOwn(tree, child) && isEmptyExpression(tree, this.#pieces, child)) continue;
      if (here.start > at || inserted !== "") {
        this.#between(inserted, source, at, here.start > at, point ?? here);
        point = null;
        inserted = "";
      }
      this.node(child);
      source = here.sourceEnd;
      at = here.end;
    }
    if (place.end !== at || inserted !== "") {
      this.#add({ start: source, end: place.sourceEnd, text: inserted });
    }
  }

  /** An insertion, or something that is gone, in front of a child. */
  #between(inserted: string, source: number, at: number, isGap: boolean, point: Place): void {
    const cut = this.#cuts?.get(at);
    if (cut !== undefined && inserted === "" && cut.end <= point.start) {
      this.#add({ start: cut.sourceStart, end: cut.sourceEnd, text: "" });
      if (cut.end < point.start) this.#between("", cut.sourceEnd, cut.end, true, point);
      return;
    }
    const range = isGap && inserted === ""
      ? sourceOf(this.#first, at, Math.max(point.start, at))
      : { start: source, end: Math.max(point.sourceStart, source) };
    if (range !== null) this.#add({ start: range.start, end: range.end, text: inserted });
  }

  /** Insertions at one place with nothing between them are one. */
  #add(patch: Edit): void {
    const before = this.#insertion;
    if (before !== null && patch.start === before.start && patch.end === before.start) {
      before.text += patch.text;
      return;
    }
    this.found.push(patch);
    this.#insertion = patch.start === patch.end ? patch : null;
  }
}

/** Whether a patch leaves the template alone. */
function isSafe(slices: readonly RawSlice[], { start, end }: Edit): boolean {
  return slices.every(({ kind }) => kind === "literal") ||
    (start === end && start === slices[0]!.start);
}

/**
 * The changes of the source that a fixed rendering stands for, in the order of the source.
 * `whole` is the place of the file as it was.
 */
export function patchesOf(
  tree: Tree,
  rendered: TemplatedText,
  whole: Place,
  sourceEdits: readonly Edit[],
): Edit[] {
  const finder = new PatchFinder(tree, rendered, whole);
  finder.node(0);
  const safe = finder.found.filter((patch) =>
    patch.start <= patch.end && isSafe(rendered.rawSlices(patch.start, patch.end), patch)
  );
  return [...sourceEdits, ...safe].sort((a, b) => a.start - b.start);
}

/** The patches of all renderings; of those that contradict each other, the first. */
export function mergePatches(patches: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  const places = new Set<string>();
  let reach = 0;
  const inOrder = [...patches].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const patch of inOrder) {
    const place = `${patch.start} ${patch.end}`;
    const overlaps = patch.end > patch.start && reach > patch.start;
    if (overlaps || places.has(place)) continue;
    places.add(place);
    reach = Math.max(reach, patch.end);
    kept.push(patch);
  }
  return kept;
}

/** The source with patches made; one that reaches back over a tag is left out. */
export function applyPatches(
  { source, raw }: TemplatedText,
  patches: readonly Edit[],
): string {
  const tags = raw.filter(isSourceOnly);
  let next = 0;
  let at = 0;
  let result = "";
  const copy = (to: number) => {
    result += source.slice(at, to);
    at = Math.max(at, to);
  };
  for (const patch of patches) {
    while (next < tags.length && tags[next]!.start < patch.start) copy(tags[next++]!.end);
    const tag = tags[next];
    if (tag !== undefined && tag.start === patch.start && tag.end === patch.end) next++;
    if (patch.start < at) continue;
    copy(patch.start);
    result += patch.text;
    at = patch.end;
  }
  copy(source.length);
  return result;
}
