/** What a grammar file says, as it is read: nothing is resolved yet. */

/** Where something stands in a grammar file; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A fault in a grammar, with its file and line. */
export class GrammarError extends Error {
  constructor(readonly place: Place, what: string) {
    super(`${place.file}:${place.line}: ${what}`);
    this.name = "GrammarError";
  }
}

/** Which indent stands at a place. */
export type IndentType = "indent" | "implicit_indent" | "dedent";

/** One thing that a production is made of. */
export type Item =
  | { type: "word"; word: string }
  | { type: "symbol"; text: string }
  /** Any word of a set, as a keyword. */
  | { type: "set"; name: string }
  /** Any token of a lexer's kind whose text the pattern takes. */
  | { type: "token"; kind: string; pattern: RegExp | null }
  /** Another production; `level` bounds the operators of a table, `bare` drops its node. */
  | { type: "ref"; name: string; level: number | null; bare: readonly string[] | null; at: Place }
  | { type: "seq"; parts: readonly Item[] }
  | { type: "choice"; parts: readonly Item[]; ordered: boolean }
  | { type: "set_of"; parts: readonly Item[] }
  | { type: "optional"; part: Item }
  | { type: "many"; part: Item }
  | { type: "list"; part: Item; delimiter: Item; trailing: Item | null }
  | { type: "bracket"; part: Item; committed: boolean }
  | { type: "not"; part: Item }
  | { type: "ahead"; part: Item }
  | { type: "tight" }
  | { type: "anything" }
  /** From here on the sequence is committed to, or only where it stands `inside` of a statement. */
  | { type: "commit"; inside: boolean }
  | { type: "indent"; indent: IndentType; setting: string | null; unless: boolean }
  | { type: "kinded"; part: Item; kind: string };

/** What a row of an operator table does with the operand before it. */
export type RowType = "operand" | "prefix" | "infix" | "postfix" | "suffix" | "wrap";

/** A row of an operator table. Lower levels bind less. */
export interface Row {
  readonly level: number;
  readonly type: RowType;
  readonly kind: string | null;
  readonly choice: Item;
  readonly at: Place;
}

/** How a production is defined: `:` `=` `:=` `|=` `::` `|::`. */
export type Definition = "node" | "leaf" | "instead" | "more" | "table" | "rows";

/** A production as it is written. */
export interface ProductionText {
  readonly name: string;
  readonly kind: string | null;
  readonly definition: Definition;
  /** What it is made of; null for a table. */
  readonly choice: Item | null;
  readonly rows: readonly Row[];
  readonly at: Place;
}

/** A change to a set of words. */
export interface WordsText {
  readonly name: string;
  readonly change: "=" | "+=" | "-=";
  readonly words: readonly string[];
  readonly at: Place;
}

/** A symbol: the lexer's kind for it, and the kind of its leaf. */
export interface SymbolText {
  readonly text: string;
  readonly lexed: string;
  readonly leaf: string;
}

/** Everything that a dialect's files say, in order. */
export interface DialectText {
  readonly words: WordsText[];
  readonly symbols: SymbolText[];
  /** Pairs of a kind and what it also is. */
  readonly isa: [kind: string, also: string][];
  /** Kinds whose leaves also are what the lexer called them. */
  readonly lexed: string[];
  readonly productions: ProductionText[];
}
