import { insertAfter, insertBefore } from "../../edits.ts";
import { codeChildren, isAny, kind } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const STATEMENT = kind("statement");
const BODY = kind("procedure_statement");
const BLOCKS = kinds("begin_end_block", "atomic_begin_end_block");

export const rule: Rule = {
  code: "TQ02",
  name: "tsql.procedure_begin_end",
  groups: ["all", "tsql"],
  aliases: [],
  description: "A procedure of several statements has them in BEGIN … END.",
  rationale: "Without the block everything up to GO is the procedure, also what was meant to run " +
    "once behind it.",
  fixable: true,
  reads: "code",
  effects: { wrap: true, insert: ["BEGIN", "END"] },
  options: [],
  exampleDialect: "tsql",
  bad: "CREATE PROCEDURE foo AS\nSELECT a FROM bar;\nSELECT b FROM bar;\n",
  good: "CREATE PROCEDURE foo AS\nBEGIN\n    SELECT a FROM bar;\n    SELECT b FROM bar;\nEND\n",
  phase: "main",
  visits: [kind("create_procedure_statement")],
  message: "This procedure has several statements: put them in BEGIN … END.",
  run(context) {
    const { tree } = context;
    return (procedure) => {
      const body = tree.childOf(procedure, BODY);
      const statements = body < 0 ? [] : tree.childrenOf(body, STATEMENT);
      if (statements.length < 2) return;
      const [first] = codeChildren(tree, statements[0]!);
      if (first !== undefined && isAny(tree, first, BLOCKS)) return;
      const last = codeChildren(tree, body).at(-1)!;
      context.report(body, [insertBefore(body, "BEGIN\n"), insertAfter(last, "\nEND")]);
    };
  },
};
