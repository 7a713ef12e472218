/**
 * Tokens and the syntax tree, as columns of typed arrays.
 *
 * Index types, all plain integers: an offset is a UTF-16 index into the text; a token indexes
 * `Tokens`; a node indexes `Tree` in preorder (-1: none); a `Kind` is an interned segment type; a
 * word is an interned upper-cased spelling (0: none). `leafBefore` of a node is the nearest leaf in
 * preorder before it, since a node's ancestors are the only non-leaves that can stand between.
 */
export { Arena } from "./arena.ts";
export * from "./kinds.ts";
export {
  BLANK_BIT,
  COMMENT_BIT,
  COMMON_KINDS,
  type IsA,
  KindTable,
  META_BIT,
} from "./kind_table.ts";
export { findWord, word, wordCount, wordText } from "./words.ts";
export type { Origins, SourcePiece, TemplateMark } from "./origins.ts";
export { TokenColumns, Tokens } from "./tokens.ts";
export * from "./neighbours.ts";
export { Derived } from "./derived.ts";
export { indexOf, lowerBound, type NodeIndex, nodesIn } from "./node_index.ts";
export { Tree, type TreeColumns } from "./tree.ts";
export { TreeBuilder } from "./builder.ts";
