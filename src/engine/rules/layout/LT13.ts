import { remove } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import { FILE } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "LT13",
  name: "layout.start_of_file",
  groups: ["all", "layout"],
  aliases: ["L050"],
  description: "A file begins with code or a comment, not with space or blank lines.",
  rationale: "Blank lines at the top say nothing and push the query down.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "\n\nSELECT a FROM foo\n",
  good: "SELECT a FROM foo\n",
  phase: "post",
  targetsTemplated: true,
  visits: [FILE],
  message: "Begin the file with code or a comment, without blanks or empty lines.",
  run(context) {
    const { tree } = context;
    return () => {
      const blanks: number[] = [];
      for (let leaf = tree.firstLeaf(0); leaf >= 0; leaf = tree.leafAfter(leaf)) {
        if (tree.isMeta(leaf) && tree.mark(leaf) === null) continue;
        if (!tree.isWhitespace(leaf)) break;
        // Where a template writes the blanks, its text stands at the start.
        if (tree.isTemplated(leaf)) return;
        blanks.push(leaf);
      }
      if (blanks.length > 0) context.report(blanks[0]!, blanks.map(remove));
    };
  },
};
