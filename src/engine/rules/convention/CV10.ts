import { replace } from "../../edits.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { choice, flag, type Rule } from "../rule.ts";
import { requote } from "./quotes.ts";

const DIALECTS = ["bigquery", "databricks", "hive", "mysql", "sparksql"];
const STYLES: Record<string, { quote: string; name: string }> = {
  single_quotes: { quote: "'", name: "single quotes" },
  double_quotes: { quote: '"', name: "double quotes" },
};

/** Whether the quotes of a literal are written beside a template, not rendered by it. */
function isQuotedInSource(tree: Tree, literal: number): boolean {
  const source = tree.tokens.origins?.source ?? "";
  const written = source.slice(tree.sourceStart(literal), tree.sourceStop(literal));
  return /^[a-zA-Z]?["'][^]*["']$/.test(written);
}

export const rule: Rule = {
  code: "CV10",
  name: "convention.quoted_literals",
  groups: ["all", "convention"],
  aliases: ["L064"],
  description: "String literals are all in one kind of quotes, where the dialect has two.",
  rationale: "One kind of quotes for texts leaves the other one free for names.",
  fixable: true,
  effects: { replace: [["<text>", "<text>"], ["<text>", "<name>"], ["<name>", "<text>"]] },
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
  message: "String literals have different quotes: choose one kind.",
  run(context) {
    const { tree, dialect } = context;
    if (!context.flag("force_enable") && !DIALECTS.includes(dialect.name)) return () => {};
    let style = STYLES[context.text("preferred_quoted_literal_style")];
    return (literal) => {
      if (tree.isTemplated(literal) && !isQuotedInSource(tree, literal)) return;
      const text = tree.text(literal);
      style ??= text.endsWith('"') ? STYLES.double_quotes! : STYLES.single_quotes!;
      const fixed = requote(text, style.quote);
      if (fixed === text) return;
      const what = `Write ${fixed} in place of ${text}, as other strings are quoted.`;
      context.report(literal, [replace(literal, fixed)], what);
    };
  },
};
