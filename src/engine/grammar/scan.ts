import { GrammarError, type Place } from "./syntax.ts";

/** What a piece of a grammar file is. */
export type PieceType =
  | "name"
  | "word"
  | "number"
  | "symbol"
  | "set"
  | "token"
  | "ref"
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

/** Longer marks first: the first that matches is taken. */
const MARKS = [
  ..."|:: ... >>? <*> :: := |= += -= || >> << !!".split(" "),
  ..."[]{}()|/!&~@:=,.".split(""),
];

const SPACE = /[ \t]+|--[^\n]*/y;
const PIECES: readonly (readonly [PieceType, RegExp])[] = [
  ["symbol", /"(?:[^"\n]+)"/y],
  ["token", /#[a-z_]+(?:\/(?:[^/\n\\]|\\.)+\/)?/y],
  ["ref", /<[a-z_][A-Za-z0-9_]*(?:\.[0-9]+)?(?:\/[a-z_,]+)?>/y],
  ["set", /%[a-z_]+/y],
  ["number", /[0-9]+(?![A-Za-z_])/y],
  ["word", /[A-Z0-9][A-Z0-9_$]*(?:-[A-Z]+)*(?![a-z])/y],
  ["name", /[a-z_][A-Za-z0-9_]*/y],
];

/** A grammar file as its pieces, the last of them an `end`. Comments start with `--`. */
export function scan(text: string, file: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (type: PieceType, piece: string) => {
    pieces.push({ type, text: piece, line, first: at === lineStart });
    at += piece.length;
  };
  while (at < text.length) {
    if (text[at] === "\n") {
      line++;
      lineStart = ++at;
      continue;
    }
    const space = match(SPACE);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const mark = MARKS.find((each) => text.startsWith(each, at));
    const found = PIECES.find(([, pattern]) => match(pattern) !== null);
    if (found !== undefined && !(mark === "<*>" || mark === "<<")) {
      push(found[0], match(found[1])!);
    } else if (mark !== undefined) push("mark", mark);
    else throw fault(file, line, `nothing starts with ${JSON.stringify(text[at])}`);
  }
  pieces.push({ type: "end", text: "the end of the file", line, first: true });
  return pieces;
}

function fault(file: string, line: number, what: string): GrammarError {
  const place: Place = { file, line };
  return new GrammarError(place, what);
}
