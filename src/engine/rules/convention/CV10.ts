import { replace } from "../../edits.ts";
import { nameOf } from "../../layout/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Pattern } from "../effects.ts";
import { choice, flag, type Rule } from "../rule.ts";
import {
  isPlainlyQuoted,
  type Quote,
  type QuotedText,
  readQuoted,
  restyle,
} from "./quote_style.ts";

/** Whether the quotes of a literal stand in the source, and were not written by a template. */
function hasOwnQuotes(tree: Tree, leaf: number, { prefix, quote }: QuotedText): boolean {
  const { origins } = tree.tokens;
  if (origins === null) return true;
  const { source } = origins;
  const end = tree.sourceStop(leaf) - 1;
  return source.startsWith(prefix + quote, tree.sourceStart(leaf)) && source[end] === quote &&
    origins.isLiteral(end, end + 1);
}

/**
 * What a literal of a date begins with: a keyword before single quotes, the name of a type before
 * double ones, as in BigQuery.
 */
const DATES: readonly Pattern[] = ["DATE", "DATETIME", "TIME", "TIMESTAMP"];

export const rule: Rule = {
  code: "CV10",
  name: "convention.quoted_literals",
  groups: ["all", "convention"],
  aliases: ["L064"],
  description: "String literals are all in one kind of quotes, where the dialect has two.",
  rationale: "One kind of quotes for texts leaves the other one free for names.",
  fixable: true,
  reads: "spelling",
  effects: {
    replace: [
      ["<text>", "<text>"],
      ["<text>", "<name>"],
      ["<name>", "<text>"],
      ...DATES.map((word): [Pattern, Pattern] => ["<type>", word]),
    ],
  },
  options: [
    choice(
      "preferred_quoted_literal_style",
      ["consistent", "single_quotes", "double_quotes"],
      "consistent",
      "The quotes to use; consistent takes what comes first.",
    ),
    flag("force_enable", false, "Run in dialects too that do not have two kinds of quotes."),
  ],
  exampleConfig: {
    rules: {
      "convention.quoted_literals": {
        force_enable: true,
        preferred_quoted_literal_style: "double_quotes",
      },
    },
  },
  bad: "SELECT 'abc', 'def'\n",
  good: "SELECT 123, 456\n",
  phase: "main",
  targetsTemplated: true,
  visits: [kind("quoted_literal")],
  when: { dialect: (traits) => traits.quotedLiterals === "either", forced: "any_dialect" },
  message: "String literals have different quotes: choose one kind.",
  run(context) {
    const { tree, dialect: { traits } } = context;
    const style = context.text("preferred_quoted_literal_style");
    let wanted: Quote | null = style === "consistent"
      ? null
      : style === "single_quotes"
      ? "'"
      : '"';
    return (leaf) => {
      if (wanted !== null && isPlainlyQuoted(tree, leaf, wanted)) return;
      const text = readQuoted(tree.text(leaf));
      if (text === null) {
        // A first literal in other quotes, as Hive's back quotes, asks for the standard's kind.
        wanted ??= "'";
        return;
      }
      if (!hasOwnQuotes(tree, leaf, text)) return;
      wanted ??= text.quote;
      const better = restyle(text, wanted);
      if (better === null) return;
      const quotes = better.endsWith("'") ? "single" : "double";
      const said = better.endsWith(text.quote)
        ? `${nameOf(tree, leaf)} has backslashes that it does not need: leave them out.`
        : `Write ${nameOf(tree, leaf)} in ${quotes} quotes.`;
      // Two quotes of the other kind would stand for another text.
      const isFixed = !tree.isTemplated(leaf) && (!text.isTriple || traits.tripleQuotes);
      context.report(leaf, isFixed ? [replace(leaf, better)] : [], said);
    };
  },
};
