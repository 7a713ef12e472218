/**
 * Takes a template's source apart into raw slices, and prepares how its rendering is traced: each
 * slice whose output is followed gets a crumb, a mark that the traced rendering leaves behind in
 * place of (or in front of) the slice's output. The contents of `macro`, `call` and block `set`
 * run elsewhere than they stand, so they leave none. The rules are those of SQLFluff's analyzer,
 * whose quirks decide which positions violations have.
 */
import { TemplateSyntaxError } from "../errors.ts";
import type { RawSlice, SliceKind } from "../slices.ts";
import type { Token } from "./lexer.ts";
import { TemplateParser } from "./statements.ts";
import type { ParseToken } from "./stream.ts";
import { isBranching, tagKind } from "./tags.ts";

const MARK = "\0";
const HIDDEN = new Set(["block", "call", "macro", "set"]);
const SKIPPED = new Set(["whitespace", "comment_begin", "comment", "comment_end"]);

/** What tracing knows of a raw slice. */
export interface SliceTrace {
  /** Where execution may go from here besides the next slice; indices of slices. */
  readonly jumps: number[];
  /** Whether it stands in a `{% block %}`, which runs in a place of its own. */
  insideBlock: boolean;
}

/** A template taken apart. */
export interface Analysis {
  readonly slices: readonly RawSlice[];
  readonly traces: readonly SliceTrace[];
  /** The tokens for the parser, with crumbs. */
  readonly tokens: readonly ParseToken[];
  /** By number of a crumb, the slice that left it. */
  readonly crumbs: readonly number[];
}

/** Digits of a crumb's number. */
export const CRUMB_LENGTH = 32;
/**
 * A crumb in a traced rendering: its number, and the length of a literal's output. The number is
 * hexadecimal, so that filters which change letters spoil it where they spoil SQLFluff's.
 */
export const CRUMB = /^([\da-f]+)(?:_(\d+))?/;

class Analyzer {
  readonly #slices: RawSlice[] = [];
  readonly #traces: SliceTrace[] = [];
  readonly #tokens: ParseToken[] = [];
  readonly #crumbs: number[] = [];
  readonly #open: number[] = [];
  #at = 0;
  #block = 0;
  #hidden = false;
  #insideBlock = false;

  constructor(
    readonly source: string,
    readonly lexed: readonly Token[],
    readonly dbt: boolean,
  ) {}

  analyze(): Analysis {
    let tag: Token[] = [];
    for (const token of this.lexed) {
      if (token.type === "data") {
        this.#literal(token.start, token.text.length, token.line, token.text);
        continue;
      }
      if (token.type.endsWith("_begin")) this.#gap(token);
      tag.push(token);
      if (!token.type.endsWith("_end") && token.type !== "raw_begin") continue;
      this.#tag(tag);
      tag = [];
    }
    this.#pushTag(tag);
    return {
      slices: this.#slices,
      traces: this.#traces,
      tokens: this.#tokens,
      crumbs: this.#crumbs,
    };
  }

  #add(kind: SliceKind, length: number, tag: string | null): number {
    const start = this.#at;
    this.#at += length;
    this.#slices.push({ kind, start, end: this.#at, block: this.#block, tag });
    const insideBlock = kind === "literal" && this.#insideBlock && !this.#hidden;
    this.#traces.push({ jumps: [], insideBlock });
    return this.#slices.length - 1;
  }

  /** A new crumb of a slice, or none where nothing is followed; its number is gone even so. */
  #crumb(slice: number): string | null {
    this.#crumbs.push(slice);
    if (this.#hidden) return null;
    return MARK + (this.#crumbs.length - 1).toString(16).padStart(CRUMB_LENGTH, "0");
  }

  /** A literal slice whose output is `text`, which is less than the slice where it is stripped. */
  #literal(start: number, length: number, line: number, text: string): void {
    const slice = this.#add("literal", start + length - this.#at, null);
    const crumb = this.#crumb(slice);
    if (crumb !== null) {
      this.#tokens.push({ type: "data", text, line, crumb: `${crumb}_${text.length}` });
    } else if (text !== "") this.#tokens.push({ type: "data", text, line });
  }

  /** White space that a tag strips from before it: a literal without output. */
  #gap({ start, line }: Token): void {
    if (start > this.#at) this.#literal(this.#at, start - this.#at, line, "");
  }

  #tag(tag: readonly Token[]): void {
    const first = tag[0]!;
    const last = tag.at(-1)!;
    const name = nameOf(tag);
    let kind: SliceKind = first.type === "comment_begin" ? "comment" : "templated";
    const block = /^(?:block|raw)_/.test(first.type);
    if (block) kind = tagKind(name);
    const tracked = kind === "templated";
    const { closing, hides } = this.#scope(kind, name, tag);
    if (closing !== null) kind = closing;
    const end = last.start + last.text.length;
    const stripped = last.type !== "raw_begin" && last.text.startsWith("-")
      ? last.text.length - last.text.trimEnd().length
      : 0;
    if (kind === "block_start") this.#block++;
    const tagName = block ? name : null;
    const slice = this.#add(kind, end - stripped - this.#at, tagName);
    if (tracked || (hides && name === "call")) {
      const crumb = this.#crumb(slice);
      const { line } = first;
      if (crumb !== null) this.#tokens.push({ type: "data", text: "", line, crumb: `${crumb} ` });
    }
    if (hides) this.#hidden = true;
    this.#pushTag(tag);
    if (kind === "block_end") this.#block++;
    this.#finish(kind, name, slice, stripped, last);
  }

  /** The rest of a tag: white space that it strips behind itself, and where it may jump. */
  #finish(kind: SliceKind, name: string, slice: number, stripped: number, last: Token): void {
    const ends = kind === "block_end" && isBranching(name);
    const { line } = last;
    // The crumb behind the white space stands for it too; its own number is gone.
    if (stripped > 0 && ends) this.#crumb(this.#add("literal", stripped, null));
    else if (stripped > 0) this.#literal(this.#at, stripped, line, "");
    if (ends) {
      // What ends a branch is walked to, though it be in a block.
      this.#traces.at(-1)!.insideBlock = false;
      const crumb = this.#crumb(this.#slices.length - 1);
      if (crumb !== null) this.#tokens.push({ type: "data", text: "", line, crumb: `${crumb}_0` });
    }
    if (kind.startsWith("block") && isBranching(name)) this.#jumps(kind, slice);
  }

  /** What opening or ending a tag does to what is followed; `closing` is its kind if it changes. */
  #scope(
    kind: SliceKind,
    name: string,
    tag: readonly Token[],
  ): { closing: SliceKind | null; hides: boolean } {
    if (kind === "block_start" && HIDDEN.has(name)) {
      if (name === "set" && this.#standsAlone(tag)) return { closing: "templated", hides: false };
      if (name !== "block") return { closing: null, hides: true };
      this.#insideBlock = true;
    } else if (kind === "block_end") {
      if (name === "endcall" || name === "endmacro" || name === "endset") this.#hidden = false;
      if (name === "endblock") this.#insideBlock = false;
    }
    return { closing: null, hides: false };
  }

  /** Whether a tag is complete without an end tag: `set` with a value is. */
  #standsAlone(tag: readonly Token[]): boolean {
    const tokens = tag.filter(({ type }) => !SKIPPED.has(type));
    try {
      new TemplateParser(tokens, this.dbt).parse();
      return true;
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      return false;
    }
  }

  #pushTag(tag: readonly Token[]): void {
    for (const { type, text, line } of tag) {
      if (type.startsWith("raw_") || SKIPPED.has(type)) continue;
      this.#tokens.push({ type, text, line });
    }
  }

  /** Records that execution may pass over a branch, or go back to the start of a loop. */
  #jumps(kind: SliceKind, slice: number): void {
    if (kind === "block_start") {
      this.#open.push(slice);
      return;
    }
    const opening = this.#open.at(-1);
    if (opening === undefined) return;
    if (kind === "block_end" && this.#hidden) return;
    this.#traces[opening]!.jumps.push(slice);
    this.#open.pop();
    if (kind === "block_mid") this.#open.push(slice);
    else if (
      this.#slices[opening]!.kind === "block_start" && this.#slices[opening]!.tag === "for"
    ) {
      this.#traces[slice]!.jumps.push(opening + 1);
    }
  }
}

/** The first word of a tag. */
function nameOf(tag: readonly Token[]): string {
  if (tag.length < 3) return /\w+/.exec(tag[0]!.text)?.[0] ?? "";
  return tag.slice(1, -1).find(({ type }) => type !== "whitespace")?.text ?? "";
}

/** Takes a template apart. `dbt`: whether dbt's tags are known. */
export function analyze(source: string, lexed: readonly Token[], dbt: boolean): Analysis {
  return new Analyzer(source, lexed, dbt).analyze();
}
