/**
 * Lexing a text after a change of it: what stands away from the change is the same tokens as before.
 *
 * What a rule takes at a place depends on that token, on what closes it, and on what stands in front
 * of it up to the code before; hardly ever on more, and where it does the rule says so
 * (`LexRule.reach`). So tokens are made anew from the line on in which an edit starts, or from the
 * code in front of it, up to the first token of code behind it. Edits of brackets and other signs that
 * may close something far off, or of quotes where one may be open, are left to lexing the whole text.
 */
import {
  type Arena,
  BLANK_BIT,
  type Kind,
  type KindTable,
  NEWLINE,
  TokenColumns,
  type Tokens,
  UNLEXABLE,
} from "../tree/mod.ts";

/** A change of a text: `text` in place of `[start, end)`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What of a lexer it takes. */
interface Writer {
  readonly table: KindTable;
  /** Kinds of which a line each of something longer is a token. */
  readonly divides: ReadonlySet<Kind>;
  /** Texts that hold one of these are to be lexed whole. */
  readonly reaches: readonly RegExp[];
  /** Writes the tokens that start in `[from, to)`; answers where the last of them ends. */
  write(columns: TokenColumns, text: string, from: number, to: number): number;
}

/** Characters that close nothing far from them but for `*` and `/` together, and quotes. */
const CLOSES_LITTLE = /^[\s\w,.;()=<>!+\-*/|%:'"`]*$/;
const QUOTE = /['"`]/;
const SIGN = /[^\s\w,.;()]/;

/** Whether an edit neither puts in nor takes away what, but for a quote, could close a token far off. */
function closesNothing(text: string, { start, end, text: put }: TextEdit): boolean {
  const taken = text.slice(start, end);
  if (!CLOSES_LITTLE.test(put) || !CLOSES_LITTLE.test(taken)) return false;
  const [before, behind] = [text.charAt(start - 1), text.charAt(end)];
  if (`${before}${taken}${behind}${before}${put}${behind}`.includes("*/")) return false;
  // Signs that come together may be one that closes something.
  return put !== "" || !SIGN.test(before) || !SIGN.test(behind);
}

/** Whether edits put in quotes or take some away. */
function haveQuotes(text: string, edits: readonly TextEdit[]): boolean {
  return edits.some(({ start, end, text: put }) => {
    return QUOTE.test(put) || QUOTE.test(text.slice(start, end));
  });
}

/**
 * The tokens of `text`, which edits have made of the text of the tokens `before`; null where the whole
 * of it has to be lexed. The edits are in order and do not overlap.
 */
export function relex(
  lexer: Writer,
  text: string,
  before: Tokens,
  edits: readonly TextEdit[],
  arena: Arena,
): Tokens | null {
  if (!edits.every((edit) => closesNothing(before.text, edit))) return null;
  // Where every quote is closed, and none of them by an escape, others change nothing before them.
  const mayBeOpen = () => before.kinds.includes(UNLEXABLE) || before.text.includes("\\");
  if (haveQuotes(before.text, edits) && mayBeOpen()) return null;
  if (lexer.reaches.some((reach) => reach.test(text) || reach.test(before.text))) return null;
  return new Relexing(lexer, text, before, edits, arena).run();
}

class Relexing {
  readonly #columns: TokenColumns;
  readonly #layout: Uint8Array;
  /** The first token of the text before that is not done, and the first edit. */
  #next = 0;
  #edit = 0;
  /** The first token from there on that is not blank, as it was asked for last. */
  #code = 0;
  /** By how much what is behind the edits so far has moved. */
  #shift = 0;

  constructor(
    readonly lexer: Writer,
    readonly text: string,
    readonly before: Tokens,
    readonly edits: readonly TextEdit[],
    arena: Arena,
  ) {
    this.#columns = new TokenColumns(before.count + 2 * edits.length + 8, arena);
    this.#layout = before.table.layout;
  }

  run(): Tokens {
    while (this.#edit < this.edits.length) {
      this.#copyTo(this.#restart(this.edits[this.#edit]!.start));
      this.#lex();
    }
    this.#copyTo(this.before.count);
    return this.#columns.finish(this.text, this.lexer.table);
  }

  #copyTo(to: number): void {
    const { kinds, starts, words } = this.before;
    const columns = this.#columns;
    const shift = this.#shift;
    for (let token = this.#next; token < to; token++) {
      columns.push(kinds[token]! as Kind, starts[token]! + shift, words[token]!);
    }
    this.#next = to;
  }

  #isBlank(token: number): boolean {
    return (this.#layout[this.before.kinds[token]!]! & BLANK_BIT) !== 0;
  }

  /** Where to begin for an edit: at its line, or at the code in front of it, outside of comments. */
  #restart(offset: number): number {
    const { kinds, starts, count } = this.before;
    let token = this.#next;
    for (let high = count - 1; token < high;) {
      const middle = (token + high + 1) >>> 1;
      if (starts[middle]! <= offset) token = middle;
      else high = middle - 1;
    }
    const codeBefore = (from: number) => {
      let at = from - 1;
      while (at > this.#next && this.#isBlank(at)) at--;
      return Math.max(at, this.#next);
    };
    let first = codeBefore(token);
    while (token > this.#next && kinds[token - 1] !== NEWLINE) token--;
    if (token < first) first = token;
    // Each line of a comment is a token of its own, which only the comment's start tells.
    const { divides } = this.lexer;
    while (first > this.#next) {
      const code = codeBefore(first);
      if (!divides.has(kinds[first]! as Kind) && !divides.has(kinds[code]! as Kind)) break;
      first = code;
    }
    return first;
  }

  /** Makes tokens from the next one on, until they are those of the text before again. */
  #lex(): void {
    const { lexer, text, edits, before: { starts, count } } = this;
    const columns = this.#columns;
    let place = starts[this.#next]! + this.#shift;
    /** Where the last edit ends, and whether code behind it has been lexed. */
    let edge = Infinity;
    let isSettled = false;
    for (;;) {
      let edit = edits[this.#edit];
      while (edit !== undefined && edit.start + this.#shift <= place) {
        this.#shift += edit.text.length - (edit.end - edit.start);
        edge = edit.end + this.#shift;
        isSettled = false;
        edit = edits[++this.#edit];
      }
      if (place >= text.length) {
        this.#next = count - 1;
        return;
      }
      if (isSettled && this.#isTogether(place)) return;
      const first = columns.count;
      place = lexer.write(columns, text, place, place + 1);
      const isCode = (this.#layout[columns.kinds[first]!]! & BLANK_BIT) === 0;
      if (isCode && columns.starts[first]! >= edge) isSettled = true;
    }
  }

  /** Whether a token of the text before starts at a place, and not inside of a comment. */
  #isTogether(place: number): boolean {
    const { kinds, starts } = this.before;
    while (starts[this.#next]! + this.#shift < place) this.#next++;
    if (this.#code < this.#next) this.#code = this.#next;
    while (this.#isBlank(this.#code)) this.#code++;
    return starts[this.#next]! + this.#shift === place &&
      !this.lexer.divides.has(kinds[this.#code]! as Kind);
  }
}
