import { RESPACES } from "../effects.ts";
import { checkSpacing } from "../../layout/mod.ts";
import { FILE } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "LT01",
  name: "layout.spacing",
  groups: ["all", "core", "layout"],
  aliases: ["L001", "L005", "L006", "L008", "L023", "L024", "L039", "L048", "L071"],
  description: "The space between two tokens on a line is what the layout configuration asks for.",
  rationale:
    "Even spacing lets the eye find words and operators; odd spaces and spaces at the ends of " +
    "lines only make noise in a review.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "SELECT a,b  FROM foo\n",
  good: "SELECT a, b FROM foo\n",
  phase: "main",
  visits: [FILE],
  message: "Space this as the layout asks.",
  run: (context) => () =>
    checkSpacing(context.tree, context.file.layout, (found) => context.reportResult(found)),
};
