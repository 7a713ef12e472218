/**
 * Letter case, for the rules that want words of one sort to look alike. A style is a function that
 * writes a word; a word is in a style that writes it as it stands. `consistent` is decided by the
 * words themselves: of the styles that a language has for all its words, those that a word is not
 * in fall away, until a word is in none of the rest; the first of these then holds for good.
 */
import type { RuleOption } from "../../settings/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { KindSet } from "../kind_set.ts";
import { choice, IGNORE_WORDS } from "../rule.ts";

type Style = (word: string) => string;

export const STYLES: Readonly<Record<string, Style>> = {
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
export const INFERRED = ["upper", "lower", "capitalise"];

/** How messages name a style. */
export const SAID: Readonly<Record<string, string>> = {
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
export function speaksFor(style: string, word: string): boolean {
  if (STYLES[style]!(word) !== word) return false;
  if (style === "lower" && !/\p{L}/u.test(word)) return false;
  return style !== "capitalise" || !/^[^\p{L}]*\p{Ll}/u.test(word);
}

const PLACES_OF_TYPES = kinds("data_type", "datetime_type_identifier", "primitive_type");

/** What the words of a type stand in, of which CP05 alone judges. */
export const TYPES = new KindSet(PLACES_OF_TYPES);

const FUNCTION_NAME = kind("function_name");

/** Whether a leaf is part of a name with a qualifier: such a function is its owner's, and so is its case. */
export function isQualifiedFunction(tree: Tree, leaf: number): boolean {
  const parent = tree.parent(leaf);
  return tree.is(parent, FUNCTION_NAME) && tree.end(parent) > parent + 2;
}
