import { insertAfter, remove } from "../../edits.ts";
import { blanksAfter, codeChildren, hasComment, kind } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";

const ALIAS = kind("alias_expression");
const OPERATOR = kind("alias_operator");

export const rule: Rule = {
  code: "TQ04",
  name: "tsql.prefer_as_alias",
  groups: ["all", "tsql"],
  aliases: [],
  description: "An alias stands behind its column, after AS, and not before it, with =.",
  rationale:
    "`name = value` reads like a comparison or an assignment, and no other database has it.",
  fixable: true,
  reads: "code",
  effects: { move: true, insert: ["AS"], remove: ["="] },
  options: [flag("force_enable", false, "Run at all: both ways are in use.")],
  exampleConfig: { rules: { "tsql.prefer_as_alias": { force_enable: true } } },
  exampleDialect: "tsql",
  bad: "SELECT total = a + b FROM foo;\n",
  good: "SELECT a + b AS total FROM foo;\n",
  phase: "main",
  visits: [kind("select_clause_element")],
  when: { forced: "required" },
  message: "Write this alias behind its column, after AS.",
  run(context) {
    const { tree } = context;
    return (element) => {
      const [alias, body] = codeChildren(tree, element);
      if (body === undefined || !tree.is(alias!, ALIAS)) return;
      const operator = tree.childOf(alias!, OPERATOR);
      if (operator < 0) return;
      const name = tree.text(codeChildren(tree, alias!)[0]!);
      // A comment between the name and = would be lost.
      const fixes = hasComment(tree, alias!, tree.end(alias!)) ? [] : [
        remove(alias!),
        ...blanksAfter(tree, alias!).map(remove),
        insertAfter(body, ` AS ${name}`),
      ];
      context.report(operator, fixes);
    };
  },
};
