/**
 * Weaves a template's traces into the tokens of its rendering: every token learns where in the
 * source it comes from; tags, comments and empty expressions become placeholders between them,
 * with indents for what stands inside of blocks; a jump back becomes a loop marker. White space
 * that is partly literal is divided. The places are those of SQLFluff's lexer.
 */
import { rememberPlaces, weavePieces, WorkedText } from "./template_fix/pieces.ts";
import { UntraceableError } from "./templating/mod.ts";
import type { TemplatedSlice, TemplatedText } from "./templating/mod.ts";
import {
  DEDENT,
  END_OF_FILE,
  INDENT,
  type Kind,
  type Origins,
  PLACEHOLDER,
  TEMPLATE_LOOP,
  type TemplateMark,
  TokenColumns,
  type Tokens,
  WHITESPACE,
} from "./tree/mod.ts";

/** Longest piece that a jump shows as it is. */
const MAX_SKIPPED = 20;

class Weaver {
  readonly #columns: TokenColumns;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #marks = new Map<number, TemplateMark>();
  readonly #blocks = new Map<string, number>();
  readonly #open: number[] = [];
  /** Indents less dedents. */
  balance = 0;
  /** Where marks are in the rendering that stand within a token. */
  readonly #places = new Map<number, number>();
  #at = 0;
  #slice = 0;
  /** Where the text ends that is in tokens already. */
  #done = 0;

  constructor(
    readonly tokens: Tokens,
    readonly rendered: TemplatedText,
    readonly indents: boolean,
  ) {
    this.#columns = new TokenColumns(tokens.count + rendered.slices.length * 2, tokens.arena);
  }

  weave(): Tokens {
    const { tokens, rendered } = this;
    const last = tokens.count - 1;
    for (let token = 0; token < last; token++) this.#token(token);
    while (this.#slice < rendered.slices.length) this.#emptySlice();
    const end = this.#ends.at(-1) ?? 0;
    this.#push(END_OF_FILE, tokens.start(last), end, end, 0);
    const origins: Origins = {
      source: rendered.source,
      pieces: rendered.raw,
      starts: Uint32Array.from(this.#starts),
      ends: Uint32Array.from(this.#ends),
      marks: this.#marks,
      isLiteral: (from, to) => rendered.isSourceLiteral(from, to),
    };
    const woven = this.#columns.finish(tokens.text, tokens.table, origins);
    rememberPlaces(woven, this.#places);
    return woven;
  }

  /** A token from where the last one ended up to `end`, and where it comes from. */
  #push(kind: Kind, end: number, sourceStart: number, sourceEnd: number, word: number): void {
    this.#columns.push(kind, this.#done, word);
    this.#starts.push(sourceStart);
    this.#ends.push(sourceEnd);
    this.#done = end;
  }

  /** One token: literal pieces are exact, rendered ones as wide as their slice. */
  #token(token: number): void {
    const { tokens, rendered: { slices } } = this;
    const kind = tokens.kind(token);
    const start = tokens.start(token);
    const end = tokens.end(token);
    let from = -1;
    // SQLFluff counts each part of divided white space from the front of the whole.
    let consumed = 0;
    for (; this.#slice < slices.length;) {
      const slice = slices[this.#slice]!;
      if (slice.start === slice.end) {
        this.#emptySlice();
        continue;
      }
      const literal = slice.kind === "literal";
      const offset = slice.sourceStart - slice.start;
      if (end <= slice.end) {
        if (slice.kind === "block_start") this.#enter(slice);
        const first = literal ? start + consumed + offset : slice.sourceStart + consumed;
        const stop = literal ? end + offset : slice.sourceEnd;
        const word = consumed === 0 ? tokens.word(token) : 0;
        this.#push(kind, end, from >= 0 ? from : Math.min(first, stop), stop, word);
        if (end === slice.end) this.#slice++;
        return;
      }
      if (literal && kind === WHITESPACE && from < 0 && slice.end > start) {
        const length = slice.end - start;
        const done = Math.min(end, start + consumed + length);
        this.#push(kind, done, start + consumed + offset, slice.end + offset, 0);
        consumed += length;
      } else if (slice.end > start && from < 0) {
        from = literal ? start + offset : slice.sourceStart;
      }
      this.#slice++;
    }
    throw new UntraceableError("the trace ends before the text does");
  }

  /** What a template left, zero-width; within a token it stands before the token. */
  #mark(kind: Kind, mark: TemplateMark, from: number, to: number): void {
    this.#marks.set(this.#columns.count, mark);
    if (this.#at !== this.#done) this.#places.set(this.#columns.count, this.#at);
    this.#push(kind, this.#done, from, to, 0);
  }

  #point(kind: Kind, at: number, block: number): void {
    if (kind !== TEMPLATE_LOOP) this.balance += kind === INDENT ? 1 : -1;
    if (this.indents || kind === TEMPLATE_LOOP) {
      const type = kind === INDENT ? "indent" : kind === DEDENT ? "dedent" : "loop";
      this.#mark(kind, { type, text: "", block }, at, at);
    }
  }

  #enter({ sourceStart, sourceEnd }: TemplatedSlice): void {
    const key = `${sourceStart} ${sourceEnd}`;
    let block = this.#blocks.get(key);
    if (block === undefined) this.#blocks.set(key, block = this.#blocks.size + 1);
    this.#open.push(block);
  }

  /** A slice that renders to nothing. */
  #emptySlice(): void {
    const { slices, source } = this.rendered;
    const slice = slices[this.#slice]!;
    const next = slices[++this.#slice];
    const { kind, sourceStart, sourceEnd } = slice;
    this.#at = slice.start;
    const isBlock = kind.startsWith("block");
    if (isBlock && next !== undefined && next.sourceStart < sourceStart) {
      this.#point(DEDENT, sourceStart, 0);
      this.#point(TEMPLATE_LOOP, sourceStart, this.#open.at(-1) ?? 0);
      this.#point(INDENT, sourceStart, 0);
      return;
    }
    if (kind === "block_start") this.#enter(slice);
    const block = isBlock ? this.#open.at(-1) ?? 0 : 0;
    if (kind === "block_end" || kind === "block_mid") {
      this.#point(DEDENT, sourceStart, block);
    }
    const text = source.slice(sourceStart, sourceEnd);
    this.#mark(PLACEHOLDER, { type: kind, text, block }, sourceStart, sourceEnd);
    if (kind === "block_end") this.#open.pop();
    else if (isBlock) this.#point(INDENT, sourceEnd, block);
    if (isBlock && next !== undefined && next.sourceStart > sourceEnd) {
      this.#skipped(sourceEnd, next.sourceStart);
    }
  }

  /** What a tag jumps over. */
  #skipped(from: number, to: number): void {
    const text = to - from < MAX_SKIPPED
      ? this.rendered.source.slice(from, to)
      : `... [${to - from} unused template characters] ...`;
    this.#mark(PLACEHOLDER, { type: "skipped_source", text, block: 0 }, from, to);
  }
}

/**
 * The tokens of a rendering with their origins. `indents`: whether what stands inside of blocks is
 * indented, which is not done where blocks are opened and not closed, unless it is forced. Throws
 * UntraceableError when tokens and trace do not go together.
 */
export function weave(
  tokens: Tokens,
  rendered: TemplatedText,
  indents: boolean | "force",
): Tokens {
  if (rendered instanceof WorkedText) return weavePieces(tokens, rendered);
  const weaver = new Weaver(tokens, rendered, indents !== false);
  const woven = weaver.weave();
  return weaver.balance === 0 || indents !== true
    ? woven
    : new Weaver(tokens, rendered, false).weave();
}
