import { kind } from "../../tree/mod.ts";
import { reportEmptyBatches } from "../empty_batch.ts";
import type { Rule } from "../rule.ts";

const GO = kind("go_statement");

export const rule: Rule = {
  code: "TQ03",
  name: "tsql.empty_batch",
  groups: ["all", "tsql"],
  aliases: [],
  description: "No batch is empty: GO follows a statement.",
  rationale: "A GO behind another one sends nothing, and a reader looks for what is missing.",
  fixable: true,
  reads: "blanks",
  effects: { remove: ["GO", "<number>"] },
  options: [],
  exampleDialect: "tsql",
  bad: "SELECT a FROM foo;\nGO\nGO\n",
  good: "SELECT a FROM foo;\nGO\n",
  phase: "main",
  visits: [kind("batch")],
  message: "There is no statement in this batch: drop the GO.",
  run(context) {
    return reportEmptyBatches(context, GO);
  },
};
