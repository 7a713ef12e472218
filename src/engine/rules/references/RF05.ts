import { IDENTIFIER_POLICIES, policyApplies, unquoted } from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { choice, flag, IGNORE_WORDS, type Rule, text } from "../rule.ts";
import { ignoredWords } from "./ignored_words.ts";

/** Most names are of these alone. */
const PLAIN = /^\w*$/;
const LETTER = /[\p{L}\p{N}_]/u;
/** For each unit of ASCII 1 if it is a letter, a digit or an underscore. */
const PLAIN_UNITS = Uint8Array.from(
  { length: 128 },
  (_, unit) => Number(/\w/.test(String.fromCharCode(unit))),
);
const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const ELEMENT = kind("select_clause_element");
const ALIAS = kind("alias_expression");
/** Extensions go by names that somebody else has given to them. */
const TABLE = kind("table_reference");
/** A path in quotes in place of a table. */
const FILE = kind("file_reference");
const PROPERTY = kind("property_name_identifier");
/** What the name of a temporary table starts with. */
const HASH = /^#/;
/** What stands for all tables whose names begin alike. */
const LAST_STAR = /\*$/;
const EXTENSION = kind("extension_reference");

/** Whether a stretch of a text is of letters of ASCII, digits and underscores alone. */
function isPlainWord(text: string, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) {
    if (PLAIN_UNITS[text.charCodeAt(at)] !== 1) return false;
  }
  return true;
}

/** Whether an identifier stands in a column of the result that has an alias, but not in that. */
function isRenamed(tree: Tree, leaf: number): boolean {
  const element = tree.closest(leaf, ELEMENT);
  const alias = element < 0 ? -1 : tree.childOf(element, ALIAS);
  return alias >= 0 && leaf < alias;
}

/** Judges names that are not plain words. */
function judgeOdd(context: RuleContext, isIgnored: (name: string) => boolean) {
  const { tree } = context;
  const naked = context.text("unquoted_identifiers_policy");
  const quoted = context.text("quoted_identifiers_policy");
  const extra = new Set(context.text("additional_allowed_characters"));
  const allowsSpace = context.flag("allow_space_in_identifier");
  const { hashedTables, oddSingleQuotes, ordinaryCharacters, quotedCharacters, quotedPaths } =
    context.dialect.traits;
  const isFine = (name: string, isQuoted: boolean) =>
    PLAIN.test(name) ||
    [...name].every((character) =>
      LETTER.test(character) || extra.has(character) ||
      (isQuoted ? quotedCharacters : ordinaryCharacters).includes(character) ||
      (isQuoted && allowsSpace && character === " ")
    );
  return (leaf: number): void => {
    const isQuoted = tree.is(leaf, QUOTED);
    const isOdd = oddSingleQuotes && tree.text(leaf).startsWith("'");
    const written = isOdd ? tree.text(leaf) : unquoted(tree, leaf);
    const isTable = tree.is(tree.parent(leaf), TABLE);
    const name = isTable && !isQuoted && hashedTables
      ? written.replace(HASH, "")
      : tree.is(tree.parent(leaf), PROPERTY)
      ? written.replaceAll(".", "")
      : isTable && isQuoted && quotedPaths
      ? written.replace(LAST_STAR, "").replaceAll(".", "")
      : written;
    if (tree.is(tree.parent(leaf), FILE)) return;
    if (isFine(name, isQuoted) || isIgnored(name)) return;
    if (!policyApplies(tree, leaf, isQuoted ? quoted : naked)) return;
    if (tree.is(tree.parent(leaf), EXTENSION) || isRenamed(tree, leaf)) return;
    context.report(leaf);
  };
}

export const rule: Rule = {
  code: "RF05",
  name: "references.special_chars",
  groups: ["all", "references"],
  aliases: ["L057"],
  description: "Identifiers are made of letters, digits and underscores.",
  rationale: "Other characters force quotes on everyone who uses the name.",
  fixable: false,
  options: [
    choice(
      "quoted_identifiers_policy",
      [...IDENTIFIER_POLICIES, "none"],
      "all",
      "Which quoted ones count.",
    ),
    choice("unquoted_identifiers_policy", IDENTIFIER_POLICIES, "all", "Which unquoted ones count."),
    flag("allow_space_in_identifier", false, "Let quoted identifiers have spaces."),
    text("additional_allowed_characters", "Characters that are allowed too."),
    ...IGNORE_WORDS,
  ],
  bad: 'CREATE TABLE foo ("Column 1" INT)\n',
  good: "CREATE TABLE foo (column_1 INT)\n",
  phase: "main",
  visits: [NAKED, QUOTED],
  message: "This name has characters beyond letters, digits and underscores.",
  run(context) {
    const { tree } = context;
    const { tokens } = tree;
    const { text } = tokens;
    const isIgnored = ignoredWords(context);
    // Most names need no second look, and so no string of their own.
    let judge: ((leaf: number) => void) | null = null;
    return (leaf) => {
      const token = tree.token(leaf);
      if (token >= 0 && isPlainWord(text, tokens.start(token), tokens.end(token))) return;
      (judge ??= judgeOdd(context, isIgnored))(leaf);
    };
  },
};
