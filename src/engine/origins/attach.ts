/** Brings into the tokens of a rendering where they come from, and the tags between them. */
import {
  DEDENT,
  INDENT,
  type Kind,
  type Origins,
  PLACEHOLDER,
  TEMPLATE_LOOP,
  type TemplateMark,
  TokenColumns,
  type Tokens,
  WHITESPACE,
} from "../tree/mod.ts";
import type { Slice, TemplatedText } from "../templating/mod.ts";
import { numberBlocks } from "./block_numbers.ts";
import { isWide, placeWithin, type Stretch } from "./places.ts";
import { literalTest } from "./literal.ts";

/** Whether what stands in a block is indented: only if all blocks end, or in any case. */
export type BlockIndents = boolean | "force";

/** Most tokens that one slice adds: three marks, one for a jump, and a part of white space. */
const MOST_ADDED = 5;

/**
 * Whether the marks of a rendering start and end as many blocks; the tag of a call block that puts
 * text out is no mark.
 */
function isBalanced(slices: readonly Slice[]): boolean {
  let open = 0;
  for (const [at, slice] of slices.entries()) {
    if (isWide(slice)) continue;
    if (slice.kind === "block_start") open++;
    else if (slice.kind === "block_end" && !goesBack(slices, at)) open--;
  }
  return open === 0;
}

/** Whether the source goes on before the end of a slice: a loop begins its next round. */
function goesBack(slices: readonly Slice[], at: number): boolean {
  const next = slices[at + 1];
  return next !== undefined && next.sourceStart < slices[at]!.sourceEnd;
}

/** Writes tokens with their places, marks among them. */
class Attacher {
  readonly #tokens: Tokens;
  readonly #slices: readonly Slice[];
  readonly #columns: TokenColumns;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #marks = new Map<number, TemplateMark>();
  readonly #blocks: ReadonlyMap<number, number>;
  readonly #indents: boolean;
  /** The slice that is next, or that goes on. */
  #at = 0;
  /** Where the token starts before which marks stand. */
  #before = 0;

  constructor(tokens: Tokens, readonly rendered: TemplatedText, indents: BlockIndents) {
    const { slices, pieces } = rendered;
    const most = tokens.count + slices.length * MOST_ADDED;
    this.#tokens = tokens;
    this.#slices = slices;
    this.#columns = new TokenColumns(most, tokens.arena);
    this.#starts = tokens.arena.make(Uint32Array, most);
    this.#ends = tokens.arena.make(Uint32Array, most);
    this.#blocks = numberBlocks(pieces);
    this.#indents = indents === "force" || (indents && isBalanced(slices));
  }

  attach(): Tokens {
    const tokens = this.#tokens;
    const { arena, table, text } = tokens;
    const last = tokens.count - 1;
    for (let token = 0; token < last; token++) {
      if (tokens.kind(token) === WHITESPACE) this.#blank(token);
      else this.#token(token);
    }
    const { source, pieces } = this.rendered;
    this.#markUpTo(Infinity, text.length);
    const end = this.#slices.at(-1)?.sourceEnd ?? 0;
    this.#push(tokens.kind(last), text.length, 0, { start: end, end });
    const { count } = this.#columns;
    const origins: Origins = {
      source,
      starts: arena.resize(this.#starts, Uint32Array, count),
      ends: arena.resize(this.#ends, Uint32Array, count),
      pieces,
      marks: this.#marks,
      isLiteral: literalTest(pieces),
    };
    return this.#columns.finish(text, table, origins);
  }

  #push(kind: Kind, at: number, word: number, { start, end }: Stretch): void {
    this.#starts[this.#columns.count] = start;
    this.#ends[this.#columns.count] = end;
    this.#columns.push(kind, at, word);
  }

  /** A token that stays whole: the tags that it holds stand before it. */
  #token(token: number): void {
    const tokens = this.#tokens;
    const [start, end] = [tokens.start(token), tokens.end(token)];
    const touched = this.#markUpTo(end, start);
    this.#push(tokens.kind(token), start, tokens.word(token), placeWithin(touched, start, end));
    this.#leave(end);
  }

  /**
   * White space, which is divided behind what of it stands in the source as it is. What an
   * expression goes on with is placed within its tag, as far in as the white space before is wide:
   * it is where SQLFluff reports it.
   */
  #blank(token: number): void {
    const [from, end] = [this.#tokens.start(token), this.#tokens.end(token)];
    for (let start = from; start < end;) {
      const [first] = this.#markUpTo(start + 1, start);
      const stop = first!.kind === "literal" ? Math.min(end, first!.end) : end;
      const rest = stop > first!.end ? this.#markUpTo(stop, start) : [];
      const place = placeWithin([first!, ...rest], start, stop);
      const inside = first!.kind === "literal" ? 0 : start - from;
      this.#push(WHITESPACE, start, 0, {
        start: Math.min(place.start + inside, place.end),
        end: place.end,
      });
      this.#leave(start = stop);
    }
  }

  /** Marks what stands in front of `offset`, before the token at `before`; the wide slices there. */
  #markUpTo(offset: number, before: number): Slice[] {
    this.#before = before;
    const touched: Slice[] = [];
    for (; this.#at < this.#slices.length; this.#at++) {
      const slice = this.#slices[this.#at]!;
      if (slice.start >= offset) break;
      if (!isWide(slice)) this.#mark(slice);
      else {
        touched.push(slice);
        if (slice.end >= offset) break;
      }
    }
    return touched;
  }

  /** Goes on behind the slice that ends at an offset. */
  #leave(offset: number): void {
    const slice = this.#slices[this.#at];
    if (slice !== undefined && isWide(slice) && slice.end <= offset) this.#at++;
  }

  #mark({ kind, sourceStart, sourceEnd }: Slice): void {
    const block = this.#blocks.get(sourceStart) ?? 0;
    if (kind === "block_end" && goesBack(this.#slices, this.#at)) {
      this.#indent(DEDENT, sourceStart, block);
      this.#add(TEMPLATE_LOOP, sourceStart, sourceStart, { type: "loop", text: "", block });
      this.#indent(INDENT, sourceStart, block);
      return;
    }
    if (kind === "block_mid" || kind === "block_end") {
      this.#indent(DEDENT, sourceStart, block);
    }
    const text = this.rendered.source.slice(sourceStart, sourceEnd);
    this.#add(PLACEHOLDER, sourceStart, sourceEnd, { type: kind, text, block });
    if (kind === "block_mid" || kind === "block_start") {
      this.#indent(INDENT, sourceEnd, block);
    }
    if (kind.startsWith("block")) this.#gap(sourceEnd);
  }

  /** Marks the source that is jumped over behind a tag. */
  #gap(from: number): void {
    const to = this.#slices[this.#at + 1]?.sourceStart ?? from;
    if (to > from) this.#add(PLACEHOLDER, from, to, { type: "skipped_source", text: "", block: 0 });
  }

  #indent(kind: Kind, source: number, block: number): void {
    if (!this.#indents) return;
    const type = kind === INDENT ? "indent" : "dedent";
    this.#add(kind, source, source, { type, text: "", block });
  }

  #add(kind: Kind, start: number, end: number, mark: TemplateMark): void {
    this.#marks.set(this.#columns.count, mark);
    this.#push(kind, this.#before, 0, { start, end });
  }
}

/** The tokens of a rendering with their origins, and what its template left between them. */
export function attachOrigins(
  tokens: Tokens,
  rendered: TemplatedText,
  indents: BlockIndents,
): Tokens {
  return new Attacher(tokens, rendered, indents).attach();
}
