/**
 * Lines that the mysql client takes for itself: `DELIMITER //`, `SOURCE file`, `\\. file`.
 * See "mysql Client Commands" in its manual.
 *
 * The client knows them where a statement could start, first on a line. A delimiter counts from its
 * line on, wherever it stands outside of quotes and comments, even inside of what would be a word.
 */
import { Arena, END_OF_FILE, type Kind, kind, TokenColumns, type Tokens } from "../tree/mod.ts";
import { Lexer } from "./lexer.ts";
import type { TextEdit } from "./relex.ts";

const COMMAND = kind("client_command");
const ARGUMENT = kind("delimiter_argument");
const IGNORED = kind("client_command_ignored");
const FILE_NAME = kind("source_file_name");
const DELIMITER = kind("client_delimiter");
const WHITESPACE = kind("whitespace");
const SEMICOLON = kind("semicolon");
const SHORT = kind("client_short_command");

/** Kinds of the tokens that no rule of a dialect makes. */
export const CLIENT_KINDS: readonly Kind[] = [COMMAND, ARGUMENT, IGNORED, FILE_NAME, DELIMITER];

/** A command with something behind it in its line, at the line's start but for blanks and comments. */
const LINE =
  /^(?:[^\S\n]|\/\*(?:(?!\*\/)[^\n])*\*\/)*(DELIMITER(?=[^\S\n])|SOURCE(?=[^\S\n])|\\\.)(?=[^\S\n]*\S)/gim;
const QUOTES = /^(?:'([^'\s]+)'|"([^"\s]+)"|`([^`\s]+)`)$/;
/** What no delimiter can be made of. */
const NO_DELIMITER = /^['"`]|\\/;

/** Kinds of tokens in which a delimiter is no delimiter. */
const OPAQUE: ReadonlySet<Kind> = new Set(
  [
    "single_quote",
    "double_quote",
    "back_quote",
    "dollar_quote",
    "single_quote_with_n",
    "inline_comment",
    "block_comment",
  ].map((name) => kind(name)),
);

/** A lexer for scripts that the mysql client may read. */
export class ClientLexer extends Lexer {
  override lex(text: string, arena = new Arena()): Tokens {
    LINE.lastIndex = 0;
    return LINE.test(text) ? new Script(this, text, arena).lex() : super.lex(text, arena);
  }

  override relex(
    text: string,
    before: Tokens,
    edits: readonly TextEdit[],
    arena = new Arena(),
  ): Tokens {
    LINE.lastIndex = 0;
    const hasCommands = LINE.test(before.text) || LINE.test(text);
    return hasCommands ? this.lex(text, arena) : super.relex(text, before, edits, arena);
  }
}

/** One pass over a text with commands. */
class Script {
  readonly #columns: TokenColumns;
  #delimiter = ";";
  #at = 0;

  constructor(readonly lexer: ClientLexer, readonly text: string, arena: Arena) {
    this.#columns = new TokenColumns(Math.ceil(text.length / 2) + 8, arena);
  }

  lex(): Tokens {
    LINE.lastIndex = 0;
    for (const match of this.text.matchAll(LINE)) {
      const start = match.index + match[0].length - match[1]!.length;
      if (start < this.#at) continue;
      this.#writeTo(start);
      if (this.#at === start && this.#startsStatement()) this.#command(match[1]!);
    }
    this.#writeTo(this.text.length);
    this.#columns.push(END_OF_FILE, this.text.length, 0);
    return this.#columns.finish(this.text, this.lexer.table);
  }

  /** Tokens up to an offset, or past it where one lies across it. */
  #writeTo(to: number): void {
    const { text } = this;
    if (this.#delimiter === ";") {
      if (this.#at < to) this.#at = this.lexer.write(this.#columns, text, this.#at, to);
      return;
    }
    while (this.#at < to) {
      const found = text.indexOf(this.#delimiter, this.#at);
      if (found < 0 || found >= to) {
        this.#at = this.lexer.write(this.#columns, text, this.#at, to);
        return;
      }
      this.#writeBefore(found);
      if (this.#at !== found) continue;
      this.#columns.push(DELIMITER, found, 0);
      this.#at = found + this.#delimiter.length;
    }
  }

  /** Tokens up to a delimiter; a word or number that it stands in ends there. */
  #writeBefore(found: number): void {
    const columns = this.#columns;
    const end = this.lexer.write(columns, this.text, this.#at, found);
    const last = columns.count - 1;
    if (end > found && !OPAQUE.has(columns.kinds[last]! as Kind)) {
      const start = columns.starts[last]!;
      columns.count = last;
      this.lexer.write(columns, this.text.slice(0, found), start, found);
      this.#at = found;
    } else this.#at = end;
  }

  /** Whether nothing, a delimiter or a command comes before what is next. */
  #startsStatement(): boolean {
    const { kinds } = this.#columns;
    const { layout } = this.lexer.table;
    let before = this.#columns.count - 1;
    while (before >= 0 && layout[kinds[before]!] !== 0) before--;
    if (before < 0) return true;
    const last = kinds[before]! as Kind;
    return last === SEMICOLON || last === DELIMITER || last === ARGUMENT || last === IGNORED ||
      last === FILE_NAME || last === SHORT;
  }

  #command(name: string): void {
    const argument = this.#at + name.length;
    const end = lineEnd(this.text, argument);
    const [from, to] = trimmed(this.text, argument, end);
    if (name.toUpperCase() === "DELIMITER") this.#changeDelimiter(from, to);
    else this.#writeSource(from, to);
  }

  #changeDelimiter(from: number, to: number): void {
    const word = /^\S+/.exec(this.text.slice(from, to))![0];
    const quoted = QUOTES.exec(word);
    const delimiter = quoted === null ? word : (quoted[1] ?? quoted[2] ?? quoted[3])!;
    if (NO_DELIMITER.test(delimiter)) return;
    this.#delimiter = delimiter;
    this.#push(COMMAND, this.#at, from);
    this.#push(ARGUMENT, from, from + word.length);
    const rest = trimmed(this.text, from + word.length, to)[0];
    if (rest < to) {
      if (rest > this.#at) this.#columns.push(WHITESPACE, this.#at, 0);
      this.#columns.push(IGNORED, rest, 0);
      this.#at = to;
    }
  }

  /** The file's name ends before a delimiter at the end of its line. */
  #writeSource(from: number, to: number): void {
    const cut = this.text.indexOf(this.#delimiter, from);
    const end = cut < 0 || cut > to ? to : trimmed(this.text, from, cut)[1];
    if (end <= from) return;
    this.#push(COMMAND, this.#at, from);
    this.#push(FILE_NAME, from, end);
  }

  /** A token up to the blanks before `next`, and these blanks. */
  #push(kind: Kind, start: number, next: number): void {
    this.#columns.push(kind, start, 0);
    const end = trimmed(this.text, start, next)[1];
    if (end < next) this.#columns.push(WHITESPACE, end, 0);
    this.#at = next;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** The same part of a text without blanks at its ends. */
function trimmed(text: string, from: number, to: number): [from: number, to: number] {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return [start, end];
}
