/**
 * Compares the code and the comments of a text before and after a fix with what the fix's rule has
 * declared. The leaves of both trees are gone through side by side; where they differ, what is lost
 * and what is gained is set off against each other, so that what has only moved is neither.
 */
import { indexOf, isAny, kind, type Tree } from "../tree/mod.ts";
import type { Edit } from "../edits.ts";
import { Comparison, type Place } from "./comparison.ts";
import type { FixEffects, Pattern } from "../rules/effects.ts";

const IDENTIFIER = kind("identifier");
/** A field behind a value, such as the `b` of `a:b`. */
const FIELD = kind("semi_structured_element");
/** The name of a character set, which a column may have in quotes. */
const CHARACTER_SET = kind("character_set");
/** What is called by a name. */
const NAMES = [IDENTIFIER, FIELD, CHARACTER_SET];
const FUNCTION_NAME = kind("function_name_identifier");
const TYPE = kind("data_type");
const NUMBER = kind("numeric_literal");
const LITERAL = kind("literal");
const OPERATORS = [kind("binary_operator"), kind("comparison_operator"), kind("casting_operator")];
const RAW_COMPARISON = kind("raw_comparison_operator");
const STATEMENT = kind("statement");

/** A leaf that counts: code, or a comment. */
class Token {
  /** What patterns call it besides its spelling, once that was asked for. */
  #group: Pattern | null = null;

  /** `key` is what it is compared by. */
  constructor(
    readonly tree: Tree,
    readonly leaf: number,
    readonly key: string,
    readonly spelling: string,
    readonly isComment: boolean,
  ) {}

  /** What patterns call it besides its spelling; "" for keywords and signs. */
  get group(): Pattern {
    return this.#group ??= this.isComment ? "" : groupOf(this.tree, this.leaf);
  }
}

/** How many statements there are, those inside of others among them. */
function statementsIn(tree: Tree): number {
  return indexOf(tree).between([STATEMENT], 0, tree.size).length;
}

/** Whether a leaf is a word of a data type, which may be named in quotes. */
function isOfType(tree: Tree, leaf: number): boolean {
  return /^\w/.test(tree.text(leaf)) || tree.is(leaf, IDENTIFIER);
}

function groupOf(tree: Tree, leaf: number): Pattern {
  const isLiteral = tree.is(leaf, LITERAL);
  if (tree.closest(leaf, TYPE) >= 0) {
    // The members of an ENUM are texts as any.
    return isOfType(tree, leaf) ? "<type>" : isLiteral ? "<text>" : "";
  }
  if (isAny(tree, leaf, NAMES)) return "<name>";
  if (tree.is(leaf, FUNCTION_NAME)) return "<function>";
  if (tree.is(leaf, NUMBER)) return "<number>";
  // Dialects have kinds of their own for whole numbers, bytes and sizes.
  if (isLiteral && /^\d/.test(tree.text(leaf))) return "<number>";
  if (OPERATORS.some((each) => tree.is(leaf, each)) || tree.is(leaf, RAW_COMPARISON)) {
    return "<operator>";
  }
  // NULL, TRUE and the like are literals that are spelled as keywords are.
  return isLiteral && !/^\w+$/.test(tree.text(leaf)) ? "<text>" : "";
}

/** The same word as a name, as a type and as a keyword are three things: what tells them apart. */
function roleOf(tree: Tree, leaf: number): string {
  if (tree.closest(leaf, TYPE) >= 0) return isOfType(tree, leaf) ? "<type>" : "";
  return isAny(tree, leaf, NAMES) ? "<name>" : "";
}

/** Leaves as tokens; `exact` where the letter case counts. */
function tokensOf(tree: Tree, leaves: readonly number[], exact: boolean): Token[] {
  return leaves.map((leaf) => {
    if (tree.isComment(leaf)) {
      const said = tree.text(leaf).replace(/\s+/g, " ").trim();
      return new Token(tree, leaf, said, said, true);
    }
    const spelling = tree.upper(leaf);
    const key = `${roleOf(tree, leaf)}${exact ? tree.text(leaf) : spelling}`;
    return new Token(tree, leaf, key, spelling, false);
  });
}

/** What a list of tokens has and another has not, as often as that. */
function without(tokens: readonly Token[], others: readonly Token[]): Token[] {
  const counts = new Map<string, number>();
  for (const { key } of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return tokens.filter(({ key }) => {
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    return left === 0;
  });
}

function fits(token: Token, patterns: readonly Pattern[]): boolean {
  if (token.isComment || patterns.length === 0) return false;
  const { group, spelling } = token;
  // A column that is called like a keyword is not that keyword.
  return patterns.includes(group) || (group !== "<name>" && patterns.includes(spelling));
}

/** In words, that statements have become more or fewer, where that was not declared. */
function otherStatements(before: Tree, after: Tree, effects: FixEffects): string | null {
  const [was, is] = [statementsIn(before), statementsIn(after)];
  if (is === was || (is > was && effects.wrap === true)) return null;
  return `make ${is} ${is === 1 ? "statement" : "statements"} of ${was}`;
}

/** What becomes of code and comments that was not declared, in words. */
function undeclaredTokens(
  before: Tree,
  after: Tree,
  effects: FixEffects,
  edits: readonly Edit[],
): string | null {
  const exact = effects.recase !== true;
  const comparison = new Comparison(before, after, exact, edits);
  if (comparison.places.length === 0) return null;
  const tokens = ({ lost, gained }: Place) => ({
    was: tokensOf(before, lost, exact),
    is: tokensOf(after, gained, exact),
  });
  const places = comparison.places.map(tokens);
  const [was, is] = [places.flatMap((place) => place.was), places.flatMap((place) => place.is)];
  const [lost, gained] = [without(was, is), without(is, was)];
  const { insert = [], remove = [], replace = [] } = effects;
  const [from, to] = [replace.map(([each]) => each), replace.map(([, each]) => each)];
  const wrongly = lost.find((token) => !fits(token, remove) && !fits(token, from));
  if (wrongly !== undefined) return `lose ${JSON.stringify(wrongly.spelling)}`;
  const added = gained.find((token) => !fits(token, insert) && !fits(token, to));
  if (added !== undefined) return `put in ${JSON.stringify(added.spelling)}`;
  const replaced = lost.filter((token) => !fits(token, remove)).length;
  const replacing = gained.filter((token) => !fits(token, insert)).length;
  if (remove.length === 0 && replaced > replacing) {
    return `lose ${JSON.stringify(lost[0]!.spelling)}`;
  }
  if (effects.move === true) return null;
  const passing = [...insert, ...remove, ...from, ...to];
  const stays = (token: Token) => !token.isComment && !fits(token, passing);
  const displaced = ({ was, is }: { was: Token[]; is: Token[] }) => {
    const [old, fresh] = [was.filter(stays), is.filter(stays)];
    return old.find(({ key }, at) => fresh[at]?.key !== key) ?? fresh[old.length];
  };
  if (places.every((place) => displaced(place) === undefined)) return null;
  // Places may have been taken apart where two tokens happened to be alike.
  const token = displaced(tokens(comparison.whole()));
  return token === undefined ? null : `move ${JSON.stringify(token.spelling)}`;
}

/**
 * What a change does that was not declared, in words; null where it keeps to its declaration.
 * Statements stay as many as they are: where an alias is taken away, the name of a procedure on
 * the next line may become the alias, and two statements one. `edits` are what was changed in the
 * text before, where that is known.
 *
 * @example
 * ```ts
 * undeclared(tree, parse("SELECT a FROM t -- AS x\n", "ansi").tree, { remove: ["AS", "<name>"] });
 * ```
 */
export function undeclared(
  before: Tree,
  after: Tree,
  effects: FixEffects,
  edits: readonly Edit[] = [],
): string | null {
  return undeclaredTokens(before, after, effects, edits) ??
    otherStatements(before, after, effects);
}
