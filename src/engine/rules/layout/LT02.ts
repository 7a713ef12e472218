import { RESPACES } from "../effects.ts";
import { checkIndentation } from "../../layout/mod.ts";
import { FILE } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "LT02",
  name: "layout.indent",
  groups: ["all", "core", "layout"],
  aliases: ["L002", "L003", "L004"],
  description: "Each line is indented as deep as the clauses and brackets around it are nested.",
  rationale: "Indentation shows the structure of a query before a word of it is read.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "SELECT\n  a,\n      b\nFROM foo\n",
  good: "SELECT\n    a,\n    b\nFROM foo\n",
  phase: "main",
  targetsTemplated: true,
  templateSafeFixes: true,
  visits: [FILE],
  message: "Indent this line as deep as what it stands in.",
  run: (context) => () =>
    checkIndentation(context.tree, context.file.layout, (found) => context.reportResult(found)),
};
