import { kind, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const KEYWORD = kind("keyword");
const RIGHT = word("RIGHT");

export const rule: Rule = {
  code: "CV08",
  name: "convention.left_join",
  groups: ["all", "convention"],
  aliases: ["L055"],
  description: "LEFT JOIN is used, not RIGHT JOIN.",
  rationale: "Queries are read from their first table on; a right join turns that around.",
  fixable: false,
  options: [],
  bad: "SELECT foo.a FROM foo RIGHT JOIN bar ON foo.id = bar.id\n",
  good: "SELECT foo.a FROM bar LEFT JOIN foo ON foo.id = bar.id\n",
  phase: "main",
  visits: [kind("join_clause")],
  message: "Exchange the two tables and write LEFT JOIN: a RIGHT JOIN reads backwards.",
  run(context) {
    const { tree } = context;
    return (join) => {
      for (let part = tree.firstChild(join); part >= 0; part = tree.nextSibling(part)) {
        if (tree.word(part) !== RIGHT || !tree.is(part, KEYWORD)) continue;
        return context.report(tree.firstCode(join));
      }
    };
  },
};
