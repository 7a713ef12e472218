/**
 * Compares the code and the comments of a text before and after a fix with what the fix's rule has
 * declared. Texts are compared between their first and last difference, so the cost is that of
 * finding these.
 */
import { kind, type Tree } from "../tree/mod.ts";
import type { FixEffects, Pattern } from "./effects.ts";

const IDENTIFIER = kind("identifier");
const TYPE = kind("data_type");
const NUMBER = kind("numeric_literal");
const LITERAL = kind("literal");
const OPERATORS = [kind("binary_operator"), kind("comparison_operator"), kind("casting_operator")];
const RAW_COMPARISON = kind("raw_comparison_operator");

/** A leaf that counts: code, or a comment. */
interface Token {
  /** What it is compared by. */
  readonly key: string;
  /** What patterns call it besides its spelling; "" for keywords and signs. */
  readonly group: Pattern;
  readonly spelling: string;
  readonly isComment: boolean;
}

/** Goes over the leaves of a tree that count, from one end to the other. */
class Cursor {
  constructor(readonly tree: Tree, public node: number, readonly step: 1 | -1) {
    this.#seek();
  }

  advance(): void {
    this.node += this.step;
    this.#seek();
  }

  get isDone(): boolean {
    return this.node < 0 || this.node >= this.tree.size;
  }

  #seek(): void {
    const { tree, step } = this;
    while (!this.isDone && !counts(tree, this.node)) this.node += step;
  }
}

function counts(tree: Tree, node: number): boolean {
  return tree.isLeaf(node) && !tree.isWhitespace(node) && !tree.isMeta(node);
}

/** How many characters two texts have in common at their start, or at their end. */
function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

function commonEnd(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (
    at < most && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)
  ) at++;
  return at;
}

/** The leaves of two trees between their first and their last difference, as `[from, to)`. */
function windows(before: Tree, after: Tree): [[number, number], [number, number]] {
  const [one, other] = [before.tokens.text, after.tokens.text];
  const start = commonStart(one, other);
  const [a, b] = [new Cursor(before, 0, 1), new Cursor(after, 0, 1)];
  while (!a.isDone && !b.isDone && before.kind(a.node) === after.kind(b.node)) {
    const isSame = before.start(a.node) === after.start(b.node) &&
      before.stop(a.node) === after.stop(b.node) && before.stop(a.node) <= start;
    if (!isSame) break;
    a.advance();
    b.advance();
  }
  const end = commonEnd(one, other);
  const [c, d] = [new Cursor(before, before.size - 1, -1), new Cursor(after, after.size - 1, -1)];
  const shift = other.length - one.length;
  while (c.node >= a.node && d.node >= b.node && before.kind(c.node) === after.kind(d.node)) {
    const isSame = before.start(c.node) + shift === after.start(d.node) &&
      before.stop(c.node) + shift === after.stop(d.node) &&
      before.start(c.node) >= one.length - end;
    if (!isSame) break;
    c.advance();
    d.advance();
  }
  return [[a.node, c.node + 1], [b.node, d.node + 1]];
}

function groupOf(tree: Tree, leaf: number): Pattern {
  if (tree.closest(leaf, TYPE) >= 0) return /^\w/.test(tree.text(leaf)) ? "<type>" : "";
  if (tree.is(leaf, IDENTIFIER)) return "<name>";
  if (tree.is(leaf, NUMBER)) return "<number>";
  if (OPERATORS.some((each) => tree.is(leaf, each)) || tree.is(leaf, RAW_COMPARISON)) {
    return "<operator>";
  }
  // NULL, TRUE and the like are literals that are spelled as keywords are.
  return tree.is(leaf, LITERAL) && !/^\w+$/.test(tree.text(leaf)) ? "<text>" : "";
}

/** The tokens of a window; `exact` where the letter case counts. */
function tokensIn(tree: Tree, [from, to]: readonly [number, number], exact: boolean): Token[] {
  const tokens: Token[] = [];
  for (let node = from; node < to; node++) {
    if (!counts(tree, node)) continue;
    const text = tree.text(node);
    const isComment = tree.isComment(node);
    const group = isComment ? "" : groupOf(tree, node);
    const spelling = isComment ? text.replace(/\s+/g, " ").trim() : tree.upper(node);
    // The same word as a name, as a type and as a keyword are three things.
    const role = group === "<name>" || group === "<type>" ? group : "";
    const key = isComment ? spelling : `${role}${exact ? text : spelling}`;
    tokens.push({ key, group, spelling, isComment });
  }
  return tokens;
}

/** What the first list has and the second has not, as often as that. */
function without(tokens: readonly Token[], others: readonly Token[]): Token[] {
  const counts = new Map<string, number>();
  for (const { key } of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return tokens.filter(({ key }) => {
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    return left === 0;
  });
}

function fits({ group, spelling, isComment }: Token, patterns: readonly Pattern[]): boolean {
  if (isComment) return false;
  // A column that is called like a keyword is not that keyword.
  return patterns.includes(group) || (group !== "<name>" && patterns.includes(spelling));
}

/**
 * What a change does that was not declared, in words; null where it keeps to its declaration.
 *
 * @example
 * ```ts
 * undeclared(tree, parse("SELECT a FROM t -- AS x\n", "ansi").tree, { remove: ["AS", "<name>"] });
 * ```
 */
export function undeclared(before: Tree, after: Tree, effects: FixEffects): string | null {
  const [old, fresh] = windows(before, after);
  const exact = effects.recase !== true;
  const [was, is] = [tokensIn(before, old, exact), tokensIn(after, fresh, exact)];
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
  return effects.move === true ? null : outOfOrder(was, is, [...insert, ...remove, ...from, ...to]);
}

/** The first token that stands elsewhere than before, beside those that may come and go. */
function outOfOrder(
  was: readonly Token[],
  is: readonly Token[],
  passing: readonly Pattern[],
): string | null {
  const stays = (token: Token) => !token.isComment && !fits(token, passing);
  const [old, fresh] = [was.filter(stays), is.filter(stays)];
  const at = old.findIndex(({ key }, place) => fresh[place]?.key !== key);
  return at < 0 ? null : `move ${JSON.stringify(old[at]!.spelling)}`;
}
