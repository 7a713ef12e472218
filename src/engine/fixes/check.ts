/**
 * Compares the code and the comments of a text before and after a fix with what the fix's rule has
 * declared. The leaves of both trees are gone through side by side; where they differ, what is lost
 * and what is gained is set off against each other, so that what has only moved is neither.
 */
import { indexOf, isAny, kind, type Tree } from "../tree/mod.ts";
import type { Edit } from "../edits.ts";
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

/** Whether a node is a leaf that counts. */
function counts(tree: Tree, node: number): boolean {
  return tree.isLeaf(node) && !tree.isWhitespace(node) && !tree.isMeta(node);
}

/** The first leaf that counts from a node on; the tree's size where there is none. */
function leafFrom(tree: Tree, node: number): number {
  let leaf = node;
  while (leaf < tree.size && !counts(tree, leaf)) leaf++;
  return leaf;
}

/** The last leaf that counts up to a node, itself among them; -1 where there is none. */
function leafUpTo(tree: Tree, node: number): number {
  let leaf = node;
  while (leaf >= 0 && !counts(tree, leaf)) leaf--;
  return leaf;
}

/** The leaves that count in `[from, to)`. */
function leavesIn(tree: Tree, from: number, to: number): number[] {
  const leaves: number[] = [];
  for (let node = from; node < to; node++) if (counts(tree, node)) leaves.push(node);
  return leaves;
}

/** How many statements there are, those inside of others among them. */
function statementsIn(tree: Tree): number {
  return indexOf(tree).between([STATEMENT], 0, tree.size).length;
}

/** How many leaves ahead two lists are looked at to find where they go on alike. */
const LOOK_AHEAD = 16;

/** Leaves of two trees that differ. */
interface Place {
  readonly lost: readonly number[];
  readonly gained: readonly number[];
}

/** Finds what two trees differ in, going through their leaves side by side. */
class Comparison {
  /** The leaves of both trees in each place where they differ. */
  readonly places: Place[] = [];
  #first: [number, number] | null = null;
  #last: [number, number] = [0, 0];
  /** The leaves between what the trees begin with and what they end with alike. */
  readonly #one: readonly number[];
  readonly #other: readonly number[];

  /** Up to where, and from where on, the text before is as it was, and by how much that has moved. */
  readonly #head: number;
  readonly #tail: number;
  readonly #shift: number;

  constructor(
    readonly before: Tree,
    readonly after: Tree,
    readonly exact: boolean,
    edits: readonly Edit[],
  ) {
    this.#head = edits[0]?.start ?? 0;
    this.#tail = edits.at(-1)?.end ?? Infinity;
    this.#shift = after.tokens.text.length - before.tokens.text.length;
    let [from, start] = [leafFrom(before, 0), leafFrom(after, 0)];
    while (from < before.size && start < after.size && this.#isAlike(from, start)) {
      from = leafFrom(before, from + 1);
      start = leafFrom(after, start + 1);
    }
    let [to, end] = [leafUpTo(before, before.size - 1), leafUpTo(after, after.size - 1)];
    while (to >= from && end >= start && this.#isAlike(to, end)) {
      to = leafUpTo(before, to - 1);
      end = leafUpTo(after, end - 1);
    }
    this.#one = leavesIn(before, from, to + 1);
    this.#other = leavesIn(after, start, end + 1);
    this.#run();
  }

  /** All leaves from the first difference to the last one. */
  whole(): Place {
    const [from, start] = this.#first ?? [0, 0];
    const [to, end] = this.#last;
    return { lost: this.#one.slice(from, to), gained: this.#other.slice(start, end) };
  }

  #run(): void {
    let [i, j, n, m] = [0, 0, this.#one.length, this.#other.length];
    while (i < n && j < m) {
      if (this.#isSame(i, j)) {
        i++;
        j++;
        continue;
      }
      const skip = this.#resume(i, j);
      if (skip === null) break;
      this.#take(i, i + skip[0], j, j + skip[1]);
      i += skip[0];
      j += skip[1];
    }
    while (n > i && m > j && this.#isSame(n - 1, m - 1)) {
      n--;
      m--;
    }
    this.#take(i, n, j, m);
  }

  #take(from: number, to: number, start: number, end: number): void {
    if (from === to && start === end) return;
    this.#first ??= [from, start];
    this.#last = [to, end];
    this.places.push({
      lost: this.#one.slice(from, to),
      gained: this.#other.slice(start, end),
    });
  }

  /** How many leaves of each list to leave out so that two go on alike; null if that is not near. */
  #resume(i: number, j: number): [number, number] | null {
    for (let both = 1; both <= LOOK_AHEAD; both++) {
      for (let skipped = 0; skipped <= both; skipped++) {
        const [a, b] = [i + skipped, j + both - skipped];
        if (this.#isSame(a, b) && this.#isSame(a + 1, b + 1)) return [skipped, both - skipped];
      }
    }
    return null;
  }

  /** Whether two leaves are of one kind and spelled alike; behind both ends is alike. */
  #isSame(i: number, j: number): boolean {
    if (i >= this.#one.length || j >= this.#other.length) {
      return i >= this.#one.length && j >= this.#other.length;
    }
    return this.#isAlike(this.#one[i]!, this.#other[j]!);
  }

  #isAlike(a: number, b: number): boolean {
    const { before, after } = this;
    if (before.kind(a) !== after.kind(b)) return false;
    const [from, start] = [before.start(a), after.start(b)];
    const stop = before.stop(a);
    const length = stop - from;
    if (after.stop(b) - start !== length) return false;
    if (
      (stop <= this.#head && start === from) ||
      (from >= this.#tail && start === from + this.#shift)
    ) return true;
    const [text, changed] = [before.tokens.text, after.tokens.text];
    for (let at = 0; at < length; at++) {
      if (text.charCodeAt(from + at) === changed.charCodeAt(start + at)) continue;
      return !this.exact && before.upper(a) === after.upper(b);
    }
    return true;
  }
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
