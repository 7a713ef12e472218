/** Conversions of types in the three ways that SQL writes them (CV11). */
import {
  codeChildren,
  hasComment,
  INLINE_COMMENT,
  isAny,
  kind,
  type Tree,
  word,
} from "../../tree/mod.ts";
import { wordOf } from "../words.ts";

const NAME = kind("function_name");
const CONTENTS = kind("function_contents");
const BRACKETED = kind("bracketed");
const KEYWORD = kind("keyword");
const CAST_EXPRESSION = kind("cast_expression");
const OPERATOR = kind("casting_operator");
const TYPE = kind("data_type");
const MARKS = [kind("start_bracket"), kind("end_bracket"), kind("comma")];

const [USING, CAST, CONVERT] = [word("USING"), word("CAST"), word("CONVERT")];

/** The ways, as the option of the rule calls them. */
export type CastStyle = "cast" | "convert" | "shorthand";

/** A conversion by its parts. */
export interface Conversion {
  /** The text of what is converted. */
  readonly value: string;
  /** Whether that is a single token, which needs no brackets before `::`. */
  readonly isSimple: boolean;
  /** The types that it is converted to, the first one first. */
  readonly types: readonly string[];
  /** Whether a comment stands where it would be lost, or would swallow what follows it. */
  readonly hasLooseComment: boolean;
}

/** How a node converts a type; null where it does not. */
export function castStyle(tree: Tree, node: number): CastStyle | null {
  if (tree.is(node, CAST_EXPRESSION)) {
    // An operator of another kind, such as Databricks' ?::, cannot be written as a call.
    let operators = 0;
    let types = 0;
    for (let part = tree.firstChild(node); part >= 0; part = tree.nextSibling(part)) {
      if (tree.is(part, TYPE)) types++;
      else if (tree.is(part, OPERATOR) && tree.hasText(part, "::")) operators++;
    }
    return operators > 0 && operators === types ? "shorthand" : null;
  }
  const name = tree.childOf(node, NAME);
  const called = name < 0 ? 0 : wordOf(tree, name);
  if (called !== CONVERT) return called === CAST ? "cast" : null;
  // MySQL's CONVERT(… USING …) changes the character set and no type.
  return tree.childrenOf(bracketsOf(tree, node), KEYWORD).some((each) => tree.word(each) === USING)
    ? null
    : "convert";
}

function isSingle(tree: Tree, node: number): boolean {
  const first = tree.firstCode(node);
  return first >= 0 && first === tree.lastCode(node);
}

/** The brackets of a call, or -1. */
function bracketsOf(tree: Tree, call: number): number {
  const contents = tree.childOf(call, CONTENTS);
  return tree.childOf(contents < 0 ? call : contents, BRACKETED);
}

function hasLineComment(tree: Tree, from: number, to: number): boolean {
  for (let leaf = from; leaf < to; leaf++) if (tree.is(leaf, INLINE_COMMENT)) return true;
  return false;
}

function readShorthand(tree: Tree, node: number): Conversion | null {
  const [first, ...rest] = tree.childrenOf(node, OPERATOR);
  if (first === undefined) return null;
  const before = codeChildren(tree, node).filter((child) => child < first);
  const types = [first, ...rest].map((operator) => {
    const type = tree.childrenOf(node, TYPE).find((each) => each > operator);
    return type === undefined ? "" : tree.text(type);
  });
  const value = before[0];
  if (value === undefined || types.includes("")) return null;
  const last = before.at(-1)!;
  const text = tree.tokens.text.slice(tree.start(value), tree.start(first)).trimEnd();
  return {
    value: text,
    isSimple: value === last && isSingle(tree, value),
    types,
    hasLooseComment: hasComment(tree, first, tree.end(node)) ||
      hasLineComment(tree, tree.end(last), first),
  };
}

/** Whether a call holds more than a value and a type: comments count. */
export function holdsMore(tree: Tree, call: number): boolean {
  const brackets = bracketsOf(tree, call);
  if (brackets < 0) return false;
  const parts = tree.children(brackets).filter((child) =>
    (tree.isCode(child) || tree.isComment(child)) && !isAny(tree, child, MARKS) &&
    !tree.is(child, KEYWORD)
  );
  return parts.length > 2;
}

/**
 * The parts of a conversion; null for a call that cannot be written another way: with a comment
 * beside its arguments, or with others than a value and a type.
 *
 * @param typeFirst Whether CONVERT has the type before the value.
 */
export function readConversion(
  tree: Tree,
  node: number,
  style: CastStyle,
  typeFirst: boolean,
): Conversion | null {
  if (style === "shorthand") return readShorthand(tree, node);
  const brackets = bracketsOf(tree, node);
  if (brackets < 0 || tree.children(brackets).some((child) => tree.isComment(child))) return null;
  const parts = codeChildren(tree, brackets).filter((child) => !isAny(tree, child, MARKS));
  const isCast = style === "cast";
  if (parts.length !== (isCast ? 3 : 2)) return null;
  if (isCast && tree.upper(parts[1]!) !== "AS") return null;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  const [value, type] = isCast || !typeFirst ? [first, last] : [last, first];
  return {
    value: tree.text(value),
    isSimple: isSingle(tree, value),
    types: [tree.text(type)],
    hasLooseComment: hasComment(tree, node, brackets),
  };
}

/** A conversion as it is written in a style. */
export function writeConversion(
  { value, isSimple, types }: Conversion,
  style: CastStyle,
  typeFirst: boolean,
): string {
  if (style === "shorthand") return [isSimple ? value : `(${value})`, ...types].join("::");
  const wrap = (inner: string, type: string) =>
    style === "cast"
      ? `cast(${inner} as ${type})`
      : `convert(${typeFirst ? `${type}, ${inner}` : `${inner}, ${type}`})`;
  return types.reduce(wrap, value);
}
