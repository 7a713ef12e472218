import type { Folding } from "../dialects/traits.ts";
import { kind, type Tree } from "../tree/mod.ts";
import type { Name } from "./model.ts";

const BRACKETED = kind("bracketed");
const IDENTIFIERS = kind("identifier_list");

const NAKED = kind("naked_identifier");
/** A keyword that is a name behind a dot. */
const NAKED_ALL = kind("naked_identifier_all");
/** A column by its place, such as `$1`. */
const NUMBERED = kind("column_index_identifier_segment");
/** A temporary table, such as `#t`. */
const HASHED = kind("hash_identifier");
const QUOTED = kind("quoted_identifier");
const LITERAL = kind("quoted_literal");

/** What closes each quote. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`", "[": "]" };

function isNaked(tree: Tree, leaf: number): boolean {
  return tree.is(leaf, NAKED) || tree.is(leaf, NAKED_ALL) || tree.is(leaf, NUMBERED) ||
    tree.is(leaf, HASHED);
}

/** Whether a leaf is written as a name. */
export function isName(tree: Tree, leaf: number): boolean {
  return isNaked(tree, leaf) || tree.is(leaf, QUOTED) || tree.is(leaf, LITERAL);
}

/** Whether a name is that of a temporary table: SQLFluff moves none, nor puts one in. */
export function isTemporary(tree: Tree, { leaf }: Name): boolean {
  return tree.is(leaf, HASHED);
}

/**
 * A name without its quotes, a quote inside of them written once. A leaf without quotes is as it is
 * written.
 */
export function unquoted(tree: Tree, leaf: number): string {
  return withoutQuotes(tree.text(leaf));
}

/** The first unit of each quote. */
const OPENING = Object.keys(QUOTES).map((quote) => quote.charCodeAt(0));

function withoutQuotes(text: string): string {
  if (!OPENING.includes(text.charCodeAt(0))) return text;
  const open = text[0] ?? "";
  const close = QUOTES[open];
  if (close === undefined || text.length < 2 || !text.endsWith(close)) return text;
  return text.slice(1, -1).replaceAll(close + close, close);
}

export function nameAt(tree: Tree, leaf: number): Name {
  const text = tree.text(leaf);
  return { leaf, text, bare: withoutQuotes(text), quoted: !isNaked(tree, leaf) };
}

/** The names among a node's children, in order. */
export function namesIn(tree: Tree, node: number): Name[] {
  const names: Name[] = [];
  for (let leaf = tree.firstChild(node); leaf >= 0; leaf = tree.nextSibling(leaf)) {
    if (isName(tree, leaf)) names.push(nameAt(tree, leaf));
  }
  return names;
}

/** A name as the database compares it. */
export function folded(name: Name, folding: Folding): string {
  if (folding === "ignore") return name.bare.toUpperCase();
  if (name.quoted || folding === "none") return name.bare;
  return folding === "upper" ? name.bare.toUpperCase() : name.bare.toLowerCase();
}

/** A leaf that is a name, as the database compares it. */
export function fold(tree: Tree, leaf: number, folding: Folding): string {
  return folded(nameAt(tree, leaf), folding);
}

/** Whether two names are the same but for case and quotes. */
export function alike(one: Name, other: Name): boolean {
  return one.bare.toUpperCase() === other.bare.toUpperCase();
}

/** The names in the brackets below a node, such as the columns of an alias; none without brackets. */
export function listedNames(tree: Tree, node: number): Name[] {
  const bracketed = tree.childOf(node, BRACKETED);
  return bracketed < 0 ? [] : namesInBrackets(tree, bracketed);
}

/** Every name in brackets, or in the list that they hold. */
export function namesInBrackets(tree: Tree, bracketed: number): Name[] {
  const list = tree.childOf(bracketed, IDENTIFIERS);
  const found: Name[] = [];
  const at = list < 0 ? bracketed : list;
  for (let leaf = at; leaf < tree.end(at); leaf++) {
    if (tree.isLeaf(leaf) && isName(tree, leaf)) found.push(nameAt(tree, leaf));
  }
  return found;
}
