import { replace } from "../../edits.ts";
import { choice, IGNORE_WORDS } from "../rule.ts";
import type { RuleContext } from "../context.ts";
import type { RuleOption } from "../../settings/mod.ts";

/** The cases that a word may be in, as bits. */
const CASES = { upper: 1, lower: 2, pascal: 4, capitalise: 8, snake: 16, camel: 32 } as const;
type Case = keyof typeof CASES;

const BASIC: readonly Case[] = ["upper", "lower", "capitalise"];
const EXTENDED: readonly Case[] = ["upper", "lower", "pascal", "capitalise", "snake", "camel"];

/** The options of a rule on words that are never made of several. */
export const BASIC_OPTIONS: readonly RuleOption[] = [
  choice(
    "capitalisation_policy",
    ["consistent", ...BASIC],
    "consistent",
    "The letter case to use; consistent takes the first one that fits.",
  ),
  ...IGNORE_WORDS,
];

/** The options of a rule on words that may be made of several. */
export const EXTENDED_OPTIONS: readonly RuleOption[] = [
  choice(
    "extended_capitalisation_policy",
    ["consistent", ...EXTENDED],
    "consistent",
    "The letter case to use; consistent takes the first one that fits.",
  ),
  ...IGNORE_WORDS,
];

/** Python's `capitalize`: the first letter up, the others down. */
function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0)!);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/** Whether the first letter that has a case is a small one. */
function startsSmall(text: string): boolean {
  for (const char of text) {
    if (char.toLowerCase() !== char.toUpperCase()) return char !== char.toUpperCase();
  }
  return false;
}

const WORDS = /([^a-zA-Z0-9]+|^)([a-zA-Z0-9])([a-zA-Z0-9]*)/g;
const JOINTS = /(?<=[a-z0-9])[A-Z]|(?<=[A-Za-z])[0-9]|(?<=[0-9])[A-Za-z]/g;

function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}

function inCase(text: string, wanted: Case): string {
  switch (wanted) {
    case "upper":
      return text.toUpperCase();
    case "lower":
      return text.toLowerCase();
    case "capitalise":
      return capitalised(text);
    case "pascal":
      return text.replace(WORDS, (_, gap, first, rest) => gap + first.toUpperCase() + rest);
    case "camel":
      return text.replace(WORDS, (_, gap, first, rest) => gap + first.toLowerCase() + rest);
    case "snake":
      return isUpper(text)
        ? text.toLowerCase()
        : text.replace(JOINTS, (found) => `_${found}`).toLowerCase();
  }
}

/** The cases that a word shows not to be the one in use. */
function refutedBy(text: string): number {
  let refuted: number = CASES.camel | CASES.pascal | CASES.snake;
  if (startsSmall(text)) {
    refuted |= CASES.upper | CASES.capitalise;
    if (text !== text.toLowerCase()) refuted |= CASES.lower;
  } else {
    refuted |= CASES.lower;
    if (text !== text.toUpperCase()) refuted |= CASES.upper;
    if (text !== capitalised(text)) refuted |= CASES.capitalise;
  }
  return refuted;
}

/**
 * A check of leaves against a capitalisation policy. Under `consistent`, the words seen so far
 * leave fewer and fewer cases possible; the first word that leaves none is wrong, and so are those
 * after it that are not in the last case that was possible.
 *
 * @param words what a message calls the checked words
 */
export function caseChecker(context: RuleContext, words: string): (leaf: number) => void {
  const { tree, rule } = context;
  const extended = rule.options.some(({ name }) => name === "extended_capitalisation_policy");
  const cases = extended ? EXTENDED : BASIC;
  const policy = context.text(
    extended ? "extended_capitalisation_policy" : "capitalisation_policy",
  );
  const isIgnored = context.ignoredWords();
  const ignoresTemplated = context.file.settings.ignoreTemplatedAreas;
  const known = new Map<string, number>();
  let refuted = 0;
  let latest: Case = "upper";
  return (leaf) => {
    const text = tree.text(leaf);
    if (text === "" || isIgnored(text)) return;
    if (ignoresTemplated && tree.isTemplated(leaf)) return;
    let own = known.get(text);
    if (own === undefined) known.set(text, own = refutedBy(text));
    refuted |= own;
    let wanted: Case;
    if (policy === "consistent") {
      const possible = cases.find((each) => (refuted & CASES[each]) === 0);
      if (possible !== undefined) {
        latest = possible;
        return;
      }
      wanted = latest;
    } else {
      wanted = policy as Case;
      if ((refuted & CASES[wanted]) === 0) return;
    }
    const fixed = inCase(text, wanted);
    if (fixed === text) return;
    const where = policy === "consistent" ? "elsewhere in this file" : "by the settings";
    const how = wanted === "capitalise" ? "capitalised" : `in ${wanted} case`;
    context.report(leaf, [replace(leaf, fixed)], `Write ${fixed}: ${words} are ${how} ${where}.`);
  };
}
