import { type Fix, insertAfter, insertBefore } from "../../edits.ts";
import { kind, nextCode, type Tree, word } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";
import { firstCodeChild } from "../words.ts";

const JOIN = word("JOIN");
const SIDES = [word("LEFT"), word("RIGHT"), word("FULL")];

/** A word in the letter case of the one that it stands beside. */
function likeIts(tree: Tree, neighbour: number, text: string): string {
  return tree.text(neighbour) === tree.upper(neighbour) ? text.toUpperCase() : text;
}

export const rule: Rule = {
  code: "AM05",
  name: "ambiguous.join",
  groups: ["all", "ambiguous"],
  aliases: ["L051"],
  description: "The kind of a join is written out as far as configured.",
  rationale: "INNER JOIN says at a glance what a bare JOIN leaves to be remembered.",
  fixable: true,
  reads: "code",
  effects: { insert: ["INNER", "OUTER"] },
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
    const option = context.text("fully_qualify_join_types");
    const completion = (join: number): Fix | null => {
      const first = firstCodeChild(tree, join);
      const second = first < 0 ? -1 : nextCode(tree, first);
      if (second < 0) return null;
      if (tree.word(first) === JOIN && option !== "outer") {
        return insertBefore(first, likeIts(tree, first, "inner "));
      }
      const isShort = SIDES.includes(tree.word(first)) && tree.word(second) === JOIN;
      if (!isShort || option === "inner") return null;
      return insertAfter(first, likeIts(tree, second, " outer"));
    };
    return (join) => {
      const fix = completion(join);
      if (fix !== null) context.report(fix.anchor, [fix]);
    };
  },
};
