/** What a template left at a place: a tag, a comment, an empty expression, a jump. */
export interface TemplateMark {
  /** The kind of its slice, `skipped_source` for what a tag jumps over, `loop` or an indent. */
  readonly type: string;
  /** The source that stands there; "" of a jump and of what is jumped over. */
  readonly text: string;
  /** Number of the template's block that it belongs to; 0 for none. */
  readonly block: number;
}

/** A piece of a template: text, a tag, an expression or a comment. */
export interface SourcePiece {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** How long its delimiters are, with the signs that strip; null for text. */
  readonly tag: { readonly opening: number; readonly closing: number } | null;
}

/** Where the tokens of a rendered text come from in its source. */
export interface Origins {
  /** The text that was rendered. */
  readonly source: string;
  /** Source offsets by token. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** What the source is made of, in order. */
  readonly pieces: readonly SourcePiece[];
  /** By token, the marks among the tokens. */
  readonly marks: ReadonlyMap<number, TemplateMark>;
  /** Whether a stretch of the source is no template. */
  isLiteral(start: number, end: number): boolean;
}
