/**
 * Statements and tokens of SQL, found without knowing the dialect: enough to say which statement a
 * place belongs to and whether two statements differ in more than white space and comments. Quotes,
 * dollar quotes, comments, blocks of templates, `;`, and the lines `GO` and `/` are all that is
 * known of the language, so the answer is the same for every engine. Time is linear in the text.
 */

/** Tokens by number; a token covers the text from `starts[n]` to `ends[n]`. */
export interface Scanned {
  starts: number[];
  ends: number[];
  /** In order, without gaps: every token belongs to one. */
  statements: Statement[];
}

export interface Statement {
  /** Its first token. */
  first: number;
  /** The token behind its last one. */
  end: number;
  /** Whether its last token only ends it: `;`, `GO` or `/`. */
  terminated: boolean;
}

const WORD = /[\p{L}\p{N}\p{M}_$@#]+/uy;
const SPACE = /\s+/y;
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const LINE_END = /[\r\n]/g;

/** Blocks of templates, each with what closes it; a comment of a template is a comment. */
const BLOCKS: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

class Scanner {
  private readonly tokens: Scanned = { starts: [], ends: [], statements: [] };
  /** What is not found from here on: it is not looked for again. */
  private readonly absent = new Set<string>();
  private readonly escapes: Escapes;

  constructor(private readonly text: string) {
    this.escapes = new Escapes(text);
  }

  scan(): Scanned {
    const { text, tokens } = this;
    const { starts, ends, statements } = tokens;
    let first = 0;
    for (let at = 0; at < text.length;) {
      const next = this.skip(at);
      if (next > at) {
        at = next;
        continue;
      }
      const end = this.token(at);
      starts.push(at);
      ends.push(end);
      if (this.isTerminator(at, end, first === starts.length - 1)) {
        statements.push({ first, end: starts.length, terminated: true });
        first = starts.length;
      }
      at = end;
    }
    if (first < starts.length) {
      statements.push({ first, end: starts.length, terminated: false });
    }
    return tokens;
  }

  /** Behind the white space or the comment at `at`; `at` where there is neither. */
  private skip(at: number): number {
    const { text } = this;
    const space = matchAt(SPACE, text, at);
    if (space > at) return space;
    const c = text[at]!;
    const next = text[at + 1];
    const isLineComment = c === "-" && next === "-" ||
      c === "#" && (next === " " || next === "\t" || next === "!");
    if (isLineComment) {
      LINE_END.lastIndex = at;
      return LINE_END.test(text) ? LINE_END.lastIndex - 1 : text.length;
    }
    if (c === "/" && next === "*") return this.behind("*/", at + 2) ?? at;
    if (c === "{" && next === "#") return this.behind("#}", at + 2) ?? at;
    return at;
  }

  /** Behind the token that begins at `at`. */
  private token(at: number): number {
    const { text } = this;
    const c = text[at]!;
    if (c === "'" || c === '"' || c === "`") return this.quoted(at, c);
    if (c === "{") {
      const close = BLOCKS[text.slice(at, at + 2)];
      const end = close === undefined ? undefined : this.behind(close, at + 2);
      if (end !== undefined) return end;
    }
    if (c === "$") {
      const open = matchAt(DOLLAR_QUOTE, text, at);
      const end = open > at ? this.behind(text.slice(at, open), open) : undefined;
      if (end !== undefined) return end;
    }
    const word = matchAt(WORD, text, at);
    return word > at ? word : at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
  }

  /** Behind the next `what`; undefined where there is none. */
  private behind(what: string, from: number): number | undefined {
    if (this.absent.has(what)) return undefined;
    const at = this.text.indexOf(what, from);
    if (at >= 0) return at + what.length;
    this.absent.add(what);
    return undefined;
  }

  /** Behind the quoted text at `at`; behind its quote where that is never closed. */
  private quoted(at: number, quote: string): number {
    const { text } = this;
    if (this.absent.has(quote)) return at + 1;
    for (let from = at + 1;;) {
      const close = text.indexOf(quote, from);
      if (close < 0) break;
      if (text[close + 1] === quote) from = close + 2;
      else if (text[close - 1] === "\\" && close - 1 > at && this.escapes.has(close, quote)) {
        from = close + 1;
      } else return close + 1;
    }
    this.absent.add(quote);
    return at + 1;
  }

  /** `;` anywhere, and `GO` or `/` on a line of its own or, as `isFirst`, behind a `;` on it. */
  private isTerminator(at: number, end: number, isFirst: boolean): boolean {
    const { text } = this;
    const c = text[at]!;
    if (c === ";") return true;
    const isWord = c === "/" || end - at === 2 && /^go$/i.test(text.slice(at, end));
    if (!isWord) return false;
    let before = at - 1;
    while (text[before] === " " || text[before] === "\t") before--;
    let behind = end;
    while (text[behind] === " " || text[behind] === "\t") behind++;
    const isEnd = (place: number) => /^[\r\n]?$/.test(text[place] ?? "");
    return isEnd(behind) && (isFirst || isEnd(before));
  }
}

/**
 * Whether a backslash before a quote escapes it, which is so in some dialects only: it does where
 * an odd number of quotes follows on the line, because one of them has to close the text.
 */
class Escapes {
  private lineEnd = -1;
  private quote = "";
  private left = 0;
  private at = 0;

  constructor(private readonly text: string) {}

  has(at: number, quote: string): boolean {
    if (at >= this.lineEnd || quote !== this.quote) this.readLine(at, quote);
    for (; this.at <= at; this.at++) if (this.counts(this.at)) this.left--;
    return this.left % 2 === 1;
  }

  private counts(at: number): boolean {
    return this.text[at] === this.quote && this.text[at - 1] !== "\\";
  }

  private readLine(at: number, quote: string): void {
    LINE_END.lastIndex = at;
    this.lineEnd = LINE_END.test(this.text) ? LINE_END.lastIndex : this.text.length;
    this.quote = quote;
    this.left = 0;
    this.at = at;
    for (let i = at; i < this.lineEnd; i++) if (this.counts(i)) this.left++;
  }
}

/** The tokens and statements of a text. */
export function scanStatements(text: string): Scanned {
  return new Scanner(text).scan();
}

/** The token at `offset` or, between tokens, the next one; as many as there are behind the last. */
export function tokenAt({ ends }: Scanned, offset: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The statement that holds a token; behind the last token the last one, null where none is. */
export function statementOf({ statements }: Scanned, token: number): number | null {
  if (statements.length === 0) return null;
  let [low, high] = [0, statements.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle]!.end > token) high = middle;
    else low = middle + 1;
  }
  return low;
}
