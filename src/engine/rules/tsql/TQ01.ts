import { unquoted } from "../../scopes/mod.ts";
import { codeChildren, kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const NAME = kind("object_reference");

export const rule: Rule = {
  code: "TQ01",
  name: "tsql.sp_prefix",
  groups: ["all", "tsql"],
  aliases: ["L056"],
  description: "No procedure of a user is called like those of the system, sp_….",
  rationale:
    "Such a name is looked up among the system's procedures first, which costs a lock and " +
    "calls the wrong one once the system gets a procedure of that name.",
  fixable: false,
  options: [],
  exampleDialect: "tsql",
  bad: "CREATE PROCEDURE dbo.sp_orders AS SELECT a FROM foo;\n",
  good: "CREATE PROCEDURE dbo.orders AS SELECT a FROM foo;\n",
  phase: "main",
  visits: [kind("create_procedure_statement")],
  when: { dialect: (traits) => traits.systemProcedurePrefix !== "" },
  message: "The system's own procedures are called like that: choose another prefix.",
  run(context) {
    const { tree, dialect } = context;
    const prefix = dialect.traits.systemProcedurePrefix;
    return (statement) => {
      const reference = tree.childOf(statement, NAME);
      const name = reference < 0 ? undefined : codeChildren(tree, reference).at(-1);
      if (name === undefined || !unquoted(tree, name).toLowerCase().startsWith(prefix)) return;
      const said =
        `\`${tree.text(name)}\` begins with ${prefix}, as the system's own procedures do: ` +
        "choose another prefix.";
      context.report(name, [], said);
    };
  },
};
