/**
 * Letter case, for the rules that want words of one sort to look alike. A style is a function that
 * writes a word; a word is in a style that writes it as it stands. `consistent` is decided by the
 * words themselves: of the styles that a language has for all its words, those that a word is not
 * in fall away, until a word is in none of the rest; the first of these then holds for good.
 */
import { replace } from "../../edits.ts";
import type { RuleOption } from "../../settings/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { IGNORES_NONE, kinds, type RuleContext } from "../context.ts";
import { choice, IGNORE_WORDS } from "../rule.ts";

type Style = (word: string) => string;

const STYLES: Readonly<Record<string, Style>> = {
  upper: (word) => word.toUpperCase(),
  lower: (word) => word.toLowerCase(),
  capitalise: (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  /** A part of a name begins at its start and behind each character that none is made of. */
  pascal: (word) => word.replace(PART_START, (letter) => letter.toUpperCase()),
  camel: (word) => word.replace(PART_START, (letter) => letter.toLowerCase()),
  /** Parts are told from each other by a capital behind a small letter, and by digits. */
  snake: (word) => word.replace(PART_SEAM, "_").toLowerCase(),
};

const PART_START = /(?<![A-Za-z0-9])[A-Za-z]/g;
const PART_SEAM = /(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])/g;

/** The styles that may be found out, the one that is preferred first. */
const INFERRED = ["upper", "lower", "capitalise"];

/** How messages name a style. */
const SAID: Readonly<Record<string, string>> = {
  upper: "upper case",
  lower: "lower case",
  capitalise: "capitalised",
  pascal: "Pascal case",
  camel: "camel case",
  snake: "snake case",
};

const DESCRIPTION = "The letter case to use; consistent takes the first one that fits.";

/** For words of the language. */
export const BASIC_OPTIONS: readonly RuleOption[] = [
  choice("capitalisation_policy", ["consistent", ...INFERRED], "consistent", DESCRIPTION),
  ...IGNORE_WORDS,
];

/** For words that people choose. */
export const EXTENDED_OPTIONS: readonly RuleOption[] = [
  choice(
    "extended_capitalisation_policy",
    ["consistent", "upper", "lower", "pascal", "capitalise", "snake", "camel"],
    "consistent",
    DESCRIPTION,
  ),
  ...IGNORE_WORDS,
];

/**
 * Whether a word speaks for a style. One that begins with a small letter is not capitalised, and
 * one without letters is never taken for small ones.
 */
function speaksFor(style: string, word: string): boolean {
  if (STYLES[style]!(word) !== word) return false;
  if (style === "lower" && !/\p{L}/u.test(word)) return false;
  return style !== "capitalise" || !/^[^\p{L}]*\p{Ll}/u.test(word);
}

/** Bits of the shape of a word in ASCII: which letters it has. */
const SMALL_BIT = 1;
const CAPITAL_BIT = 2;
const FIRST_CAPITAL_BIT = 4;
const LATER_CAPITAL_BIT = 8;

/** The shape of a stretch of a text; -1 where it has letters beyond ASCII. */
function shapeOf(text: string, start: number, end: number): number {
  let shape = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 127) return -1;
    if (unit >= 97 && unit <= 122) shape |= SMALL_BIT;
    else if (unit >= 65 && unit <= 90) {
      shape |= CAPITAL_BIT | (at === start ? FIRST_CAPITAL_BIT : LATER_CAPITAL_BIT);
    }
  }
  return shape;
}

/** `speaksFor` of a word in ASCII by its shape, for the styles that may be found out. */
const SHAPE_SPEAKS: Readonly<Record<string, (shape: number) => boolean>> = {
  upper: (shape) => (shape & SMALL_BIT) === 0,
  lower: (shape) => shape === SMALL_BIT,
  capitalise: (shape) =>
    shape === 0 || (shape & (FIRST_CAPITAL_BIT | LATER_CAPITAL_BIT)) === FIRST_CAPITAL_BIT,
};

/** Whether a word in ASCII is sure to be in a style as it stands; the others are written to see. */
function isSurely(style: string, shape: number): boolean {
  if (style === "upper") return (shape & SMALL_BIT) === 0;
  return style === "lower" && (shape & CAPITAL_BIT) === 0;
}

/**
 * The option that names a rule's letter case. Only the rule's own counts: configurations also say
 * the other one, of this rule or of all rules, where it means nothing.
 */
function policyOf({ options }: RuleContext["rule"]): string {
  const isExtended = options.some(({ name }) => name === "extended_capitalisation_policy");
  return isExtended ? "extended_capitalisation_policy" : "capitalisation_policy";
}

/**
 * Judges the words of one text, in their order, by one of the options above; `what` names them in
 * messages, as in "keywords". A word that is fine is looked at where it stands: no string is made.
 */
export function caseJudge(context: RuleContext, what: string): (leaf: number) => void {
  const { tree } = context;
  const { text } = tree.tokens;
  const policy = context.text(policyOf(context.rule));
  const isIgnored = context.ignoredWords();
  const ignoresNone = isIgnored === IGNORES_NONE;
  const ignoresRendered = context.file.settings.ignoreTemplatedAreas;
  let style = policy === "consistent" ? null : policy;
  let left = INFERRED;
  const decide = (leaf: number, shape: number): string | null => {
    let fitting = 0;
    for (let at = 0; at < left.length; at++) if (speaks(left[at]!, leaf, shape)) fitting++;
    if (fitting === 0) return left[0]!;
    if (fitting < left.length) left = left.filter((each) => speaks(each, leaf, shape));
    return null;
  };
  const speaks = (each: string, leaf: number, shape: number) =>
    shape >= 0 ? SHAPE_SPEAKS[each]!(shape) : speaksFor(each, tree.text(leaf));
  return (leaf) => {
    if (ignoresRendered && tree.isTemplated(leaf)) return;
    if (!ignoresNone && isIgnored(tree.text(leaf))) return;
    const shape = shapeOf(text, tree.start(leaf), tree.stop(leaf));
    style ??= decide(leaf, shape);
    if (style === null || (shape >= 0 && isSurely(style, shape))) return;
    const word = tree.text(leaf);
    const right = STYLES[style]!(word);
    if (right === word) return;
    const why = policy === "consistent"
      ? `${what} are in ${SAID[style]} elsewhere in this file`
      : `${what} are to be in ${SAID[style]}`;
    context.report(leaf, [replace(leaf, right)], `Write ${right}: ${why}.`);
  };
}

/** What the words of a type stand in, of which CP05 alone judges. */
export const TYPES = kinds("data_type", "datetime_type_identifier", "primitive_type");

const FUNCTION_NAME = kind("function_name");

/** Whether a leaf is part of a name with a qualifier: such a function is its owner's, and so is its case. */
export function isQualifiedFunction(tree: Tree, leaf: number): boolean {
  const parent = tree.parent(leaf);
  return tree.is(parent, FUNCTION_NAME) && tree.end(parent) > parent + 2;
}
