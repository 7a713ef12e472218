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

const SYMBOL = /"[^"\n]+"/y;
const TOKEN = /#[a-z_]+(?:\/(?:[^/\n\\]|\\.)+\/)?/y;
const REFERENCE = /<[a-z_][A-Za-z0-9_]*(?:\.[0-9]+)?(?:\/[a-z_,]+)?>/y;
const SET = /%[a-z_]+/y;
const WORD = /[A-Z0-9]*[A-Z][A-Z0-9_$]*(?:-[A-Z]+)*(?![a-z])/y;
const NUMBER = /[0-9]+(?![A-Za-z_])/y;
const NAME = /[a-z_][A-Za-z0-9_]*/y;
/** Longer marks stand before shorter ones. */
const MARK = /\|::|\.\.\.|>>\?|<\*>|::|:=|\|=|\+=|-=|\|\||>>|<<|!!|!\?|[[\]{}()|/!&~@:=,.]/y;
const SPACE = 32;
const TAB = 9;
const DASH = 45;

type Form = readonly [PieceType, RegExp];

/** What a piece can be that starts with a character, in the order in which it is tried. */
function formsOf(character: string): readonly Form[] {
  if (/[A-Z]/.test(character)) return [["word", WORD]];
  if (/[a-z_]/.test(character)) return [["name", NAME]];
  if (/[0-9]/.test(character)) return [["word", WORD], ["number", NUMBER]];
  switch (character) {
    case '"':
      return [["symbol", SYMBOL]];
    case "#":
      return [["token", TOKEN]];
    case "%":
      return [["set", SET]];
    case "<":
      return [["ref", REFERENCE], ["mark", MARK]];
    default:
      return [["mark", MARK]];
  }
}

const ASCII = 128;
/** By first character; a grammar is scanned when a process starts, so this counts. */
const FORMS = Array.from({ length: ASCII }, (_, unit) => formsOf(String.fromCharCode(unit)));

/** Where a line goes on behind blanks and a comment. */
function skipSpace(content: string, from: number): number {
  let at = from;
  for (; at < content.length; at++) {
    const unit = content.charCodeAt(at);
    if (unit === DASH && content.charCodeAt(at + 1) === DASH) return content.length;
    if (unit !== SPACE && unit !== TAB) break;
  }
  return at;
}

/** The piece that stands at an offset of a line; null where none does. */
function pieceAt(content: string, at: number, line: number): Piece | null {
  for (const [type, form] of FORMS[content.charCodeAt(at)] ?? []) {
    form.lastIndex = at;
    if (!form.test(content)) continue;
    return { type, text: content.slice(at, form.lastIndex), line, first: at === 0 };
  }
  return null;
}

/** A grammar file as its pieces, the last of them an `end`. Comments start with `--`. */
export function scan(text: string, file: string): Piece[] {
  const pieces: Piece[] = [];
  let line = 0;
  for (const content of text.split("\n")) {
    line++;
    for (let at = skipSpace(content, 0); at < content.length; at = skipSpace(content, at)) {
      const piece = pieceAt(content, at, line);
      if (piece === null) {
        const what = `nothing starts with ${JSON.stringify(content[at])}`;
        throw new GrammarError({ file, line }, what);
      }
      pieces.push(piece);
      at += piece.text.length;
    }
  }
  pieces.push({ type: "end", text: "the end of the file", line, first: true });
  return pieces;
}
