import { nameOf } from "../../layout/mod.ts";
import { FILE, type Tree, UNPARSABLE } from "../../tree/mod.ts";
import { flag, type Rule, text } from "../rule.ts";

/** What the source holds where a template left or wrote a leaf; "" where the leaf is plain text. */
function templateText(tree: Tree, leaf: number): string {
  const { origins } = tree.tokens;
  if (origins === null || !tree.isTemplated(leaf)) return "";
  return origins.source.slice(tree.sourceStart(leaf), tree.sourceStop(leaf));
}

/** The leaves that may hold a word: code, and what a template left, of all that parsed. */
function* candidates(tree: Tree): Generator<number> {
  for (let node = 0; node < tree.size; node++) {
    if (tree.is(node, UNPARSABLE)) node = tree.end(node) - 1;
    else if (!tree.isLeaf(node)) continue;
    else if (tree.isMeta(node) ? tree.mark(node) !== null : tree.isCode(node)) yield node;
  }
}

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
  when: { anyOf: ["blocked_words", "blocked_regex"] },
  message: "This word is on the list of those that are not to be used.",
  run(context) {
    const { tree } = context;
    const words = new Set(context.list("blocked_words").map((word) => word.toUpperCase()));
    const pattern = context.text("blocked_regex") === "" ? null : context.pattern("blocked_regex");
    const inSource = context.flag("match_source");
    return () => {
      for (const leaf of candidates(tree)) {
        if (words.has(tree.upper(leaf))) {
          context.report(
            leaf,
            [],
            `${nameOf(tree, leaf)} is among the blocked_words: do without it.`,
          );
        } else if (
          pattern !== null &&
          (pattern.test(tree.text(leaf)) || (inSource && pattern.test(templateText(tree, leaf))))
        ) {
          context.report(leaf, [], `${nameOf(tree, leaf)} matches blocked_regex: do without it.`);
        }
      }
    };
  },
};
