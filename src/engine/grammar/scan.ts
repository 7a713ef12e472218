import { GrammarError } from "./syntax.ts";

/** What a piece of a grammar file is. */
export type PieceType =
  | "symbol"
  | "token"
  | "ref"
  | "set"
  | "word"
  | "number"
  | "name"
  | "mark"
  | "end";

/** One piece of a grammar file. */
export interface Piece {
  readonly type: PieceType;
  readonly text: string;
  readonly line: number;
  /** Whether it stands in column 0, where a new production or section starts. */
  readonly first: boolean;
}

/** The types of piece in the order of the groups of `PIECE`. */
const TYPES: readonly PieceType[] = [
  "symbol",
  "token",
  "ref",
  "set",
  "word",
  "number",
  "name",
  "mark",
];

/** One piece, each type in a group of its own; longer marks stand before shorter ones. */
const PIECE = new RegExp(
  [
    /("[^"\n]+")/,
    /(#[a-z_]+(?:\/(?:[^/\n\\]|\\.)+\/)?)/,
    /(<[a-z_][A-Za-z0-9_]*(?:\.[0-9]+)?(?:\/[a-z_,]+)?>)/,
    /(%[a-z_]+)/,
    /([A-Z0-9]*[A-Z][A-Z0-9_$]*(?:-[A-Z]+)*(?![a-z]))/,
    /([0-9]+(?![A-Za-z_]))/,
    /([a-z_][A-Za-z0-9_]*)/,
    /(\|::|\.\.\.|>>\?|<\*>|::|:=|\|=|\+=|-=|\|\||>>|<<|!!|[[\]{}()|/!&~@:=,.])/,
  ].map((part) => part.source).join("|"),
  "y",
);
const SPACE = /(?:[ \t]+|--[^\n]*)+/y;

/** A grammar file as its pieces, the last of them an `end`. Comments start with `--`. */
export function scan(text: string, file: string): Piece[] {
  const pieces: Piece[] = [];
  let line = 0;
  for (const content of text.split("\n")) {
    line++;
    let at = 0;
    while (at < content.length) {
      SPACE.lastIndex = at;
      if (SPACE.test(content)) at = SPACE.lastIndex;
      if (at === content.length) break;
      PIECE.lastIndex = at;
      const found = PIECE.exec(content);
      if (found === null) {
        const what = `nothing starts with ${JSON.stringify(content[at])}`;
        throw new GrammarError({ file, line }, what);
      }
      let group = 1;
      while (found[group] === undefined) group++;
      pieces.push({ type: TYPES[group - 1]!, text: found[0], line, first: at === 0 });
      at = PIECE.lastIndex;
    }
  }
  pieces.push({ type: "end", text: "the end of the file", line, first: true });
  return pieces;
}
