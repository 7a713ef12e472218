import { policyApplies } from "../../analysis/identifiers.ts";
import { kind } from "../../tree/mod.ts";
import { choice, IGNORE_WORDS, type Rule } from "../rule.ts";

const NAKED = kind("naked_identifier");
const QUOTED = kind("quoted_identifier");
const POLICIES = ["all", "aliases", "column_aliases", "table_aliases"];
const ALL_KEYWORDS = ["unreserved_keywords", "reserved_keywords", "future_reserved_keywords"];

export const rule: Rule = {
  code: "RF04",
  name: "references.keywords",
  groups: ["all", "references"],
  aliases: ["L029"],
  description: "Identifiers are no keywords.",
  rationale: "A name that is a keyword reads like one, and may stop working in a new version.",
  fixable: false,
  options: [
    choice("unquoted_identifiers_policy", POLICIES, "aliases", "Which unquoted identifiers count."),
    choice(
      "quoted_identifiers_policy",
      [...POLICIES, "none"],
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
    const { tree, dialect } = context;
    const naked = context.text("unquoted_identifiers_policy");
    const inQuotes = context.text("quoted_identifiers_policy") || "none";
    const isIgnored = context.ignoredWords();
    return (leaf) => {
      const text = tree.text(leaf);
      if (text.length === 1 || isIgnored(text)) return;
      const isQuoted = tree.is(leaf, QUOTED);
      if (!policyApplies(tree, leaf, isQuoted ? inQuotes : naked)) return;
      const word = isQuoted ? text.toUpperCase().slice(1, -1) : tree.upper(leaf);
      const sets = isQuoted ? ALL_KEYWORDS : ALL_KEYWORDS.slice(0, 1);
      if (sets.some((set) => dialect.inSet(set, word))) context.report(leaf);
    };
  },
};
