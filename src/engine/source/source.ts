/** A place in the text: 1-based line, 1-based column in code points. */
export interface Position {
  line: number;
  column: number;
}

const NEWLINE = 10;
const LAST_SURROGATE = 0xdfff;
const FIRST_SURROGATE = 0xd800;

/**
 * The text with its line index, which is made when it is first asked for: most texts between two fixes
 * are never asked. Making it costs one pass; a lookup costs O(log lines + column).
 */
export class Source {
  readonly text: string;
  /** Offset of the first character of each line; line n starts at index n - 1. */
  #starts: Uint32Array | null = null;
  /** The line found last, from 0: what is asked next is mostly in it, too. */
  #last = 0;
  #surrogates: boolean | null = null;

  constructor(text: string) {
    this.text = text;
  }

  get #lineStarts(): Uint32Array {
    return this.#starts ??= lineStartsOf(this.text);
  }

  get #hasSurrogates(): boolean {
    return this.#surrogates ??= /[\ud800-\udfff]/.test(this.text);
  }

  /** Number of lines; a text that ends in a newline has an empty last line. */
  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** 1-based line that holds `offset`; an offset past the end is on the last line. */
  line(offset: number): number {
    const starts = this.#lineStarts;
    const last = this.#last;
    const next = starts[last + 1];
    if (starts[last]! <= offset && (next === undefined || offset < next)) return last + 1;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low + 1;
  }

  /** Offset of the first character of a 1-based line; past the last line, the end of the text. */
  lineStart(line: number): number {
    return this.#lineStarts[line - 1] ?? this.text.length;
  }

  /** Offset just past a 1-based line's last character, its newline not included. */
  lineEnd(line: number): number {
    const next = this.#lineStarts[line];
    if (next === undefined) return this.text.length;
    return this.text.charCodeAt(next - 1) === NEWLINE ? next - 1 : next;
  }

  /** Line and column of an offset. */
  position(offset: number): Position {
    const line = this.line(offset);
    return { line, column: this.#codePoints(this.lineStart(line), offset) + 1 };
  }

  /** 1-based column, in code points, of an offset. */
  column(offset: number): number {
    return this.#codePoints(this.lineStart(this.line(offset)), offset) + 1;
  }

  /** Offset of a 1-based line and column; a column past the line's end gives the line's end. */
  offset(position: Position): number {
    const start = this.lineStart(position.line);
    const end = this.lineEnd(position.line);
    if (!this.#hasSurrogates) return Math.min(start + position.column - 1, end);
    let at = start;
    for (let column = 1; column < position.column && at < end; column++) {
      at += this.text.codePointAt(at)! > 0xffff ? 2 : 1;
    }
    return at;
  }

  #codePoints(from: number, to: number): number {
    if (!this.#hasSurrogates) return to - from;
    let count = 0;
    for (let at = from; at < to; at++) {
      const unit = this.text.charCodeAt(at);
      const pairs = unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE &&
        this.text.codePointAt(at)! > 0xffff;
      if (pairs) at++;
      count++;
    }
    return count;
  }
}

function lineStartsOf(text: string): Uint32Array {
  let starts = new Uint32Array(Math.max(16, text.length >>> 4));
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    if (count === starts.length) {
      const grown = new Uint32Array(count * 2);
      grown.set(starts);
      starts = grown;
    }
    starts[count++] = at + 1;
  }
  return starts.subarray(0, count);
}
