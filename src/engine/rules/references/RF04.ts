import { IDENTIFIER_POLICIES, policyApplies, unquoted } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { choice, IGNORE_WORDS, type Rule } from "../rule.ts";
import { ignoredWords } from "./ignored_words.ts";

const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const SETS = ["reserved_keywords", "unreserved_keywords"];
/** Words that a coming version may reserve: a quoted name will still be one then. */
const QUOTED_SETS = [...SETS, "future_reserved_keywords"];

/** Judges names in quotes, and those that are words that the lexer knows. */
function judgeWords(context: RuleContext, isIgnored: (name: string) => boolean) {
  const { tree, dialect } = context;
  const naked = context.text("unquoted_identifiers_policy");
  const quoted = context.text("quoted_identifiers_policy");
  const words = dialect.wordsOf(SETS);
  const quotedWords = dialect.wordsOf(QUOTED_SETS);
  return (leaf: number): void => {
    const isQuoted = tree.is(leaf, QUOTED);
    if (!isQuoted && tree.word(leaf) === 0) return;
    const name = unquoted(tree, leaf);
    // The standard's words of one letter (C, G, K, M) hide nothing.
    if (name.length < 2) return;
    if (!(isQuoted ? quotedWords : words).has(name.toUpperCase())) return;
    if (!policyApplies(tree, leaf, isQuoted ? quoted : naked)) return;
    // A quoted name is ignored where the setting says it with its quotes.
    if (!isIgnored(tree.text(leaf))) context.report(leaf);
  };
}

export const rule: Rule = {
  code: "RF04",
  name: "references.keywords",
  groups: ["all", "references"],
  aliases: ["L029"],
  description: "Identifiers are no keywords.",
  rationale: "A name that is a keyword reads like one, and may stop working in a new version.",
  fixable: false,
  options: [
    choice(
      "unquoted_identifiers_policy",
      IDENTIFIER_POLICIES,
      "aliases",
      "Which unquoted identifiers count.",
    ),
    choice(
      "quoted_identifiers_policy",
      [...IDENTIFIER_POLICIES, "none"],
      null,
      "Which quoted identifiers count.",
    ),
    ...IGNORE_WORDS,
  ],
  bad: "SELECT foo.a AS sum FROM foo\n",
  good: "SELECT foo.a AS total FROM foo\n",
  phase: "main",
  visits: [NAKED, QUOTED],
  message: "This name is a keyword: choose another one.",
  run(context) {
    const { tree } = context;
    const { tokens } = tree;
    const isIgnored = ignoredWords(context);
    let judge: ((leaf: number) => void) | null = null;
    return (leaf) => {
      // All keywords are words that the lexer knows: most names need no second look.
      if (tree.kind(leaf) === NAKED && tokens.word(tree.token(leaf)) === 0) return;
      (judge ??= judgeWords(context, isIgnored))(leaf);
    };
  },
};
