/**
 * The pieces that a template's source is made of, and its tokens with the piece that each begins.
 * A tag is one piece with its delimiters; white space that it strips is a piece beside it, so that
 * every other literal piece reads in the rendering as it does in the source.
 */
import type { Piece, SliceKind, TagEdges } from "../slices.ts";
import type { Token } from "./lexer.ts";
import type { ParseToken } from "./stream.ts";
import { Leads } from "./passing.ts";
import { tagKind } from "./tags.ts";

/** A template taken apart. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  readonly tokens: readonly ParseToken[];
  /** The pieces that tags lead to where their statement is passed over. */
  readonly leads: ReadonlyMap<number, number>;
}

/** Whether a `set` assigns a value and has no body: `=` outside of brackets, before any filter. */
function isInlineSet(inside: readonly Token[]): boolean {
  let depth = 0;
  for (const { type, text } of inside) {
    if (type !== "operator") continue;
    if ("([{".includes(text)) depth++;
    else if (")]}".includes(text)) depth--;
    else if (depth === 0 && text === "|") return false;
    else if (depth === 0 && text === "=") return true;
  }
  return false;
}

/** What a tag, a comment or an expression is to the template. */
function kindOf({ type }: Token, inside: readonly Token[]): SliceKind {
  if (type === "comment_begin") return "comment";
  if (type === "variable_begin") return "templated";
  const name = inside[0]?.text ?? "";
  return name === "set" && isInlineSet(inside.slice(1)) ? "templated" : tagKind(name);
}

class Divider {
  readonly pieces: Piece[] = [];
  readonly tokens: ParseToken[] = [];
  readonly #leads = new Leads();
  #block = 0;
  #at = 0;

  constructor(readonly source: string, readonly lexed: readonly Token[]) {}

  get leads(): ReadonlyMap<number, number> {
    return this.#leads.leads;
  }

  divide(): Pieces {
    const { lexed } = this;
    for (let index = 0; index < lexed.length;) {
      const token = lexed[index]!;
      if (token.start > this.#at) this.#stripped(token.start, token.line, false, token);
      switch (token.type) {
        case "data":
          this.tokens.push({ ...token, piece: this.#add("literal", token.text.length) });
          index++;
          break;
        case "raw_begin":
        case "raw_end":
          this.#raw(token);
          index++;
          break;
        default:
          index = this.#tag(index);
      }
    }
    if (this.#at < this.source.length) this.#stripped(this.source.length, 1, false);
    return this;
  }

  #add(kind: SliceKind, length: number, tag: TagEdges | null = null): number {
    if (kind === "block_start") this.#block++;
    const start = this.#at;
    this.#at += length;
    this.pieces.push({ kind, start, end: this.#at, block: this.#block, tag });
    if (kind === "block_end") this.#block++;
    return this.pieces.length - 1;
  }

  /** A piece that puts nothing out by itself. */
  #passed(piece: number, line: number, stripped?: ParseToken["stripped"]): void {
    const { start, end } = this.pieces[piece]!;
    const text = stripped === undefined ? "" : this.source.slice(start, end);
    this.tokens.push({ type: "passed", text, line, piece, ...(stripped && { stripped }) });
  }

  /** White space up to `end` that the tag before, or that of the next token, or both strip. */
  #stripped(end: number, line: number, byTagBefore: boolean, next?: Token): void {
    const piece = this.#add("literal", end - this.#at);
    const byTagBehind = next?.start === end && next.stripsBefore === true;
    this.#passed(piece, line, { byTagBefore, byTagBehind });
  }

  #raw({ type, text, line, edges, stripsBefore = false, stripsBehind = false }: Token): void {
    const [opening, sign] = edges!;
    // The blanks that such a tag strips are part of it, behind its closing sign.
    const closing = sign + text.length - text.trimEnd().length;
    const tag = { opening, closing, stripsBefore, stripsBehind };
    const kind = type === "raw_begin" ? "block_start" : "block_end";
    this.#passed(this.#add(kind, text.length, tag), line);
  }

  /** The piece of the tag, comment or expression that begins at a token; the index behind it. */
  #tag(first: number): number {
    const { lexed } = this;
    const opening = lexed[first]!;
    const closer = opening.type.replace("begin", "end");
    let last = first;
    while (last < lexed.length - 1 && lexed[last]!.type !== closer) last++;
    const closing = lexed[last]!;
    const whole = closing.start + closing.text.length;
    const sign = closing.type === closer ? closing.text.trimEnd().length : closing.text.length;
    const end = closing.start + sign;
    const inside = lexed.slice(first + 1, last).filter(({ type }) => type !== "whitespace");
    const kind = kindOf(opening, inside);
    if (opening.type === "block_begin") {
      this.#leads.add(this.pieces.length, kind, inside[0]?.text ?? "");
    }
    const piece = this.#add(kind, end - this.#at, {
      opening: opening.text.length,
      closing: closing.type === closer ? sign : 0,
      stripsBefore: opening.stripsBefore === true,
      stripsBehind: closing.stripsBehind === true,
    });
    if (opening.type === "comment_begin") this.#passed(piece, opening.line);
    else {
      this.tokens.push({ ...opening, piece }, ...inside);
      if (last > first) this.tokens.push(closing);
    }
    if (whole > end) this.#stripped(whole, closing.line, true, lexed[last + 1]);
    return last + 1;
  }
}

/** Takes a template's source apart. Its tokens are those that its parser wants. */
export function divide(source: string, lexed: readonly Token[]): Pieces {
  const { pieces, tokens, leads } = new Divider(source, lexed).divide();
  return { pieces, tokens, leads };
}
