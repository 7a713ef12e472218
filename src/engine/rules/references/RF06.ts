import type { Folding, Traits } from "../../dialects/mod.ts";
import { replace } from "../../edits.ts";
import { unquoted } from "../../scopes/mod.ts";
import { kind, previousCode, type Tree } from "../../tree/mod.ts";
import { choice, flag, IGNORE_WORDS, type Rule } from "../rule.ts";
import { ignoredWords } from "./ignored_words.ts";

const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const FUNCTION_NAME = kind("function_name");
const DATA_TYPE = kind("data_type");
/** Names of accounts, which have a syntax of their own. */
const ACCOUNT = kind("account_name");
const RESERVED = ["reserved_keywords"];
const WORD_SETS = [...RESERVED, "unreserved_keywords", "future_reserved_keywords"];

/** A test for names that mean the same without quotes, but for words that the dialect reserves. */
function plainName(traits: Traits, caseSensitive: boolean): (name: string) => boolean {
  const { nameCharacters, digitsLead, lettersOptional, anyLetters, plainNames } = traits;
  const letters = anyLetters ? "\\p{L}" : "A-Za-z";
  const digits = anyLetters ? "\\p{N}" : "0-9";
  const needed = lettersOptional ? `${letters}_` : letters;
  const first = digitsLead === "unreported" ? `${letters}_` : `${letters}${digits}_`;
  const spelled = new RegExp(
    `^(?=.*[${needed}])[${first}][${letters}${digits}_${nameCharacters}]*$`,
    "u",
  );
  const folding = caseSensitive ? plainNames ?? traits.folding : "none";
  return (name) => spelled.test(name) && folded(name, folding) === name;
}

/** What a name without quotes is read as. */
function folded(name: string, folding: Folding): string {
  if (folding === "upper") return name.toUpperCase();
  return folding === "lower" ? name.toLowerCase() : name;
}

/** `1A` without quotes is the number 1 under the alias A where names do not begin with digits. */
function isLedByDigit(name: string): boolean {
  return /^\p{N}/u.test(name);
}

/** Whether a name is that of a data type, without a schema before it. */
function isBareType(tree: Tree, leaf: number): boolean {
  return tree.is(tree.parent(leaf), DATA_TYPE) && previousCode(tree, leaf) < 0;
}

export const rule: Rule = {
  code: "RF06",
  name: "references.quoting",
  groups: ["all", "references"],
  aliases: ["L059"],
  description: "Identifiers are quoted only where they have to be, or always, as configured.",
  rationale: "Needless quotes clutter the text and tie a name to one letter case.",
  fixable: true,
  reads: "spelling",
  // Without quotes the name of a function is a token of its own, and that of a type a word of it.
  effects: { replace: [["<name>", "<name>"], ["<name>", "<function>"], ["<type>", "<type>"]] },
  options: [
    flag("prefer_quoted_identifiers", false, "Quote all identifiers."),
    flag("prefer_quoted_keywords", false, "Quote identifiers that are keywords."),
    choice(
      "prefer_quoted_keyword_style",
      ["double_quotes", "backticks"],
      "double_quotes",
      "The quotes of identifiers that are keywords.",
    ),
    ...IGNORE_WORDS,
    flag("case_sensitive", true, "Keep quotes that keep a letter case."),
  ],
  bad: 'SELECT 123 AS "FOO"\n',
  good: "SELECT 123 AS foo\n",
  phase: "main",
  visits: [QUOTED, NAKED],
  visitsUnder: (options) =>
    options.get("prefer_quoted_identifiers") || options.get("prefer_quoted_keywords")
      ? [QUOTED, NAKED]
      : [QUOTED],
  message: "This name needs no quotes: leave them out.",
  run(context) {
    const { tree, dialect } = context;
    const quotesAll = context.flag("prefer_quoted_identifiers");
    const quotesKeywords = context.flag("prefer_quoted_keywords");
    const quote = context.text("prefer_quoted_keyword_style") === "backticks" ? "`" : '"';
    const { quotesAddable, accountsKeepQuotes, digitsLead, typeWords } = dialect.traits;
    const isIgnored = ignoredWords(context);
    // Made when it is first needed: most files have no name in quotes.
    let plain: ((name: string) => boolean) | null = null;
    let keywords: ReadonlySet<string> | null = null;
    const isKeyword = (name: string) =>
      (keywords ??= dialect.wordsOf(WORD_SETS)).has(name.toUpperCase());
    const needsNone = (name: string) =>
      (plain ??= plainName(dialect.traits, context.flag("case_sensitive")))(name) &&
      !dialect.wordsOf(RESERVED).has(name.toUpperCase());
    const asKeyword = (name: string) => quotesKeywords && isKeyword(name);
    const askForQuotes = (leaf: number, name: string, said: string) => {
      const fixes = quotesAddable && asKeyword(name) ? [replace(leaf, quote + name + quote)] : [];
      context.report(leaf, fixes, said);
    };
    return (leaf) => {
      if (accountsKeepQuotes && tree.is(tree.parent(leaf), ACCOUNT)) return;
      const name = unquoted(tree, leaf);
      if (isIgnored(name)) return;
      if (!tree.is(leaf, QUOTED)) {
        if (!quotesAll && !asKeyword(name)) return;
        askForQuotes(leaf, name, `\`${name}\` is written without quotes: quote it.`);
        return;
      }
      if (quotesAddable && asKeyword(name) && !tree.text(leaf).startsWith(quote)) {
        askForQuotes(leaf, name, `\`${tree.text(leaf)}\` has other quotes: use \`${quote}\`.`);
        return;
      }
      if (quotesAll || asKeyword(name) || !needsNone(name)) return;
      const written = tree.text(leaf);
      if (isLedByDigit(name) && digitsLead === "quoted") {
        const said = `\`${written}\` is quoted for its first digit: choose a name without one.`;
        context.report(leaf, [], said);
        return;
      }
      // `"position"(a, b)` calls a function where `position(a, b)` is none: it wants IN. Behind a
      // schema the word is a name like any other.
      const isCallOfWord = tree.is(tree.parent(leaf), FUNCTION_NAME) && isKeyword(name) &&
        previousCode(tree, leaf) < 0;
      const isOtherType = typeWords.includes(name) && isBareType(tree, leaf);
      context.report(
        leaf,
        isCallOfWord || isOtherType ? [] : [replace(leaf, name)],
        `\`${written}\` needs no quotes: leave them out.`,
      );
    };
  },
};
