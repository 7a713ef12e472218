import { COMMENT, FILE } from "../../tree/mod.ts";
import { flag, type Rule, text } from "../rule.ts";

export const rule: Rule = {
  code: "CV09",
  name: "convention.blocked_words",
  groups: ["all", "convention"],
  aliases: ["L062"],
  description: "Words that the configuration blocks are not used; unless it does, all are.",
  rationale: "A team can keep out names that it has retired or that mean trouble.",
  fixable: false,
  options: [
    text("blocked_words", "Words that may not be used, separated by commas."),
    text("blocked_regex", "Text that this expression is found in may not be used."),
    flag("match_source", false, "Look at the text before templating too."),
  ],
  exampleConfig: { rules: { "convention.blocked_words": { blocked_words: "deprecated_table" } } },
  bad: "SELECT a FROM deprecated_table\n",
  good: "SELECT a FROM new_table\n",
  phase: "main",
  visits: [FILE],
  message: "This word is on the list of those that are not to be used.",
  run(context) {
    const { tree } = context;
    const words = new Set(context.list("blocked_words").map((word) => word.toUpperCase()));
    const pattern = context.text("blocked_regex") === "" ? null : context.pattern("blocked_regex");
    if (words.size === 0 && pattern === null) return () => {};
    const inSource = context.flag("match_source");
    const check = (leaf: number) => {
      if (tree.isMeta(leaf) || tree.is(leaf, COMMENT)) return;
      const word = tree.text(leaf);
      if (words.has(word.toUpperCase())) {
        context.report(leaf, [], `${word} is on the list of blocked words: write another one.`);
      } else if (pattern?.test(word)) {
        context.report(leaf, [], `${word} fits a pattern of blocked words: write another one.`);
      } else if (inSource && pattern !== null && tree.tokens.origins !== null) {
        const { source } = tree.tokens.origins;
        const written = source.slice(tree.sourceStart(leaf), tree.sourceStop(leaf));
        if (pattern.test(written)) {
          context.report(
            leaf,
            [],
            `${written} fits a pattern of blocked words: write another one.`,
          );
        }
      }
    };
    return (file) => {
      for (let leaf = tree.firstLeaf(file); leaf >= 0; leaf = tree.leafAfter(leaf)) check(leaf);
    };
  },
};
