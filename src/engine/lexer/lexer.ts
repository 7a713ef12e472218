import {
  Arena,
  COMMON_KINDS,
  END_OF_FILE,
  findWord,
  type Kind,
  type KindTable,
  NEWLINE,
  TokenColumns,
  type Tokens,
  UNLEXABLE,
  WHITESPACE,
} from "../tree/mod.ts";
import { relex, type TextEdit } from "./relex.ts";
import { BEYOND_ASCII, type LexRule } from "./rules.ts";
import { whitespace } from "./scanners.ts";

const ASCII = 128;
/** A low guess for formatted SQL, so that the columns need not grow. */
const CHARACTERS_PER_TOKEN = 2.2;

/** Turns text into tokens by an ordered list of rules: the first that matches wins. */
export class Lexer {
  /** Rules to try for each ASCII unit, and last for every other. */
  readonly #byUnit: LexRule[][] = [];

  /** What is what in the dialect that is lexed. */
  readonly table: KindTable;
  /** Kinds of which a line each of something longer is a token. */
  readonly divides: ReadonlySet<Kind>;
  /** Texts that hold one of these are lexed whole after every change (`relex.ts`). */
  readonly reaches: readonly RegExp[];

  /** `table` says what is what in the lexer's dialect. */
  constructor(rules: readonly LexRule[], table: KindTable = COMMON_KINDS) {
    this.table = table;
    this.divides = new Set(rules.filter((rule) => rule.dividesLines).map((rule) => rule.kind));
    this.reaches = rules.flatMap(({ reach }) => reach ?? []);
    for (let unit = 0; unit < ASCII; unit++) {
      const character = String.fromCharCode(unit);
      this.#byUnit.push(rules.filter((r) => r.starts === null || r.starts.includes(character)));
    }
    this.#byUnit.push(rules.filter((r) => r.starts === null || r.starts.includes(BEYOND_ASCII)));
  }

  /**
   * Every character of the text in one token each, an `end_of_file` last. What no rule takes
   * becomes an `unlexable` token up to the next blank, tab or line end.
   */
  lex(text: string, arena = new Arena()): Tokens {
    const columns = new TokenColumns(Math.ceil(text.length / CHARACTERS_PER_TOKEN) + 8, arena);
    this.write(columns, text, 0, text.length);
    columns.push(END_OF_FILE, text.length, 0);
    return columns.finish(text, this.table);
  }

  /**
   * The tokens of `text`, which edits have made of the text of the tokens `before`: the same as `lex`
   * makes. The edits are in order and do not overlap.
   */
  relex(text: string, before: Tokens, edits: readonly TextEdit[], arena = new Arena()): Tokens {
    return relex(this, text, before, edits, arena) ?? this.lex(text, arena);
  }

  /** Kind of a text that is one token; unlexable if it is none, or several. */
  kindOf(text: string): Kind {
    const unit = text.charCodeAt(0);
    for (const rule of this.#byUnit[unit < ASCII ? unit : ASCII]!) {
      const end = rule.scan(text, 0);
      if (end > 0) return end === text.length ? rule.kind : UNLEXABLE;
    }
    return UNLEXABLE;
  }

  /** Writes the tokens that start in `[from, to)`; answers where the last of them ends. */
  write(columns: TokenColumns, text: string, from: number, to: number): number {
    const byUnit = this.#byUnit;
    const length = text.length;
    let at = from;
    while (at < to) {
      const unit = text.charCodeAt(at);
      const rules = byUnit[unit < ASCII ? unit : ASCII]!;
      let end = at;
      let each = 0;
      while (each < rules.length) {
        end = rules[each]!.scan(text, at);
        if (end > at) break;
        each++;
      }
      if (end > length) end = length;
      if (end === at) {
        end = unlexableEnd(text, at);
        columns.push(UNLEXABLE, at, 0);
      } else {
        const rule = rules[each]!;
        if (rule.dividesLines) pushLines(columns, rule, text, at, end);
        else {
          const spaced = rule.kind === WHITESPACE || rule.kind === NEWLINE;
          columns.push(rule.kind, at, spaced ? 0 : findWord(text, at, end));
        }
      }
      at = end;
    }
    return at;
  }
}

function unlexableEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (unit === 32 || unit === 9 || unit === 10) break;
    end++;
  }
  return end;
}

/** A token over several lines, as one token a line, its line ends and edge whitespace apart. */
function pushLines(
  columns: TokenColumns,
  rule: LexRule,
  text: string,
  start: number,
  end: number,
): void {
  let at = start;
  while (at < end) {
    let stop = text.indexOf("\n", at);
    if (stop === -1 || stop >= end) stop = end;
    else if (stop > at && text.charCodeAt(stop - 1) === 13) stop--;
    pushTrimmed(columns, rule, text, at, stop);
    at = stop;
    if (at < end) {
      const next = text.charCodeAt(at) === 13 ? at + 2 : at + 1;
      columns.push(NEWLINE, at, 0);
      at = next;
    }
  }
}

function pushTrimmed(
  columns: TokenColumns,
  rule: LexRule,
  text: string,
  start: number,
  end: number,
): void {
  let content = Math.min(whitespace(text, start), end);
  if (content > start) columns.push(WHITESPACE, start, 0);
  let tail = content;
  for (let at = content; at < end;) {
    const next = whitespace(text, at);
    if (next === at) tail = ++at;
    else at = next;
  }
  if (tail > content) columns.push(rule.kind, content, 0);
  content = tail;
  if (content < end) columns.push(WHITESPACE, content, 0);
}
