/** What a piece of the source is to its template. */
export type SliceKind =
  | "literal"
  | "templated"
  | "block_start"
  | "block_mid"
  | "block_end"
  | "comment";

/** The ends of a tag: how long its delimiters are, with the signs that strip, and what they strip. */
export interface TagEdges {
  readonly opening: number;
  readonly closing: number;
  readonly stripsBefore: boolean;
  readonly stripsBehind: boolean;
}

/** A piece of the source text; together the pieces cover it without gaps, in order. */
export interface Piece {
  readonly kind: SliceKind;
  /** UTF-16 offsets in the source. */
  readonly start: number;
  readonly end: number;
  /** Number of the block that it stands in; it grows with every tag that opens or ends a block. */
  readonly block: number;
  /** Its delimiters, where it is not literal text of the template. */
  readonly tag: TagEdges | null;
}

/** A piece of the rendered text and where it comes from; loops repeat and jump in the source. */
export interface Slice {
  readonly kind: SliceKind;
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly start: number;
  readonly end: number;
}
