import { isInside } from "../../analysis/nodes.ts";
import { replace } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import { choice, flag, IGNORE_WORDS, type Rule } from "../rule.ts";

const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const IGNORED = kinds("password_auth", "execute_as_clause");
const WORD_SETS = ["reserved_keywords", "unreserved_keywords", "future_reserved_keywords"];
const ANY_CASE = ["duckdb", "sparksql"];
const FOLDS_DOWN = ["postgres", "redshift", "greenplum", "materialize", "trino", "athena"];
const NAME = /^[A-Z0-9_]+$/i;
const LETTER = /[A-Z]/i;
const FOLDED_DOWN_NAME = /^[A-Z_][A-Z0-9_$]*$/i;

/** Whether a quoted name means the same without its quotes. */
function needsNoQuotes({ dialect }: RuleContext, name: string, caseSensitive: boolean): boolean {
  const down = FOLDS_DOWN.includes(dialect.name);
  if (caseSensitive && !ANY_CASE.includes(dialect.name)) {
    if (name !== (down ? name.toLowerCase() : name.toUpperCase())) return false;
  }
  const isName = down ? FOLDED_DOWN_NAME.test(name) : NAME.test(name) && LETTER.test(name);
  return isName && !dialect.inSet("reserved_keywords", name.toUpperCase());
}

export const rule: Rule = {
  code: "RF06",
  name: "references.quoting",
  groups: ["all", "references"],
  aliases: ["L059"],
  description: "Identifiers are quoted only where they have to be, or always, as configured.",
  rationale: "Needless quotes clutter the text and tie a name to one letter case.",
  fixable: true,
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
  message: "This name needs no quotes: leave them out.",
  run(context) {
    const { tree, dialect } = context;
    const preferQuoted = context.flag("prefer_quoted_identifiers");
    const quoteKeywords = context.flag("prefer_quoted_keywords");
    const caseSensitive = context.flag("case_sensitive");
    const quote = context.text("prefer_quoted_keyword_style") === "backticks" ? "`" : '"';
    const isIgnored = context.ignoredWords();
    const checkKeyword = (leaf: number, name: string, isQuoted: boolean) => {
      const wanted = quote + name.replaceAll(quote, quote + quote) + quote;
      const fixes = dialect.name === "sqlite" ? [replace(leaf, wanted)] : [];
      if (!isQuoted) {
        context.report(leaf, fixes, `${name} is a keyword: put it in quotes.`);
      } else if (dialect.name === "sqlite" && tree.text(leaf) !== wanted) {
        context.report(leaf, fixes, `${tree.text(leaf)} is quoted in another way than names are.`);
      }
    };
    return (leaf) => {
      const isQuoted = tree.is(leaf, QUOTED);
      if (!isQuoted && !preferQuoted && !quoteKeywords) return;
      if (isInside(tree, leaf, IGNORED)) return;
      const text = tree.text(leaf);
      const name = isQuoted ? text.slice(1, -1) : text;
      if (isIgnored(name)) return;
      if (quoteKeywords && WORD_SETS.some((set) => dialect.inSet(set, name.toUpperCase()))) {
        checkKeyword(leaf, name, isQuoted);
      } else if (preferQuoted) {
        if (!isQuoted) context.report(leaf, [], `Put the name ${name} in quotes.`);
      } else if (isQuoted && needsNoQuotes(context, name, caseSensitive)) {
        context.report(leaf, [replace(leaf, name)], `${text} needs no quotes: leave them out.`);
      }
    };
  },
};
