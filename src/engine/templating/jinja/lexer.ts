import { TemplateSyntaxError } from "../errors.ts";
import { numberAt } from "./numbers.ts";

/** Kinds of token, with Jinja's names. */
export type TokenType =
  | "data"
  | "raw_begin"
  | "raw_end"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "comment_begin"
  | "comment"
  | "comment_end"
  | "whitespace"
  | "float"
  | "integer"
  | "name"
  | "string"
  | "operator";

/** A token and its place. White space that a tag strips from before it is in no token. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** UTF-16 offset in the source. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
}

const OPENING = /(\{%[-+]?\s*raw\s*(?:-%\}\s*|%\}))|\{%[-+]?|\{\{[-+]?|\{#[-+]?/g;
const COMMENT_END = /\+#\}|-#\}\s*|#\}/g;
const RAW_END = /\{%[-+]?\s*endraw\s*(?:\+%\}|-%\}\s*|%\})/g;
const BLOCK_END = /\+%\}|-%\}\s*|%\}/y;
const VARIABLE_END = /-\}\}\s*|\}\}/y;
const INSIDE: readonly [TokenType, RegExp][] = [
  ["whitespace", /\s+/y],
  ["name", /[\p{L}\p{N}_]+/uy],
  ["string", /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y],
  ["operator", /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y],
];
const CLOSERS: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** Takes a template apart, token by token, keeping every token's place. */
class Scanner {
  readonly tokens: Token[] = [];
  #line = 1;
  #counted = 0;

  constructor(readonly source: string) {}

  scan(): Token[] {
    const { source } = this;
    let at = 0;
    while (at < source.length) {
      OPENING.lastIndex = at;
      const found = OPENING.exec(source);
      if (found === null) {
        this.#push("data", source.slice(at), at);
        break;
      }
      const opening = found[0];
      const raw = found[1] !== undefined;
      const strips = opening[2] === "-";
      const before = source.slice(at, found.index);
      this.#data(strips ? before.trimEnd() : before, at);
      const inside = found.index + opening.length;
      const unended = inside === source.length && (raw || opening[1] === "#");
      if (raw) {
        this.#push("raw_begin", opening, found.index);
        at = unended ? inside : this.#raw(inside);
      } else if (opening[1] === "#") {
        this.#push("comment_begin", opening, found.index);
        at = unended ? inside : this.#comment(inside);
      } else {
        const block = opening[1] === "%";
        this.#push(block ? "block_begin" : "variable_begin", opening, found.index);
        at = this.#tag(inside, block);
      }
    }
    return this.tokens;
  }

  #lineAt(offset: number): number {
    for (let at = this.source.indexOf("\n", this.#counted); at !== -1 && at < offset;) {
      this.#line++;
      this.#counted = at + 1;
      at = this.source.indexOf("\n", this.#counted);
    }
    return this.#line;
  }

  #push(type: TokenType, text: string, start: number): void {
    this.tokens.push({ type, text, start, line: this.#lineAt(start) });
  }

  #data(text: string, start: number): void {
    if (text !== "") this.#push("data", text, start);
  }

  #comment(at: number): number {
    COMMENT_END.lastIndex = at;
    const end = COMMENT_END.exec(this.source);
    if (end === null) {
      throw new TemplateSyntaxError("a comment is not closed: #} is missing", this.#lineAt(at));
    }
    if (end.index > at) this.#push("comment", this.source.slice(at, end.index), at);
    this.#push("comment_end", end[0], end.index);
    return end.index + end[0].length;
  }

  #raw(at: number): number {
    RAW_END.lastIndex = at;
    const end = RAW_END.exec(this.source);
    if (end === null) {
      throw new TemplateSyntaxError(
        "a raw block is not closed: {% endraw %} is missing",
        this.#lineAt(at),
      );
    }
    const text = this.source.slice(at, end.index);
    this.#data(end[0][2] === "-" ? text.trimEnd() : text, at);
    this.#push("raw_end", end[0], end.index);
    return end.index + end[0].length;
  }

  /** The inside of a tag and its end; a bracket that is open hides the end. */
  #tag(from: number, block: boolean): number {
    const { source } = this;
    const open: string[] = [];
    const ending = block ? BLOCK_END : VARIABLE_END;
    let at = from;
    while (at < source.length) {
      if (open.length === 0) {
        ending.lastIndex = at;
        const end = ending.exec(source);
        if (end !== null) {
          this.#push(block ? "block_end" : "variable_end", end[0], at);
          return at + end[0].length;
        }
      }
      const [type, text] = this.#inside(at);
      if (type === "operator") this.#balance(open, text, at);
      this.#push(type, text, at);
      at += text.length;
    }
    return at;
  }

  #inside(at: number): [TokenType, string] {
    const number = numberAt(this.source, at);
    if (number !== null) return [number.type, this.source.slice(at, number.end)];
    for (const [type, pattern] of INSIDE) {
      pattern.lastIndex = at;
      const found = pattern.exec(this.source);
      if (found !== null) return [type, found[0]];
    }
    const message = `\`${this.source[at]}\` means nothing in a tag`;
    throw new TemplateSyntaxError(message, this.#lineAt(at));
  }

  #balance(open: string[], text: string, at: number): void {
    const closer = CLOSERS[text];
    if (closer !== undefined) open.push(closer);
    if (text !== ")" && text !== "]" && text !== "}") return;
    const expected = open.pop();
    if (expected === text) return;
    const what = expected === undefined ? "no bracket is open" : `\`${expected}\` would`;
    throw new TemplateSyntaxError(`\`${text}\` closes no bracket: ${what}`, this.#lineAt(at));
  }
}

/**
 * The tokens of a Jinja template with the standard delimiters, its trailing newline kept and
 * blocks not trimmed unless a tag says so. Throws TemplateSyntaxError.
 */
export function lexTemplate(source: string): Token[] {
  return new Scanner(source).scan();
}
