import { BATCH, kind, previousCode } from "../../tree/mod.ts";
import { reportEmptyBatches } from "../empty_batch.ts";
import type { Rule } from "../rule.ts";

const SLASH = kind("slash_buffer_executor");

export const rule: Rule = {
  code: "OR01",
  name: "oracle.empty_batch",
  groups: ["all", "oracle"],
  aliases: [],
  description: "A slash follows what it runs, and never another slash.",
  rationale: "SQL*Plus keeps the last statement, so that a second slash runs it once more: a row " +
    "is inserted twice, and nobody sees why.",
  fixable: true,
  reads: "blanks",
  effects: { remove: ["/"] },
  options: [],
  exampleDialect: "oracle",
  bad: "BEGIN\n    foo;\nEND;\n/\n/\n",
  good: "BEGIN\n    foo;\nEND;\n/\n",
  phase: "main",
  visits: [BATCH],
  message: "This slash runs the statement before it once more: drop it.",
  run(context) {
    const { tree } = context;
    const judge = reportEmptyBatches(context, SLASH);
    return (batch) => {
      // Behind a script, a slash runs what the script has left.
      const before = previousCode(tree, batch);
      if (before < 0 || tree.is(before, BATCH)) judge(batch);
    };
  },
};
