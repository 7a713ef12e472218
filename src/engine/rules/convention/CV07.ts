import { remove } from "../../edits.ts";
import { BATCH, FILE, kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";
import { firstCodeChild } from "../words.ts";

const BRACKETED = kind("bracketed");

export const rule: Rule = {
  code: "CV07",
  name: "convention.statement_brackets",
  groups: ["all", "convention"],
  aliases: ["L053"],
  description: "A whole statement is not put in brackets.",
  rationale: "Brackets around everything group nothing.",
  fixable: true,
  reads: "code",
  effects: { remove: ["(", ")"] },
  options: [],
  bad: "(SELECT a FROM foo)\n",
  good: "SELECT a FROM foo\n",
  phase: "main",
  visits: [kind("statement")],
  message: "This whole statement stands in brackets, which do nothing: remove them.",
  run(context) {
    const { tree } = context;
    return (statement) => {
      // In a block, such as that of a procedure, brackets may be needed.
      const parent = tree.parent(statement);
      if (!tree.is(parent, FILE) && !tree.is(parent, BATCH)) return;
      const first = firstCodeChild(tree, statement);
      if (first < 0 || !tree.is(first, BRACKETED) || tree.isTemplated(first)) return;
      context.report(first, [remove(tree.firstCode(first)), remove(tree.lastCode(first))]);
    };
  },
};
