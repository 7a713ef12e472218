import { lacksCondition, scopesOf } from "../../scopes/mod.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "AM08",
  name: "ambiguous.join_condition",
  groups: ["all", "ambiguous"],
  aliases: [],
  description: "A join without a condition is written as CROSS JOIN.",
  rationale: "A join without ON may have lost it; CROSS says that every pair is meant.",
  fixable: false,
  options: [],
  bad: "SELECT foo.a FROM foo JOIN bar\n",
  good: "SELECT foo.a FROM foo CROSS JOIN bar\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  message: "This join has no condition: write CROSS JOIN if every pair of rows is meant.",
  run(context) {
    const { file } = context;
    return (statement) => {
      for (const { joins, where } of scopesOf(file, statement).selects) {
        // With a WHERE the condition may stand there: CV12 is about that.
        if (where >= 0) continue;
        for (let at = 0; at < joins.length; at++) {
          if (lacksCondition(joins[at]!)) context.report(joins[at]!.node);
        }
      }
    };
  },
};
