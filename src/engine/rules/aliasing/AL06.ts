import { isSeen, scopesOf } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import { count, type Rule } from "../rule.ts";

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
  visits: [kind("statement")],
  nested: false,
  when: { anyOf: ["min_alias_length", "max_alias_length"] },
  message: "This alias is not as long as configured.",
  run(context) {
    const least = context.number("min_alias_length");
    const most = context.number("max_alias_length");
    return (statement) => {
      for (const select of scopesOf(context.file, statement).selects) {
        for (const source of select.sources) {
          const { kind: what, alias } = source;
          if (alias === null || what !== "table" || !isSeen(source)) continue;
          const { leaf, text } = alias;
          if (least !== null && text.length < least) {
            context.report(leaf, [], `\`${text}\` is short: give it ${least} characters or more.`);
          } else if (most !== null && text.length > most) {
            context.report(leaf, [], `\`${text}\` is long: give it ${most} characters or fewer.`);
          }
        }
      }
    };
  },
};
