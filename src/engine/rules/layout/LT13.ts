import { RESPACES } from "../../fixes/effects.ts";
import { remove } from "../../edits.ts";
import { DEDENT, FILE, INDENT, META } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "LT13",
  name: "layout.start_of_file",
  groups: ["all", "layout"],
  aliases: ["L050"],
  description: "A file begins with code or a comment, not with space or blank lines.",
  rationale: "Blank lines at the top say nothing and push the query down.",
  fixable: true,
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
    return (file) => {
      const lead: number[] = [];
      for (let leaf = tree.firstLeaf(file); leaf >= 0; leaf = tree.leafAfter(leaf)) {
        if (!tree.isWhitespace(leaf) && !tree.is(leaf, INDENT) && !tree.is(leaf, DEDENT)) {
          if (lead.length > 0 && !lead.some((each) => tree.isTemplated(each))) {
            context.report(file, lead.map(remove));
          }
          return;
        }
        if (!tree.is(leaf, META)) lead.push(leaf);
      }
    };
  },
};
