import { crawl } from "../../analysis/nodes.ts";
import { kind } from "../../tree/mod.ts";
import { count, type Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const ELEMENT = kind("from_expression_element");
const TABLE_EXPRESSION = kind("table_expression");
const OBJECT_REFERENCE = kind("object_reference");
const ALIAS_EXPRESSION = kind("alias_expression");
const IDENTIFIER = kind("identifier");

export const rule: Rule = {
  code: "AL06",
  name: "aliasing.length",
  groups: ["all", "core", "aliasing"],
  aliases: ["L066"],
  description: "Table aliases are as long as configured; unless it is, any length will do.",
  rationale: "An alias of one letter says nothing, one of thirty saves nothing.",
  fixable: false,
  options: [
    count("min_alias_length", null, "Fewest characters of an alias."),
    count("max_alias_length", null, "Most characters of an alias."),
  ],
  exampleConfig: { rules: { "aliasing.length": { min_alias_length: 3 } } },
  bad: "SELECT u.id FROM users AS u\n",
  good: "SELECT users.id FROM users\n",
  phase: "main",
  visits: [SELECT],
  message: "Table aliases should be of the configured length.",
  run(context) {
    const { tree } = context;
    const least = context.number("min_alias_length");
    const most = context.number("max_alias_length");
    if (least === null && most === null) return () => {};
    const check = (element: number) => {
      const table = tree.childOf(element, TABLE_EXPRESSION);
      const alias = tree.childOf(element, ALIAS_EXPRESSION);
      if (table < 0 || alias < 0 || tree.childOf(table, OBJECT_REFERENCE) < 0) return;
      const name = tree.childOf(alias, IDENTIFIER);
      if (name < 0) return;
      const length = [...tree.text(name)].length;
      if (least !== null && length < least) {
        context.report(name, [], `Aliases should be at least ${least} character(s) long.`);
      }
      if (most !== null && length > most) {
        context.report(name, [], `Aliases should be no more than ${most} character(s) long.`);
      }
    };
    return (statement) => crawl(tree, statement, [ELEMENT]).forEach(check);
  },
};
