import { insertAfter, insertBefore } from "../../edits.ts";
import { KEYWORD, kind } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";

export const rule: Rule = {
  code: "AM05",
  name: "ambiguous.join",
  groups: ["all", "ambiguous"],
  aliases: ["L051"],
  description: "The kind of a join is written out as far as configured.",
  rationale: "INNER JOIN says at a glance what a bare JOIN leaves to be remembered.",
  fixable: true,
  options: [choice(
    "fully_qualify_join_types",
    ["inner", "outer", "both"],
    "inner",
    "Which kinds of join are written out.",
  )],
  bad: "SELECT a FROM foo JOIN bar ON foo.id = bar.id\n",
  good: "SELECT a FROM foo INNER JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [kind("join_clause")],
  message: "Name the kind of this join in full, as in INNER JOIN or LEFT OUTER JOIN.",
  run(context) {
    const { tree } = context;
    const style = context.text("fully_qualify_join_types");
    return (join) => {
      const words = tree.children(join).filter((child) => tree.kind(child) === KEYWORD);
      const [first, second] = words;
      if (first === undefined) return;
      const anchor = tree.firstChild(join);
      const isOuter = ["RIGHT", "LEFT", "FULL"].includes(tree.upper(first)) &&
        second !== undefined && tree.upper(second) === "JOIN";
      if (style !== "inner" && isOuter) {
        const word = tree.text(second) === "JOIN" ? " OUTER" : " outer";
        context.report(anchor, [insertAfter(anchor, word)]);
      } else if (style !== "outer" && tree.upper(first) === "JOIN") {
        const word = tree.text(first) === "JOIN" ? "INNER " : "inner ";
        context.report(anchor, [insertBefore(anchor, word)]);
      }
    };
  },
};
