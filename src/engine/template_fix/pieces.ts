/**
 * What a rendered text is made of while it is being fixed. SQLFluff changes the rendering through
 * all its rounds and goes back to the source once, at the end; so each piece keeps where it came
 * from, in the source and in the rendering as it was before the first fix.
 */
import { type TemplatedOffset, TemplatedText } from "../templating/mod.ts";
import {
  type Arena,
  type Kind,
  type KindTable,
  META,
  type Origins,
  PLACEHOLDER,
  type TemplateMark,
  TokenColumns,
  type Tokens,
  type Tree,
  WHITESPACE,
} from "../tree/mod.ts";

/** A stretch of the source and the stretch of the first rendering that goes with it. */
export interface Place {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly start: number;
  readonly end: number;
}

/** A piece of text, or what a template left between two of them. */
export interface Piece extends Place {
  readonly text: string;
  readonly kind: Kind;
  readonly mark: TemplateMark | null;
}

/** A rendering after fixes that its source does not have yet. */
export class WorkedText extends TemplatedText {
  /** The pieces as the tokens have them. */
  settled: readonly Piece[] = [];

  constructor(
    readonly first: TemplatedText,
    readonly pieces: readonly Piece[],
    /** What is gone from the ends of nodes, by where it started in the first rendering. */
    readonly cuts: ReadonlyMap<number, Place> = new Map(),
  ) {
    const text = pieces.map((piece) => piece.text).join("");
    const source = first.source;
    const slice = {
      kind: "templated",
      sourceStart: 0,
      sourceEnd: source.length,
      start: 0,
    } as const;
    super(source, text, [{ ...slice, end: text.length }], first.raw);
  }
}

/** The rendering that fixing began with. */
export function firstRendering(rendered: TemplatedText): TemplatedText {
  return rendered instanceof WorkedText ? rendered.first : rendered;
}

/** Where a stretch of the first rendering comes from; null within a rendered slice. */
export function sourceOf(rendered: TemplatedText, start: number, end: number) {
  return firstRendering(rendered).toSource(start as TemplatedOffset, end as TemplatedOffset);
}

const known = new WeakMap<Tree, readonly Piece[]>();

/** The pieces of a document, one a token. */
export function piecesOf(tree: Tree, rendered: TemplatedText): readonly Piece[] {
  if (rendered instanceof WorkedText) return rendered.settled;
  let pieces = known.get(tree);
  if (pieces === undefined) {
    pieces = firstPieces(tree.tokens);
    known.set(tree, pieces);
  }
  return pieces;
}

const places = new WeakMap<Tokens, ReadonlyMap<number, number>>();

/** Keeps where marks are that stand before a token and belong within it. */
export function rememberPlaces(tokens: Tokens, within: ReadonlyMap<number, number>): void {
  if (within.size > 0) places.set(tokens, within);
}

/** Parts of white space that a tag divides all have the place of the whole in the rendering. */
function firstPieces(tokens: Tokens): Piece[] {
  const { starts, ends, marks } = tokens.origins!;
  const within = places.get(tokens);
  const pieces: Piece[] = [];
  let blanks: number[] = [];
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kind(token);
    const text = tokens.textOf(token);
    const end = within?.get(token) ?? tokens.end(token);
    let start = within?.get(token) ?? tokens.start(token);
    if (kind !== WHITESPACE) blanks = text === "" ? blanks : [];
    else {
      blanks.push(token);
      start = tokens.start(blanks[0]!);
      for (const blank of blanks.slice(0, -1)) pieces[blank] = { ...pieces[blank]!, end };
    }
    const place = { sourceStart: starts[token]!, sourceEnd: ends[token]!, start, end };
    pieces.push({ text, kind, mark: marks.get(token) ?? null, ...place });
  }
  return pieces;
}

/** Whether a leaf is its token, and not an indent that the grammar puts in front of it. */
export function isOwn(tree: Tree, leaf: number): boolean {
  const token = tree.token(leaf);
  if (token < 0) return false;
  if (!tree.isMeta(leaf)) return true;
  const follows = leaf + 1 < tree.size && tree.token(leaf + 1) === token;
  return !follows && tree.table.is(tree.tokens.kind(token), META);
}

/** Whether a leaf is an expression that has rendered to nothing. */
export function isEmptyExpression(tree: Tree, pieces: readonly Piece[], leaf: number): boolean {
  if (!tree.is(leaf, PLACEHOLDER)) return false;
  const piece = pieces[tree.token(leaf)]!;
  return piece.mark?.type === "templated" && piece.start === piece.end &&
    piece.sourceStart !== piece.sourceEnd;
}

/** The place of a node: as wide as its leaves; an indent of the grammar is where the next is. */
export function placeOf(tree: Tree, pieces: readonly Piece[], node: number): Place {
  let found: { -readonly [Key in keyof Place]: number } | null = null;
  for (let leaf = node; leaf < tree.end(node); leaf++) {
    if (!isOwn(tree, leaf)) continue;
    const { sourceStart, sourceEnd, start, end } = pieces[tree.token(leaf)]!;
    if (found === null) found = { sourceStart, sourceEnd, start, end };
    else {
      found.sourceStart = Math.min(found.sourceStart, sourceStart);
      found.sourceEnd = Math.max(found.sourceEnd, sourceEnd);
      found.start = Math.min(found.start, start);
      found.end = Math.max(found.end, end);
    }
  }
  if (found !== null) return found;
  const { sourceStart, start } = pieces[tree.token(tree.firstLeaf(node))]!;
  return { sourceStart, sourceEnd: sourceStart, start, end: start };
}

/** A part of a piece. What is new keeps the whole place at its front and a point behind it. */
function partOf(piece: Piece, from: number, to: number, first: TemplatedText): Piece {
  const text = piece.text.slice(from, to);
  const isOld = first.text.slice(piece.start, piece.end) === piece.text &&
    piece.sourceEnd - piece.sourceStart === piece.text.length;
  if (isOld) {
    return {
      ...piece,
      text,
      sourceStart: piece.sourceStart + from,
      sourceEnd: piece.sourceStart + to,
      start: piece.start + from,
      end: piece.start + to,
    };
  }
  if (from === 0) return { ...piece, text };
  return { ...piece, text, sourceStart: piece.sourceEnd, start: piece.end };
}

function merged(parts: readonly Piece[]): Piece {
  const front = parts[0]!;
  const back = parts.at(-1)!;
  const text = parts.map((part) => part.text).join("");
  return { ...front, text, sourceEnd: back.sourceEnd, end: back.end };
}

/** Brings the pieces of a worked text into the tokens that its text is lexed to. */
export function weavePieces(tokens: Tokens, worked: WorkedText): Tokens {
  const { pieces, first } = worked;
  const settled: Piece[] = [];
  const words: number[] = [];
  const settle = (piece: Piece, word: number) => {
    settled.push(piece);
    words.push(word);
  };
  let at = 0;
  let used = 0;
  const last = tokens.count - 1;
  for (let token = 0; token < last; token++) {
    const parts: Piece[] = [];
    const kind = tokens.kind(token);
    for (let done = tokens.start(token), end = tokens.end(token); done < end;) {
      const piece = pieces[at]!;
      const taken = Math.min(piece.text.length - used, end - done);
      const part = taken === piece.text.length ? piece : partOf(piece, used, used + taken, first);
      if (taken === 0) settle(piece, 0);
      else if (kind === WHITESPACE) settle({ ...part, kind }, 0);
      else parts.push({ ...part, kind });
      done += taken;
      used += taken;
      if (used === piece.text.length) {
        at++;
        used = 0;
      }
    }
    if (parts.length > 0) settle(merged(parts), tokens.word(token));
  }
  for (; at < pieces.length; at++) settle(pieces[at]!, 0);
  worked.settled = settled;
  return toTokens(worked, words, tokens.arena, tokens.table);
}

function toTokens(
  { settled, first, text }: WorkedText,
  words: readonly number[],
  arena: Arena,
  table: KindTable,
): Tokens {
  const columns = new TokenColumns(settled.length, arena);
  const marks = new Map<number, TemplateMark>();
  let start = 0;
  settled.forEach((piece, token) => {
    columns.push(piece.kind, start, words[token]!);
    if (piece.mark !== null) marks.set(token, piece.mark);
    start += piece.text.length;
  });
  const origins: Origins = {
    source: first.source,
    pieces: first.raw,
    starts: Uint32Array.from(settled, (piece) => piece.sourceStart),
    ends: Uint32Array.from(settled, (piece) => piece.sourceEnd),
    marks,
    isLiteral: (from, to) => first.isSourceLiteral(from, to),
  };
  return columns.finish(text, table, origins);
}
