import { replace } from "../../edits.ts";
import { hasComment, kind, type Tree, word } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { flag, type Rule } from "../rule.ts";
import { wordOf } from "../words.ts";

const NAME = kind("function_name");
const BRACKETED = kind("bracketed");
const COUNT = word("COUNT");
/** What rows are counted by where nothing of them is looked at. */
const ALIKE = ["*", "0", "1"];

function wantedBy(context: RuleContext): string {
  if (context.flag("prefer_count_1")) return "1";
  return context.flag("prefer_count_0") ? "0" : "*";
}

/** The one leaf between the brackets of a function; -1 where there are more, none, or comments. */
function loneArgument(tree: Tree, fn: number): number {
  let brackets = fn + 1;
  while (brackets < tree.end(fn) && !tree.is(brackets, BRACKETED)) brackets++;
  if (brackets === tree.end(fn) || hasComment(tree, brackets, tree.end(brackets))) return -1;
  const leaves: number[] = [];
  for (let leaf = brackets; leaf < tree.end(brackets) && leaves.length < 4; leaf++) {
    if (tree.isLeaf(leaf) && tree.isCode(leaf)) leaves.push(leaf);
  }
  return leaves.length === 3 ? leaves[1]! : -1;
}

export const rule: Rule = {
  code: "CV04",
  name: "convention.count_rows",
  groups: ["all", "core", "convention"],
  aliases: ["L047"],
  description: "Rows are counted in one way: COUNT(*), COUNT(1) or COUNT(0).",
  rationale: "All three mean the same; a mix of them suggests that they do not.",
  fixable: true,
  reads: "code",
  effects: { replace: [["<number>", "*"], ["<number>", "<number>"], ["*", "<number>"]] },
  options: [
    flag("prefer_count_1", false, "Count with COUNT(1)."),
    flag("prefer_count_0", false, "Count with COUNT(0)."),
  ],
  bad: "SELECT COUNT(1) FROM foo\n",
  good: "SELECT COUNT(*) FROM foo\n",
  phase: "main",
  visits: [kind("function")],
  message: "Count rows the same way everywhere: COUNT(*), COUNT(1) or COUNT(0).",
  run(context) {
    const { tree } = context;
    const wanted = wantedBy(context);
    return (fn) => {
      const name = tree.childOf(fn, NAME);
      if (name < 0 || wordOf(tree, name) !== COUNT) return;
      const argument = loneArgument(tree, fn);
      if (argument < 0) return;
      const counted = tree.text(argument);
      if (counted === wanted || !ALIKE.includes(counted)) return;
      context.report(fn, [replace(argument, wanted)]);
    };
  },
};
