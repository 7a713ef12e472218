import { TemplateSyntaxError } from "../errors.ts";
import { type Delimiter, type Delimiters, STANDARD } from "./delimiters.ts";
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

/** Which white space beside it a delimiter strips. */
interface Stripping {
  readonly stripsBefore?: boolean;
  readonly stripsBehind?: boolean;
  /** Of the tags of a raw block, which are one token each, the lengths of both delimiters. */
  readonly edges?: readonly [opening: number, closing: number];
}

/** A token and its place. White space that a tag strips from before it is in no token. */
export interface Token extends Stripping {
  readonly type: TokenType;
  readonly text: string;
  /** UTF-16 offset in the source. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
}

const quoted = (sign: string) => sign.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** What the scanner looks for, given the signs of a template. */
class Patterns {
  /** The next opening: of a raw block (1), a comment (2), a tag (3) or an expression (4). */
  readonly opening: RegExp;
  readonly commentEnd: RegExp;
  readonly rawEnd: RegExp;
  readonly blockEnd: RegExp;
  readonly variableEnd: RegExp;

  constructor({ block, variable, comment }: Delimiters) {
    const start = (sign: string) => `${quoted(sign)}[-+]?`;
    const end = (sign: string) => `(?:\\+${quoted(sign)}|-${quoted(sign)}\\s*|${quoted(sign)})`;
    const raw = `${start(block.start)}\\s*raw\\s*(?:-${quoted(block.end)}\\s*|${
      quoted(block.end)
    })`;
    // Of signs that begin alike the longest counts.
    const others = [
      { sign: comment.start, pattern: `(?<comment>${start(comment.start)})` },
      { sign: block.start, pattern: `(?<block>${start(block.start)})` },
      { sign: variable.start, pattern: `(?<variable>${start(variable.start)})` },
    ].sort((a, b) => b.sign.length - a.sign.length);
    const alternatives = [`(?<raw>${raw})`, ...others.map(({ pattern }) => pattern)];
    this.opening = new RegExp(alternatives.join("|"), "g");
    this.commentEnd = new RegExp(end(comment.end), "g");
    this.rawEnd = new RegExp(`${start(block.start)}\\s*endraw\\s*${end(block.end)}`, "g");
    this.blockEnd = new RegExp(end(block.end), "y");
    this.variableEnd = new RegExp(`-${quoted(variable.end)}\\s*|${quoted(variable.end)}`, "y");
  }
}

const STANDARD_PATTERNS = new Patterns(STANDARD);

/** What a whole tag strips, and the lengths of its delimiters with their signs. */
function edgesOf(text: string, { start, end }: Delimiter): Stripping {
  const tag = text.trimEnd();
  const [first, last] = [tag[start.length]!, tag[tag.length - end.length - 1]!];
  const length = (sign: string, delimiter: string) =>
    delimiter.length + Number(sign === "-" || sign === "+");
  return {
    stripsBefore: first === "-",
    stripsBehind: last === "-",
    edges: [length(first, start), length(last, end)],
  };
}

/** Whether the opening of a tag strips the white space before it. */
const strips = (opening: string, { start }: Delimiter) => opening[start.length] === "-";
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

  readonly #patterns: Patterns;

  constructor(readonly source: string, readonly delimiters: Delimiters) {
    this.#patterns = delimiters === STANDARD ? STANDARD_PATTERNS : new Patterns(delimiters);
  }

  scan(): Token[] {
    const { source, delimiters } = this;
    const { opening: pattern } = this.#patterns;
    let at = 0;
    while (at < source.length) {
      pattern.lastIndex = at;
      const found = pattern.exec(source);
      if (found === null) {
        this.#push("data", source.slice(at), at);
        break;
      }
      const [opening] = found;
      const { raw, comment, block } = found.groups!;
      const kind = comment !== undefined ? "comment" : raw ?? block ? "block" : "variable";
      const stripsBefore = strips(opening, delimiters[kind]);
      const before = source.slice(at, found.index);
      this.#data(stripsBefore ? before.trimEnd() : before, at);
      const inside = found.index + opening.length;
      const isLast = inside === source.length;
      if (raw !== undefined) {
        this.#push("raw_begin", opening, found.index, edgesOf(opening, delimiters.block));
        at = isLast ? inside : this.#raw(inside);
      } else {
        this.#push(`${kind}_begin`, opening, found.index, { stripsBefore });
        if (kind !== "comment") at = this.#tag(inside, kind === "block");
        else at = isLast ? inside : this.#comment(inside);
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

  #push(type: TokenType, text: string, start: number, strip: Stripping = {}): void {
    this.tokens.push({ type, text, start, line: this.#lineAt(start), ...strip });
  }

  #data(text: string, start: number): void {
    if (text !== "") this.#push("data", text, start);
  }

  #comment(at: number): number {
    const { commentEnd } = this.#patterns;
    commentEnd.lastIndex = at;
    const end = commentEnd.exec(this.source);
    if (end === null) {
      throw new TemplateSyntaxError(
        `a comment is not closed: ${this.delimiters.comment.end} is missing`,
        this.#lineAt(at),
      );
    }
    if (end.index > at) this.#push("comment", this.source.slice(at, end.index), at);
    this.#push("comment_end", end[0], end.index, { stripsBehind: end[0].startsWith("-") });
    return end.index + end[0].length;
  }

  #raw(at: number): number {
    const { rawEnd } = this.#patterns;
    const { block } = this.delimiters;
    rawEnd.lastIndex = at;
    const end = rawEnd.exec(this.source);
    if (end === null) {
      throw new TemplateSyntaxError(
        `a raw block is not closed: ${block.start} endraw ${block.end} is missing`,
        this.#lineAt(at),
      );
    }
    const text = this.source.slice(at, end.index);
    const edges = edgesOf(end[0], block);
    this.#data(edges.stripsBefore ? text.trimEnd() : text, at);
    this.#push("raw_end", end[0], end.index, edges);
    return end.index + end[0].length;
  }

  /** The inside of a tag and its end; a bracket that is open hides the end. */
  #tag(from: number, block: boolean): number {
    const { source } = this;
    const open: string[] = [];
    const ending = block ? this.#patterns.blockEnd : this.#patterns.variableEnd;
    let at = from;
    while (at < source.length) {
      if (open.length === 0) {
        ending.lastIndex = at;
        const end = ending.exec(source);
        if (end !== null) {
          const stripsBehind = end[0].startsWith("-");
          this.#push(block ? "block_end" : "variable_end", end[0], at, { stripsBehind });
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
 * The tokens of a Jinja template, its trailing newline kept and blocks not trimmed unless a tag says
 * so. Throws TemplateSyntaxError.
 */
export function lexTemplate(source: string, delimiters = STANDARD): Token[] {
  return new Scanner(source, delimiters).scan();
}
