/**
 * Judging words by their letter case. Nearly all words are as they should be, so that is proven by
 * their characters where they stand, and a string is made only of a word that may be wrong.
 */
import { replace } from "../../edits.ts";
import type { Settings } from "../../settings/mod.ts";
import type { Tree } from "../../tree/mod.ts";
import { IGNORES_NONE, type RuleContext } from "../context.ts";
import { INFERRED, SAID, speaksFor, STYLES } from "./letter_case.ts";

/** Bits of the shape of a word in ASCII: which letters it has. */
const SMALL_BIT = 1;
const FIRST_CAPITAL_BIT = 2;
const LATER_CAPITAL_BIT = 4;
const SHAPES = 8;

const [CAPITAL_A, SMALL_A, LETTERS, LAST_ASCII] = [65, 97, 26, 127];

/** The shape of a stretch of a text; -1 where it has letters beyond ASCII. */
function shapeOf(text: string, start: number, end: number): number {
  let shape = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit > LAST_ASCII) return -1;
    if (unit >= SMALL_A && unit < SMALL_A + LETTERS) shape |= SMALL_BIT;
    else if (unit >= CAPITAL_A && unit < CAPITAL_A + LETTERS) {
      shape |= at === start ? FIRST_CAPITAL_BIT : LATER_CAPITAL_BIT;
    }
  }
  return shape;
}

/** For each style that may be found out a bit, by its place among these. */
const ALL_STYLES = (1 << INFERRED.length) - 1;
const LAST_BIT = 31;

/** The styles that a word speaks for, as bits. */
function stylesOf(word: string): number {
  return INFERRED.reduce((bits, style, at) => bits | (speaksFor(style, word) ? 1 << at : 0), 0);
}

/** A word of each shape stands for all of it. */
const STYLES_OF_SHAPE = Uint8Array.from({ length: SHAPES }, (_, shape) => {
  const first = shape & FIRST_CAPITAL_BIT ? "A" : shape & SMALL_BIT ? "a" : "1";
  return stylesOf(first + (shape & SMALL_BIT ? "a" : "1") + (shape & LATER_CAPITAL_BIT ? "A" : ""));
});

/** What the options of a rule come to. */
interface CaseOptions {
  /** The style that is asked for; null to find it out. */
  readonly style: string | null;
  readonly ignoresRendered: boolean;
  readonly isIgnored: (word: string) => boolean;
}

/**
 * The option that names a rule's letter case. Only the rule's own counts: configurations also say
 * the other one, of this rule or of all rules, where it means nothing.
 */
function policyOf({ options }: RuleContext["rule"]): string {
  const isExtended = options.some(({ name }) => name === "extended_capitalisation_policy");
  return isExtended ? "extended_capitalisation_policy" : "capitalisation_policy";
}

function readOptions(context: RuleContext): CaseOptions {
  const policy = context.text(policyOf(context.rule));
  return {
    style: policy === "consistent" ? null : policy,
    ignoresRendered: context.file.settings.ignoreTemplatedAreas,
    isIgnored: context.ignoredWords(),
  };
}

/** The words of one sort, as a rule judges them in one file after another. */
export class WordSort {
  /** What was read last: files of one job have the same settings. */
  #settings: Settings | null = null;
  #options: CaseOptions | null = null;

  /** `name` is how messages name the words, as in "keywords". */
  constructor(readonly name: string) {}

  /** A judge of the words of one text. */
  judge(context: RuleContext): CaseJudge {
    const { settings } = context.file;
    if (this.#options === null || settings !== this.#settings) {
      this.#options = readOptions(context);
      this.#settings = settings;
    }
    return new CaseJudge(context, this.name, this.#options);
  }
}

/** Judges the words of one text, in their order. */
export class CaseJudge {
  readonly #tree: Tree;
  readonly #text: string;
  readonly #starts: Uint32Array;
  /** The style of the words, once it is asked for or found out. */
  #style: string | null;
  /** Of the styles that may be found out those that are left, as bits. */
  #left = ALL_STYLES;
  /** The first of the letters that the style has none of; 0 where it is not as simple as that. */
  #wrongLetters = 0;

  constructor(
    readonly context: RuleContext,
    readonly name: string,
    readonly options: CaseOptions,
  ) {
    this.#tree = context.tree;
    this.#text = context.tree.tokens.text;
    this.#starts = context.tree.tokens.starts;
    this.#style = null;
    if (options.style !== null) this.#settle(options.style);
  }

  #settle(style: string): void {
    this.#style = style;
    this.#wrongLetters = style === "upper" ? SMALL_A : style === "lower" ? CAPITAL_A : 0;
  }

  /**
   * Whether nothing can be wrong with a word, whoever it belongs to, and whether it counts or not.
   * The quick answer for most words; `judge` has the full one.
   */
  isFine(leaf: number): boolean {
    const wrong = this.#wrongLetters;
    const token = this.#tree.token(leaf);
    if (wrong === 0 || token < 0) return false;
    const text = this.#text;
    const end = this.#starts[token + 1]!;
    for (let at = this.#starts[token]!; at < end; at++) {
      const unit = text.charCodeAt(at);
      if ((unit >= wrong && unit < wrong + LETTERS) || unit > LAST_ASCII) return false;
    }
    return true;
  }

  /** Judges the next word, and learns from it where the style is to be found out. */
  judge(leaf: number): void {
    if (this.isFine(leaf)) return;
    const tree = this.#tree;
    const { ignoresRendered, isIgnored } = this.options;
    if (ignoresRendered && tree.isTemplated(leaf)) return;
    if (isIgnored !== IGNORES_NONE && isIgnored(tree.text(leaf))) return;
    const style = this.#style ?? this.#learn(leaf);
    if (style === null) return;
    const word = tree.text(leaf);
    const right = STYLES[style]!(word);
    if (right !== word) this.#report(leaf, right, style);
  }

  /**
   * Drops the styles that a word is not in; the last that is left is that of all words. Returns the
   * style that the word should be in and is not; null where it is in one of those that are left.
   */
  #learn(leaf: number): string | null {
    const tree = this.#tree;
    const shape = shapeOf(this.#text, tree.start(leaf), tree.stop(leaf));
    const spoken = shape < 0 ? stylesOf(tree.text(leaf)) : STYLES_OF_SHAPE[shape]!;
    const fitting = this.#left & spoken;
    if (fitting !== 0) this.#left = fitting;
    const first = this.#left & -this.#left;
    if (fitting !== 0 && fitting !== first) return null;
    const style = INFERRED[LAST_BIT - Math.clz32(first)]!;
    this.#settle(style);
    return fitting === 0 ? style : null;
  }

  #report(leaf: number, right: string, style: string): void {
    const { name, options: { style: wanted } } = this;
    const why = wanted === null
      ? `${name} are in ${SAID[style]} elsewhere in this file`
      : `${name} are to be in ${SAID[style]}`;
    this.context.report(leaf, [replace(leaf, right)], `Write ${right}: ${why}.`);
  }
}
