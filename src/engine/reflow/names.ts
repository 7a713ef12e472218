import { KEYWORD, kind, kindName, type Tree } from "../tree/mod.ts";

const SYMBOL = kind("symbol");

/** A text in quotes as Python would show it, which is how SQLFluff's messages show texts. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

const DOT = kind("dot");
const WORD_TEXT = /^\w/;

/**
 * How a message calls a node: a symbol and a keyword with their text, others by their kind. An
 * operator that is a word (AND) or that has parts (||) is no symbol, and a dot needs no quoting.
 */
export function describeNode(tree: Tree, node: number): string {
  const name = kindName(tree.kind(node)).replaceAll("_", " ");
  const isSymbol = tree.isLeaf(node) && tree.is(node, SYMBOL) && !tree.is(node, DOT);
  if (isSymbol && !WORD_TEXT.test(tree.text(node))) return `${name} ${quoted(tree.text(node))}`;
  if (tree.is(node, KEYWORD)) return `${quoted(tree.text(node))} keyword`;
  return name;
}

/** How a message calls an indent; tabs among spaces have no better name. */
export function describeIndent(indent: string): string {
  if (indent === "") return "no indent";
  if (indent.includes(" ") && indent.includes("\t")) return "mixed indent";
  return `indent of ${indent.length} ${indent[0] === "\t" ? "tabs" : "spaces"}`;
}

/** First letter up, the rest down. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}
